import { AlgorithmIdentifier, Certificate, PublicKeyInfo, RSAPublicKey, RSASSAPSSParams } from 'pkijs';
import { bufferOf, engine, strongDigests } from './engine.js';

export interface OpinionOnSignature {
  /** An AlgorithmIdentifier in DER. */
  readonly algorithm: Uint8Array;
  readonly spki: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Whether pkijs takes a signature, by an algorithm and key that are strong enough. It knows no Ed25519, and of ECDSA
 * signatures and keys it takes more encodings than DER.
 */
export async function opinionOnSignature({ algorithm, spki, data, signature }: OpinionOnSignature): Promise<boolean> {
  try {
    const identifier = AlgorithmIdentifier.fromBER(bufferOf(algorithm));
    const key = PublicKeyInfo.fromBER(bufferOf(spki));
    if (!isStrong(identifier) || !isStrongKey(key)) return false;
    const value = Certificate.defaultValues('signatureValue');
    value.valueBlock.valueHexView = new Uint8Array(signature);
    return await engine.verifyWithPublicKey(bufferOf(data), value, key, identifier);
  } catch {
    return false; // pkijs and WebCrypto tell what they cannot read by errors of many kinds
  }
}

const pss = '1.2.840.113549.1.1.10';

/** pkijs takes any digest that it knows, and looks at one of the two that PSS names. */
export function isStrong(algorithm: AlgorithmIdentifier): boolean {
  if (!strongDigests.has(engine.getHashAlgorithm(algorithm))) return false;
  if (algorithm.algorithmId !== pss) return true;
  const { hashAlgorithm, maskGenAlgorithm } = new RSASSAPSSParams({ schema: algorithm.algorithmParams });
  const mask = new AlgorithmIdentifier({ schema: maskGenAlgorithm.algorithmParams });
  return mask.algorithmId === hashAlgorithm.algorithmId;
}

const minRsaBytes = 256;

/** pkijs takes RSA of any size, and the curves it knows are those that are taken here. */
export function isStrongKey({ parsedKey }: PublicKeyInfo): boolean {
  if (!(parsedKey instanceof RSAPublicKey)) return true;
  const modulus = parsedKey.modulus.valueBlock.valueHexView;
  return modulus.subarray(modulus.findIndex((octet) => octet !== 0)).length >= minRsaBytes;
}
