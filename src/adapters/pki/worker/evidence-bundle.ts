import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import type { RevocationAnswer } from '../revocation/answers.js';
import type { RevocationPolicy } from '../revocation/policy.js';
import type { Silence } from '../revocation/transport.js';
import type { VerificationRequest } from './job.js';

/** One answer about revocation, as it is recorded. A list is named by its digest and kept once, elsewhere. */
export type RecordedAnswer =
  | { readonly key: string; readonly kind: 'silent'; readonly why: Silence }
  | {
      readonly key: string;
      readonly kind: 'answered';
      readonly fetchedAt: number;
      /** SHA-256 of the bytes, hex. */
      readonly digest: string;
      /** base64; absent for a list. */
      readonly bytes?: string;
      /** base64. */
      readonly nonce?: string;
    };

/** Everything a verification stood on: with the anchors, which whoever repeats it brings, it can be done again. */
export interface EvidenceBundle {
  readonly format: typeof bundleFormat;
  readonly request: VerificationRequest;
  /** From the signer's certificate to the anchor, as far as it came; DER in base64. */
  readonly chain: readonly string[];
  readonly policy: RevocationPolicy;
  readonly answers: readonly RecordedAnswer[];
  readonly failures: readonly string[];
}

export const bundleFormat = 'dinhdanh.signature.v1';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export const isListKey = (key: string): boolean => key.startsWith('crl ');

export function recordedAnswer(key: string, answer: RevocationAnswer): RecordedAnswer {
  if (answer.kind === 'silent') return { key, ...answer };
  const { kind, fetchedAt, digest, bytes, nonce } = answer;
  return {
    key,
    kind,
    fetchedAt,
    digest,
    ...(!isListKey(key) && { bytes: base64(bytes) }),
    ...(nonce !== undefined && { nonce: base64(nonce) }),
  };
}

export const writeBundle = (
  bundle: Omit<EvidenceBundle, 'format' | 'chain'> & { chain: readonly Uint8Array[] },
): string =>
  JSON.stringify({ format: bundleFormat, ...bundle, chain: bundle.chain.map(base64) } satisfies EvidenceBundle);

/** `undefined` for text that no verifier of this kind has written. */
export function readBundle(text: string): EvidenceBundle | undefined {
  try {
    const value = JSON.parse(text) as Partial<EvidenceBundle> | null;
    return value?.format === bundleFormat && isWhole(value) ? (value as EvidenceBundle) : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isNumber = (value: unknown): boolean => Number.isFinite(value);
const sets: readonly TrustAnchorSet[] = ['public', 'government'];

function isWhole({ request, chain, policy, answers, failures }: Partial<EvidenceBundle>): boolean {
  const asked = request as Partial<VerificationRequest> | null | undefined;
  return (
    [asked?.challenge, asked?.origin, asked?.signature].every(isText) &&
    sets.some((set) => set === asked?.anchors) &&
    isNumber(asked?.at) &&
    isTexts(chain) &&
    isTexts(failures) &&
    isPolicy(policy) &&
    Array.isArray(answers) &&
    answers.every(isAnswer)
  );
}

const isPolicy = (policy: Partial<RevocationPolicy> | null | undefined): boolean =>
  (policy?.mode === 'hard' || policy?.mode === 'soft') &&
  (policy.first === 'ocsp' || policy.first === 'crl') &&
  ['none', 'send', 'require'].includes(policy.nonce ?? '') &&
  [policy.clockSkewMs, policy.maxAgeMs, policy.reuseMs].every(isNumber);

function isAnswer(value: unknown): boolean {
  const answer = value as
    Partial<Extract<RecordedAnswer, { kind: 'answered' }>> | { kind?: 'silent'; key?: string } | null;
  if (!isText(answer?.key)) return false;
  if (answer.kind === 'silent') return true;
  if (answer.kind !== 'answered' || !('digest' in answer)) return false;
  const { digest, fetchedAt, bytes = '', nonce = '' } = answer;
  return isText(digest) && isNumber(fetchedAt) && isText(bytes) && isText(nonce);
}
