import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { foldWidth, withoutInvisibles } from './text.js';

/** An address that mail systems of today deliver to: dot-atom, `@`, host name. Never claimed; unverified until proven. */
export type EmailAddress = Brand<string, 'EmailAddress'>;

export type EmailRefusal = 'email.missing' | 'email.format' | 'email.tooLong';

export const emailNormaliser = 1;

/** RFC 5321, 4.5.3.1, and its path limit less the angle brackets. */
const longestAddress = 254;
const longestLocalPart = 64;
const longestRawEmail = 512;

const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * The subset of RFC 5321 without quoted local parts, address literals and non-ASCII. Only the domain is lower-cased: the
 * local part belongs to its host, and two spellings may be two mailboxes.
 */
export function parseEmail(raw: string): Parsed<Normalised<'email', EmailAddress>, EmailRefusal> {
  if (raw.length > longestRawEmail) return unparsed('email.tooLong', { maxLength: longestAddress });
  const text = withoutInvisibles(foldWidth(raw)).trim();
  if (text === '') return unparsed('email.missing');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1);
  if (at < 1 || !localPart.test(local) || !isHostName(domain)) return unparsed('email.format');
  if (text.length > longestAddress || local.length > longestLocalPart)
    return unparsed('email.tooLong', { maxLength: longestAddress, maxLocalPart: longestLocalPart });
  return parsed({
    kind: 'email',
    value: `${local}@${domain.toLowerCase()}` as EmailAddress,
    raw,
    normaliser: emailNormaliser,
  });
}

/** At least two labels, and a top level that is not a number (an IPv4 address is not a host name). */
function isHostName(domain: string): boolean {
  const labels = domain.split('.');
  return labels.length >= 2 && labels.every((part) => label.test(part)) && !/^[0-9]+$/.test(labels.at(-1) ?? '');
}
