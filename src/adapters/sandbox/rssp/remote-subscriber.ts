/** A certificate that a remote signing service keeps for a subscriber, with its key. */
export interface RemoteCertificate {
  readonly credentialId: string;
  /** DER: the certificate, then its issuers without the root. */
  readonly certificates: readonly Uint8Array[];
  readonly serial: string;
  /** As the service calls it. */
  readonly status: 'valid' | 'expired' | 'revoked' | 'suspended';
  /** The subscriber agreed: signs a SHA-256 digest. */
  sign(digest: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Somebody who can log in at the service. */
export interface RemoteSubscriber {
  /** One key for one subscriber, however they were looked up. */
  readonly id: string;
  /** For the person at the screen. */
  readonly holder: string;
  readonly credentials: readonly RemoteCertificate[];
}

/** The subscribers of a service, by handle or number. */
export type RemoteSubscribers = (who: string) => RemoteSubscriber | undefined;
