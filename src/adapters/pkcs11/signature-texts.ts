import type { SignatureAlgorithm } from '../pki/algorithms/signature-algorithm.js';
import { integer, sequence } from '../pki/der/writer.js';

/** The name of RFC 7518 and RFC 8037 under which a verifier takes a raw signature. */
export function joseName(algorithm: SignatureAlgorithm): string {
  if (algorithm.scheme === 'ed25519') return 'EdDSA';
  const family = { rsaPkcs1: 'RS', rsaPss: 'PS', ecdsa: 'ES' }[algorithm.scheme];
  return `${family}${algorithm.hash.slice('sha'.length)}`;
}

/** r and s, as tokens give them, in the form of CMS: ECDSA-Sig-Value. */
export const ecdsaDer = (signature: Uint8Array): Uint8Array =>
  sequence(integer(signature.subarray(0, signature.length / 2)), integer(signature.subarray(signature.length / 2)));

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export interface RawParts {
  readonly certificate: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

export const rawText = ({ certificate, algorithm, signature }: RawParts, chain: readonly Uint8Array[]): string =>
  JSON.stringify({
    format: 'raw',
    certificate: base64(certificate),
    ...(chain.length > 0 && { chain: chain.map(base64) }),
    algorithm: joseName(algorithm),
    signature: base64(signature),
  });

/** The authentication token of Web eID, form 1.0. */
export const webEidText = ({ certificate, algorithm, signature }: RawParts): string =>
  JSON.stringify({
    format: 'web-eid:1.0',
    appVersion: 'urn:dinhdanh:sign',
    unverifiedCertificate: base64(certificate),
    algorithm: joseName(algorithm),
    signature: base64(signature),
  });
