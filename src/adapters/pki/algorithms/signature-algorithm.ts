import { DerError } from '../der/der-error.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { algorithmFields, type Hash, isHash, type NotTaken, nullOrAbsent } from './digest-algorithm.js';
import { readPssParameters } from './pss-parameters.js';

export type Curve = 'P-256' | 'P-384' | 'P-521';

/** How a signature was made. */
export type SignatureAlgorithm =
  | { readonly scheme: 'rsaPkcs1'; readonly hash: Hash }
  | { readonly scheme: 'rsaPss'; readonly hash: Hash; readonly saltLength: number }
  /** `der`: ECDSA-Sig-Value; `raw`: r and s, each as long as the curve's order. A curve is named where the name fixes it. */
  | { readonly scheme: 'ecdsa'; readonly hash: Hash; readonly form: 'der' | 'raw'; readonly curve?: Curve }
  | { readonly scheme: 'ed25519' };

/** The digest that an algorithm applies to what is signed. */
export const digestOf = (algorithm: SignatureAlgorithm): Hash =>
  algorithm.scheme === 'ed25519' ? 'sha512' : algorithm.hash;

const pss = '1.2.840.113549.1.1.10';
const ed25519 = '1.3.101.112';

/** RFC 4055 §5. */
const pkcs1 = new Map<string, Hash | NotTaken>([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.113549.1.1.2', 'weakDigest'], // MD2
  ['1.2.840.113549.1.1.3', 'weakDigest'], // MD4
  ['1.2.840.113549.1.1.4', 'weakDigest'], // MD5
  ['1.2.840.113549.1.1.5', 'weakDigest'], // SHA-1
  ['1.3.14.3.2.29', 'weakDigest'], // SHA-1, of the OIW
]);

/** RFC 5758 §3.2. */
const ecdsa = new Map<string, Hash | NotTaken>([
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
  ['1.2.840.10045.4.1', 'weakDigest'], // SHA-1
]);

/** An AlgorithmIdentifier of a signature in DER. What cannot be read is not taken; never throws. */
export function readSignatureAlgorithm(raw: Uint8Array): SignatureAlgorithm | NotTaken {
  try {
    return signatureAlgorithm(readOne(raw, maxAlgorithmBytes));
  } catch (error) {
    if (error instanceof DerError) return 'unsupported';
    throw error;
  }
}

const maxAlgorithmBytes = 512;

function signatureAlgorithm(tlv: Tlv): SignatureAlgorithm | NotTaken {
  const { oid, parameters } = algorithmFields(tlv);
  const rsa = pkcs1.get(oid);
  if (rsa !== undefined) {
    nullOrAbsent(parameters);
    return isHash(rsa) ? { scheme: 'rsaPkcs1', hash: rsa } : rsa;
  }
  if (oid === pss) {
    const found = parameters === undefined ? 'weakDigest' : readPssParameters(parameters);
    return typeof found === 'string' ? found : { scheme: 'rsaPss', ...found };
  }
  // The others have no parameters (RFC 5758 §3.2, RFC 8410 §3).
  if (parameters !== undefined) return 'unsupported';
  if (oid === ed25519) return { scheme: 'ed25519' };
  const ec = ecdsa.get(oid) ?? 'unsupported';
  return isHash(ec) ? { scheme: 'ecdsa', hash: ec, form: 'der' } : ec;
}
