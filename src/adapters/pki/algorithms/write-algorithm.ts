import { type Der, integer, nothing, oid, sequence, tagged } from '../der/writer.js';
import type { Hash } from './digest-algorithm.js';
import type { SignatureAlgorithm } from './signature-algorithm.js';

const digestArc: Readonly<Record<Hash, number>> = { sha256: 1, sha384: 2, sha512: 3 };
const pkcs1Arc: Readonly<Record<Hash, number>> = { sha256: 11, sha384: 12, sha512: 13 };
const ecdsaArc: Readonly<Record<Hash, number>> = { sha256: 2, sha384: 3, sha512: 4 };

/** The AlgorithmIdentifier of a digest, without parameters (RFC 5754 §2). */
export const digestId = (hash: Hash): Der => sequence(oid(`2.16.840.1.101.3.4.2.${digestArc[hash]}`));

/** The AlgorithmIdentifier of a signature, as certificates and CMS carry it. ECDSA there is always of the form `der`. */
export function signatureId(algorithm: SignatureAlgorithm): Der {
  switch (algorithm.scheme) {
    case 'rsaPkcs1':
      return sequence(oid(`1.2.840.113549.1.1.${pkcs1Arc[algorithm.hash]}`), nothing());
    case 'rsaPss':
      return sequence(oid('1.2.840.113549.1.1.10'), pssParameters(algorithm));
    case 'ecdsa':
      return sequence(oid(`1.2.840.10045.4.3.${ecdsaArc[algorithm.hash]}`));
    case 'ed25519':
      return sequence(oid('1.3.101.112'));
  }
}

const defaultSaltLength = 20;

function pssParameters({ hash, saltLength }: Extract<SignatureAlgorithm, { scheme: 'rsaPss' }>): Der {
  const digest = sequence(oid(`2.16.840.1.101.3.4.2.${digestArc[hash]}`), nothing());
  const mask = sequence(oid('1.2.840.113549.1.1.8'), digest);
  const salt = saltLength === defaultSaltLength ? [] : [tagged(2, integer(saltLength))];
  return sequence(tagged(0, digest), tagged(1, mask), ...salt);
}
