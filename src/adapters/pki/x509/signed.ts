import { inside } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { bitStringOctets } from '../der/values.js';

/** The outer form that certificates and CRLs share: what is signed, how, and the signature. */
export interface Signed {
  readonly raw: Uint8Array;
  readonly tbs: Tlv;
  /** DER of the AlgorithmIdentifier outside the signed part. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

export function signedOf(der: Uint8Array, maxBytes: number): Signed {
  const whole = readOne(der, maxBytes);
  const reader = inside(whole);
  const tbs = reader.next(Tag.sequence);
  const algorithm = reader.next(Tag.sequence).raw;
  const signature = bitStringOctets(reader.next());
  reader.end();
  return { raw: whole.raw, tbs, algorithm, signature };
}
