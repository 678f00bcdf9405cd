import { inside } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import type { Tlv } from '../der/tlv.js';
import { nothing, oid } from '../der/values.js';

/** The digests that a signature may be made over. */
export type Hash = 'sha256' | 'sha384' | 'sha512';

/** Why an algorithm is not taken: its digest can be forged, or nobody here knows it. */
export type NotTaken = 'weakDigest' | 'unsupported';

export const hashLength: Readonly<Record<Hash, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/** RFC 5754 §2; collisions are known, or in reach, for the weak ones. SHA-224 and SHA-3: no authority here uses them. */
const digests = new Map<string, Hash | NotTaken>([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ['1.3.14.3.2.26', 'weakDigest'], // SHA-1
  ['1.2.840.113549.2.2', 'weakDigest'], // MD2
  ['1.2.840.113549.2.4', 'weakDigest'], // MD4
  ['1.2.840.113549.2.5', 'weakDigest'], // MD5
  ['1.3.36.3.2.1', 'weakDigest'], // RIPEMD-160
]);

export interface AlgorithmFields {
  readonly oid: string;
  readonly parameters: Tlv | undefined;
}

/** Takes an AlgorithmIdentifier apart. Throws DerError. */
export function algorithmFields(tlv: Tlv): AlgorithmFields {
  const fields = inside(tlv);
  const name = oid(fields.next(Tag.oid));
  const parameters = fields.done ? undefined : fields.next();
  fields.end();
  return { oid: name, parameters };
}

/** Parameters that may be NULL or left out (RFC 4055 §2.1). Throws DerError for any others. */
export function nullOrAbsent(parameters: Tlv | undefined): void {
  if (parameters !== undefined) nothing(parameters);
}

/** The digest an AlgorithmIdentifier names. Throws DerError. */
export function readDigest(tlv: Tlv): Hash | NotTaken {
  const { oid: name, parameters } = algorithmFields(tlv);
  nullOrAbsent(parameters);
  return digests.get(name) ?? 'unsupported';
}

export const isHash = (found: Hash | NotTaken): found is Hash => found in hashLength;
