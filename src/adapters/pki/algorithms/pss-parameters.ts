import { inside } from '../der/der-reader.js';
import { contextConstructed, Tag } from '../der/tags.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { smallInteger } from '../der/values.js';
import { algorithmFields, type Hash, isHash, type NotTaken, readDigest } from './digest-algorithm.js';

export interface PssParameters {
  readonly hash: Hash;
  /** In octets; a verifier takes exactly this many. */
  readonly saltLength: number;
}

const mgf1 = '1.2.840.113549.1.1.8';
const defaultSaltLength = 20;
const trailerField = 1;

/**
 * RSASSA-PSS-params (RFC 4055 §3.1): MGF1 over the same digest as the signature's, and the one trailer there is. What is
 * left out stands for SHA-1, and is as weak. Throws DerError.
 */
export function readPssParameters(tlv: Tlv): PssParameters | NotTaken {
  const fields = inside(tlv);
  const explicit = (n: number): Tlv | undefined => {
    const field = fields.optional(contextConstructed(n));
    return field && readOne(field.content);
  };
  const [digest, generator, salt, trailer] = [explicit(0), explicit(1), explicit(2), explicit(3)];
  fields.end();
  const hash = digest === undefined ? 'weakDigest' : readDigest(digest);
  const maskHash = generator === undefined ? 'weakDigest' : maskDigest(generator);
  const saltLength = salt === undefined ? defaultSaltLength : smallInteger(salt);
  if (trailer !== undefined && smallInteger(trailer, Tag.integer) !== trailerField) return 'unsupported';
  if (hash === 'weakDigest' || maskHash === 'weakDigest') return 'weakDigest';
  if (!isHash(hash) || maskHash !== hash || saltLength < 0) return 'unsupported';
  return { hash, saltLength };
}

function maskDigest(tlv: Tlv): Hash | NotTaken {
  const { oid, parameters } = algorithmFields(tlv);
  if (oid !== mgf1) return 'unsupported';
  return parameters === undefined ? 'weakDigest' : readDigest(parameters);
}
