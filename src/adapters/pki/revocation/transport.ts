/** One question for revocation data. The address comes from a certificate whose own signature was verified before. */
export interface RevocationRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The OCSP request of a POST. */
  readonly body?: Uint8Array;
  readonly kind: 'ocsp' | 'crl';
}

/** Why there is no answer. None of them says anything about the certificate. */
export type Silence =
  | 'notAllowed' // the address is none that this deployment asks
  | 'unreachable'
  | 'timeout'
  | 'tooLarge'
  | 'redirected' // never followed
  | 'httpStatus';

export type RevocationReply =
  { readonly kind: 'answered'; readonly bytes: Uint8Array } | { readonly kind: 'silent'; readonly why: Silence };

/**
 * Brings revocation data. Never rejects: whatever goes wrong is a silence. What came is not looked at here, and is
 * believed only for its own signature.
 */
export interface RevocationTransport {
  fetch(request: RevocationRequest): Promise<RevocationReply>;
}
