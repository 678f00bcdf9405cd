import { bitString, type BitString } from '../der/values.js';
import type { Tlv } from '../der/tlv.js';

/** CRLReason by its number (RFC 5280 §5.3.1); 7 is not used. */
const reasonNames = new Map<number, RevocationReason>([
  [0, 'unspecified'],
  [1, 'keyCompromise'],
  [2, 'caCompromise'],
  [3, 'affiliationChanged'],
  [4, 'superseded'],
  [5, 'cessationOfOperation'],
  [6, 'certificateHold'],
  [8, 'removeFromCrl'],
  [9, 'privilegeWithdrawn'],
  [10, 'aaCompromise'],
]);

export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'caCompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'removeFromCrl'
  | 'privilegeWithdrawn'
  | 'aaCompromise';

export const reasonOf = (number: number): RevocationReason | undefined => reasonNames.get(number);

/** A set of ReasonFlags: bit n of the mask is flag n (RFC 5280 §4.2.1.13); flag 0 is unused. */
export type ReasonMask = number;

export const allReasons: ReasonMask = 0b1_1111_1110;

/** The named bits of a bit string as a mask, bit 0 being the first. */
export function namedBits({ bytes }: BitString, count: number): number {
  let mask = 0;
  for (let bit = 0; bit < count; bit += 1) if (((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) mask |= 1 << bit;
  return mask;
}

export const reasonFlags = (tlv: Tlv, tag: number): ReasonMask => namedBits(bitString(tlv, tag), 9) & allReasons;
