import { verifySignature } from '../../../src/adapters/pki/algorithms/verify-signature.js';
import type { WycheproofFile, WycheproofTest } from './wycheproof-data.js';

/** Files about what is refused before any signature is looked at, with the answer and the reason. */
export const notTaken: Readonly<
  Record<string, { readonly verdict: 'weakDigest' | 'unsupported'; readonly because: string }>
> = {
  rsa_pss_2048_sha1_mgf1_20: { verdict: 'weakDigest', because: 'SHA-1 is refused' },
  rsa_pss_2048_sha256_mgf1sha1_20: { verdict: 'weakDigest', because: 'a mask made by SHA-1 is refused' },
  rsa_pss_2048_sha512_mgf1sha256_32_params: { verdict: 'unsupported', because: 'two digests in one PSS are refused' },
};

/** Digests without their NULL, which some once wrote; RFC 8017 says what the one encoding is. */
const refusedThoughAcceptable = ['MissingNull'];

export interface WycheproofResult {
  readonly file: string;
  readonly passed: number;
  /** By their numbers. */
  readonly failed: readonly number[];
  readonly notApplicable: number;
}

/** Each test as its source wants it; what is acceptable there is refused here, and known to be. */
export function runWycheproof({ name, tests }: WycheproofFile): WycheproofResult {
  const refused = notTaken[name];
  const failed = tests.filter((test) => !passes(test, refused?.verdict)).map(({ tcId }) => tcId);
  const passed = tests.length - failed.length;
  return refused === undefined
    ? { file: name, passed, failed, notApplicable: 0 }
    : { file: name, passed: 0, failed, notApplicable: passed };
}

function passes({ result, flags, algorithm, spki, data, signature }: WycheproofTest, refused?: string): boolean {
  const verdict = verifySignature({ algorithm, spki, data, signature });
  if (refused !== undefined) return verdict === refused;
  if (result === 'acceptable' && !flags.some((flag) => refusedThoughAcceptable.includes(flag))) return false;
  return verdict === (result === 'valid' ? 'valid' : 'invalid');
}
