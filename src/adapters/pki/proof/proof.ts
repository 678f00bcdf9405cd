import type { SignatureVerdict } from '../algorithms/verify-signature.js';

/** What is wrong with a proof, before anybody asks whether its certificate is any good; codes of the catalogue. */
export type ProofFailure =
  | 'signature.tooLarge'
  | 'signature.unreadable'
  | 'signature.notOneSigner'
  | 'signature.signerUnknown'
  | 'signature.attributesMissing'
  | 'signature.algorithmMismatch'
  | 'signature.weakDigest'
  | 'signature.weakKey'
  | 'signature.unsupported'
  | 'signature.invalid'
  | 'signature.otherCertificate'
  | 'signature.wrongChallenge';

export type ProofFormat = 'cms' | 'raw' | 'web-eid';

/** What had to be signed. */
export interface ProofContext {
  readonly challenge: string;
  /** `scheme://host[:port]`; only Web eID signs it by itself, the challenge holds it for all. */
  readonly origin: string;
}

/** `unread`: nobody can be named as the signer. `read`: the certificate's key made the signature if there is no failure. */
export type ReadProof =
  | { readonly kind: 'unread'; readonly failures: readonly [ProofFailure] }
  | {
      readonly kind: 'read';
      readonly format: ProofFormat;
      /** The signer's, and others that came along, in DER and unchecked: what the signer sent is no source of trust. */
      readonly certificate: Uint8Array;
      readonly chain: readonly Uint8Array[];
      /** All that were found, none twice; the first decides the message. */
      readonly failures: readonly ProofFailure[];
    };

export const unread = (failure: ProofFailure): ReadProof => ({ kind: 'unread', failures: [failure] });

/** A proof whose reading stops where it is found wanting; `readProof` turns it into its failure. */
export class ProofError extends Error {
  override readonly name = 'ProofError';

  constructor(readonly failure: ProofFailure) {
    super(failure);
  }
}

const verdicts: Readonly<Record<SignatureVerdict, readonly ProofFailure[]>> = {
  valid: [],
  invalid: ['signature.invalid'],
  weakDigest: ['signature.weakDigest'],
  weakKey: ['signature.weakKey'],
  unsupported: ['signature.unsupported'],
};
export const failuresOf = (verdict: SignatureVerdict): readonly ProofFailure[] => verdicts[verdict];
