import type { ActRequested, CaseEvent, ComplaintTopic, RecoveryRequested } from '../../domain/case/case.events.js';
import { subjectOf } from '../ledger/ledger.js';
import type { JsonObject } from '../ports/json.js';
import type { Projection } from './projection.js';

export const openCaseKinds = ['complaint', 'recovery', 'act'] as const;
export type OpenCaseKind = (typeof openCaseKinds)[number];

/** What a list may show of a case: nothing of what a complaint says, and of no person. */
export type OpenCaseDocument =
  | {
      readonly kind: 'complaint';
      readonly caseId: string;
      readonly openedAt: number;
      readonly topic: ComplaintTopic;
    }
  | (Requested & { readonly kind: 'recovery'; readonly needs: RecoveryRequested['data']['needs'] })
  | (Requested & {
      readonly kind: 'act';
      readonly act: ActRequested['data']['act'];
      readonly mergeId: string | null;
    });

interface Requested {
  readonly caseId: string;
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly accountId: string;
  /** Who asked, on which ground, under which file. */
  readonly officer: string;
  readonly ground: string;
  readonly ticket: string;
}

/** All open cases of a kind are rows of one key. */
export const openCaseCollection = 'open-case';
const placeCollection = 'open-case-place';

const END_OF_TIME = 9_999_999_999_999;

/**
 * Lists run from the greatest sort down, so times count backwards here: a complaint that waits longest comes first, and
 * so does a request that lapses soonest. Those that have lapsed sort above `openCaseSort(now)`.
 */
export const openCaseSort = (at: number, caseId = ''): string =>
  `${String(END_OF_TIME - at).padStart(13, '0')}-${caseId}`;

function openedBy(event: CaseEvent, caseId: string): OpenCaseDocument | undefined {
  switch (event.type) {
    case 'ComplaintOpened':
      return { kind: 'complaint', caseId, openedAt: event.data.at, topic: event.data.topic };
    case 'RecoveryRequested':
      return { kind: 'recovery', ...requested(event.data, caseId), needs: event.data.needs };
    case 'ActRequested':
      return {
        kind: 'act',
        ...requested(event.data, caseId),
        act: event.data.act,
        mergeId: event.data.mergeId ?? null,
      };
    default:
      return undefined;
  }
}

const requested = (
  { at, expiresAt, accountId, officer, ground, ticket }: RecoveryRequested['data'] | ActRequested['data'],
  caseId: string,
): Requested => ({ caseId, openedAt: at, expiresAt, accountId, officer, ground, ticket });

/** Cases that nobody has decided yet. */
export const openCasesProjection: Projection = {
  name: 'open-cases',
  handles: new Set<CaseEvent['type']>([
    'ComplaintOpened',
    'ComplaintDecided',
    'RecoveryRequested',
    'RecoveryDecided',
    'ActRequested',
    'ActDecided',
  ]),
  async apply({ event, envelope }, read) {
    const caseId = subjectOf(envelope.stream);
    const place = { collection: placeCollection, key: caseId, sort: '' } as const;
    const opened = openedBy(event as CaseEvent, caseId);
    if (opened !== undefined) {
      const sort = openCaseSort(opened.kind === 'complaint' ? opened.openedAt : opened.expiresAt, caseId);
      const document = opened as unknown as JsonObject;
      return [
        { kind: 'put', collection: openCaseCollection, key: opened.kind, sort, document },
        { kind: 'put', ...place, document: { kind: opened.kind, sort } },
      ];
    }
    const { kind, sort } = (await read(placeCollection, caseId)) ?? {};
    if (typeof kind !== 'string' || typeof sort !== 'string') return [];
    return [
      { kind: 'delete', collection: openCaseCollection, key: kind, sort },
      { kind: 'delete', ...place },
    ];
  },
};
