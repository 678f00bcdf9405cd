import { hash as digest } from 'node:crypto';
import type { Hash } from '../pki/algorithms/digest-algorithm.js';
import type { SignatureAlgorithm } from '../pki/algorithms/signature-algorithm.js';
import { digestId } from '../pki/algorithms/write-algorithm.js';
import { nothing, octetString, sequence } from '../pki/der/writer.js';
import { ckg, ckm } from './cryptoki/constants.js';
import type { CkMechanism } from './cryptoki/cryptoki.js';
import { word } from './cryptoki/words.js';
import { TokenFailure } from './token-failure.js';

/** What goes into the token: the mechanism, and the bytes it wants to see. */
export interface SigningCall {
  readonly mechanism: CkMechanism;
  readonly input: Uint8Array;
}

interface HashMechanisms {
  readonly hash: number;
  readonly mgf: number;
  /** Hashing and PKCS#1 v1.5 in one, in the token. */
  readonly rsa: number;
}

const mechanisms: Readonly<Record<Hash, HashMechanisms>> = {
  sha256: { hash: ckm.SHA256, mgf: ckg.MGF1_SHA256, rsa: ckm.SHA256_RSA_PKCS },
  sha384: { hash: ckm.SHA384, mgf: ckg.MGF1_SHA384, rsa: ckm.SHA384_RSA_PKCS },
  sha512: { hash: ckm.SHA512, mgf: ckg.MGF1_SHA512, rsa: ckm.SHA512_RSA_PKCS },
};

const plain = (mechanism: number): CkMechanism => ({ mechanism, pParameter: null, ulParameterLen: 0 });

/**
 * How a token makes a signature. Hashing is done here where the token lets it, so that little goes over the wire.
 * @throws TokenFailure `token.mechanismMissing` when the token offers none of the ways.
 */
export function signingCall(
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  offered: ReadonlySet<number>,
  wordSize: number,
): SigningCall {
  const found = callsFor(algorithm, data, wordSize).find(({ mechanism }) => offered.has(mechanism.mechanism));
  if (found === undefined) throw new TokenFailure('token.mechanismMissing', { scheme: algorithm.scheme });
  return found;
}

/** All ways that lead to the same signature, the cheapest first. */
function callsFor(algorithm: SignatureAlgorithm, data: Uint8Array, wordSize: number): readonly SigningCall[] {
  switch (algorithm.scheme) {
    case 'rsaPkcs1': {
      const { hash } = algorithm;
      return [
        { mechanism: plain(ckm.RSA_PKCS), input: digestInfo(hash, data) },
        { mechanism: plain(mechanisms[hash].rsa), input: data },
      ];
    }
    case 'rsaPss': {
      const { hash, saltLength } = algorithm;
      const numbers = [mechanisms[hash].hash, mechanisms[hash].mgf, saltLength];
      const pParameter = Buffer.concat(numbers.map((value) => word(value, wordSize)));
      const mechanism = { mechanism: ckm.RSA_PKCS_PSS, pParameter, ulParameterLen: pParameter.length };
      return [{ mechanism, input: digest(hash, data, 'buffer') }];
    }
    case 'ecdsa':
      return [{ mechanism: plain(ckm.ECDSA), input: digest(algorithm.hash, data, 'buffer') }];
    case 'ed25519':
      return [{ mechanism: plain(ckm.EDDSA), input: data }];
  }
}

/** RFC 8017 §9.2: with the NULL that RFC 5754 leaves out elsewhere. */
function digestInfo(hash: Hash, data: Uint8Array): Uint8Array {
  const name = digestId(hash).subarray(2);
  return sequence(sequence(name, nothing()), octetString(digest(hash, data, 'buffer')));
}
