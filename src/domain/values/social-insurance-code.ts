import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { compactDigits } from './text.js';

/** Mã số BHXH: 10 digits, leading zeros kept, no published check digit. Asks a register; is never a dedup key. */
export type SocialInsuranceCode = Brand<string, 'SocialInsuranceCode'>;

export const socialInsuranceCodeNormaliser = 1;

export function parseSocialInsuranceCode(
  raw: string,
): Parsed<Normalised<'socialInsuranceCode', SocialInsuranceCode>, 'identifier.socialInsuranceCode.format'> {
  const digits = compactDigits(raw, 10);
  return digits === undefined
    ? unparsed('identifier.socialInsuranceCode.format', { expectedDigits: 10 })
    : parsed({
        kind: 'socialInsuranceCode',
        value: digits as SocialInsuranceCode,
        raw,
        normaliser: socialInsuranceCodeNormaliser,
      });
}
