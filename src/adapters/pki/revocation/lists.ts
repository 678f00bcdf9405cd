import type { RevocationReason } from '../x509/reasons.js';
import type { RevocationAnswer } from './answers.js';
import type { RevocationFailure } from './failures.js';
import type { RevocationPolicy } from './policy.js';
import type { Link } from './status.js';

export type ListVerdict =
  | { readonly kind: 'good'; readonly nextUpdate: number | undefined }
  | { readonly kind: 'revoked'; readonly reason: RevocationReason }
  | { readonly kind: 'bad'; readonly failures: readonly RevocationFailure[] };

/** Holds lists to RFC 5280 §6.3 for one certificate. */
export interface ListJudge {
  judge(
    link: Link,
    lists: readonly Extract<RevocationAnswer, { kind: 'answered' }>[],
    context: { readonly at: number; readonly policy: RevocationPolicy },
  ): ListVerdict;
}
