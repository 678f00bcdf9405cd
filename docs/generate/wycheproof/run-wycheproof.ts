import { type SignatureVerdict, verifySignature } from '../../../src/adapters/pki/algorithms/verify-signature.js';
import type { WycheproofFile, WycheproofParameters, WycheproofTest } from './wycheproof-data.js';

interface Refusal {
  readonly verdict: SignatureVerdict;
  readonly because: string;
}

const curves = ['secp256r1', 'secp384r1', 'secp521r1', 'edwards25519'];
const minRsaBits = 2048;

/** What is refused before any signature is looked at, with the answer and the reason. */
function refusalOf({ sha, mgfSha = sha, keysize, curve }: WycheproofParameters): Refusal | undefined {
  if (sha === 'SHA-1' || mgfSha === 'SHA-1') return { verdict: 'weakDigest', because: 'SHA-1 is refused' };
  if (sha === 'SHA-224' || mgfSha === 'SHA-224') return { verdict: 'unsupported', because: 'SHA-224 is refused' };
  if (mgfSha !== sha) return { verdict: 'unsupported', because: 'two digests in one PSS are refused' };
  if (keysize !== undefined && keysize < minRsaBits) {
    return { verdict: 'weakKey', because: 'small RSA keys are refused' };
  }
  if (curve !== undefined && !curves.includes(curve)) {
    return { verdict: 'unsupported', because: 'other curves are refused' };
  }
  return undefined;
}

/** What the source leaves to the verifier, by its flag, and the answer here. */
const answers: Readonly<Record<string, SignatureVerdict>> = {
  /** RFC 8017 §9.2 says what the one encoding of a digest is. */
  MissingNull: 'invalid',
  /** An integer below zero, in DER. */
  MissingZero: 'invalid',
  SigSize: 'invalid',
  /** Exponents of 3 are what FIPS 186 forbids and RFC 8017 allows. */
  SmallPublicKey: 'valid',
  /** Of ECDSA, a digest shorter than the curve. */
  WeakHash: 'valid',
};

export interface WycheproofResult {
  readonly file: string;
  readonly passed: number;
  /** By their numbers. */
  readonly failed: readonly number[];
  readonly notApplicable: number;
  /** Why some are not applicable, each reason once. */
  readonly because: readonly string[];
}

/** Each test as its source wants it, or, where that leaves it open, as is decided here. */
export function runWycheproof({ name, tests }: WycheproofFile): WycheproofResult {
  const failed = tests.filter((test) => verifySignature(test) !== expected(test)).map(({ tcId }) => tcId);
  const refusals = tests.flatMap(({ tcId, parameters }) => {
    const refusal = refusalOf(parameters);
    return refusal === undefined || failed.includes(tcId) ? [] : [refusal.because];
  });
  const passed = tests.length - failed.length - refusals.length;
  return { file: name, passed, failed, notApplicable: refusals.length, because: [...new Set(refusals)] };
}

/** Nothing, and so a failure, where the source leaves open what is not decided here. */
function expected({ result, flags, parameters }: WycheproofTest): SignatureVerdict | undefined {
  const refusal = refusalOf(parameters);
  if (refusal !== undefined) return refusal.verdict;
  if (result !== 'acceptable') return result;
  const [answer, ...others] = new Set(flags.map((flag) => answers[flag]));
  return others.length === 0 ? answer : undefined;
}
