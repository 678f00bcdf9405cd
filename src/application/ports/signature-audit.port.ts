import type { Instant } from '../../domain/kernel/instant.js';

/** What a repeated verification came to. */
export type SignatureRepeated =
  /** No bundle of this verifier's making. */
  | { readonly kind: 'unreadable' }
  | {
      readonly kind: 'repeated';
      /** When it was decided. */
      readonly at: Instant;
      readonly challenge: string;
      readonly origin: string;
      /** The certificate's SHA-256, and of all it stood on up to its anchor; hex. */
      readonly chain: readonly string[];
      /** What was decided then. Empty: verified. */
      readonly recorded: readonly string[];
      /** What is decided now, from the same evidence at the same time. */
      readonly found: readonly string[];
      /** Who was asked about revocation and did not answer: nothing, or what the policy of that time let pass. */
      readonly unanswered: readonly string[];
      /** Attachments that are missing or not what their digest says. */
      readonly missing: readonly string[];
    };

/** Repeats a verification offline: from the bundle that the verifier gave, at the time recorded in it, asking nobody. */
export interface SignatureAudit {
  /** `attachment`: what was kept under a digest, in base64. */
  repeat(bundle: string, attachment: (digest: string) => Promise<string | undefined>): Promise<SignatureRepeated>;
}
