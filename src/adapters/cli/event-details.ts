import type { ReplayedEvent } from '../../application/audit/audit.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { vietnamTime } from './times.js';

interface KnownFacts {
  readonly grant?: { readonly method: string; readonly level: string; readonly validUntil?: number };
  /** One answer of a register where an event stands on one alone. */
  readonly evidence?: readonly Evidence[] | Evidence;
  readonly method?: string;
  readonly level?: string;
  readonly authentication?: string;
  readonly personal?: Partial<IdentityProfile> & { readonly network?: string; readonly phone?: string };
  readonly code?: string;
  readonly reason?: string;
  readonly ground?: string;
  readonly ticket?: string;
  readonly by?: string;
  readonly into?: string;
  readonly changed?: readonly string[];
  readonly fields?: readonly string[];
}

const answers: Readonly<Record<string, string>> = { match: '✓', noMatch: '✗', notAvailable: '?' };

/** `subscriberRegistry (personId ✓, name ✓, birthDate ✓)` */
export const evidenceText = ({ source, attributes, nameTier }: Evidence): string => {
  const told = Object.entries(attributes).map(([name, answer]) => `${name} ${answers[answer] ?? answer}`);
  if (nameTier === 'folded') told.push('không dấu/unaccented');
  return told.length === 0 ? source : `${source} (${told.join(', ')})`;
};

const changedText = ({ changed, fields = [] }: KnownFacts): string | undefined => {
  const names = changed ?? fields;
  return names.length === 0 ? undefined : `thay đổi/changed: ${names.join(', ')}`;
};

/** The facts of an event that a person looks for first, one a line. Everything is in the JSON and HTML formats. */
export function detailsOf({ data, occurredAt, recordedAt }: ReplayedEvent): readonly string[] {
  const {
    grant,
    evidence = [],
    personal,
    method,
    level,
    authentication,
    code,
    reason,
    ground,
    ticket,
    by,
    into,
  } = data as KnownFacts;
  const erased = data['personal'] === 'erased';
  const parts = [
    grant && `${grant.method} → ${grant.level}`,
    grant?.validUntil !== undefined && `đến/until ${vietnamTime(grant.validUntil)}`,
    !grant && method && [method, level, authentication].filter((one) => one !== undefined).join(' '),
    erased && 'dữ liệu cá nhân đã xóa/erased',
    !erased && personal?.name,
    !erased && personal?.identifiers?.map(({ kind, value }) => `${kind} ${value}`).join(', '),
    !erased && personal?.name === undefined && personal?.phone,
    !erased && personal?.network,
    ...[evidence].flat().map(evidenceText),
    changedText(data),
    code,
    reason,
    ground,
    ticket,
    by && `by ${by}`,
    into && `→ ${into}`,
    recordedAt - occurredAt > 1_000 && `ghi nhận/recorded ${vietnamTime(recordedAt)}`,
  ];
  return parts.filter((part): part is string => typeof part === 'string' && part !== '');
}
