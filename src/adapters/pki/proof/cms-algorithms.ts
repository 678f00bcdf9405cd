import { algorithmFields, isHash, nullOrAbsent, readDigest } from '../algorithms/digest-algorithm.js';
import { digestOf, readSignatureAlgorithm, type SignatureAlgorithm } from '../algorithms/signature-algorithm.js';
import type { SignedData } from './cms-reader.js';
import { ProofError } from './proof.js';

const rsaEncryption = '1.2.840.113549.1.1.1';

/**
 * How a signer signed. In CMS the digest is named for the whole, beside the signature's algorithm, and in it; all must
 * agree (RFC 5754 §3, RFC 4056 §3, RFC 8419 §3.1). `rsaEncryption` alone names no digest. Throws DerError or ProofError.
 */
export function cmsAlgorithm({ digests, digestAlgorithm, signatureAlgorithm }: SignedData): SignatureAlgorithm {
  const hash = readDigest(digestAlgorithm);
  if (!isHash(hash)) throw new ProofError(`signature.${hash}`);
  if (!digests.includes(algorithmFields(digestAlgorithm).oid)) throw new ProofError('signature.algorithmMismatch');
  const { oid, parameters } = algorithmFields(signatureAlgorithm);
  if (oid === rsaEncryption) {
    nullOrAbsent(parameters);
    return { scheme: 'rsaPkcs1', hash };
  }
  const algorithm = readSignatureAlgorithm(signatureAlgorithm.raw);
  if (typeof algorithm === 'string') throw new ProofError(`signature.${algorithm}`);
  if (digestOf(algorithm) !== hash) throw new ProofError('signature.algorithmMismatch');
  return algorithm;
}
