import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { compactDigits } from './text.js';

/**
 * Số chứng minh nhân dân: 9 digits, no check digit, not reliably unique in the country. An alias of a person, never a
 * proof that two records are one person. A "CMND" of 12 digits is a personal number.
 */
export type Cmnd = Brand<string, 'Cmnd'>;

export const cmndNormaliser = 1;

export function parseCmnd(raw: string): Parsed<Normalised<'cmnd', Cmnd>, 'identifier.cmnd.format'> {
  const digits = compactDigits(raw, 9);
  return digits === undefined
    ? unparsed('identifier.cmnd.format', { expectedDigits: 9 })
    : parsed({ kind: 'cmnd', value: digits as Cmnd, raw, normaliser: cmndNormaliser });
}
