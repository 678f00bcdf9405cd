import type { TrustAnchorSet } from '../../domain/policy/edition.js';
import type { TrustAnchors } from './anchors/trust-anchors.js';
import type { RevocationPolicy } from './revocation/policy.js';
import type { RevocationTransport } from './revocation/transport.js';

/** Worker threads that verify, so that the event loop does not. */
export interface PoolOptions {
  readonly threads: number;
  /** How many verifications may wait for a thread; one more is turned away as `Unavailable`. */
  readonly queue: number;
  /** Flags for node on the threads. Default: those of this process. */
  readonly execArgv?: readonly string[];
  /** What the threads run. Default: the file that comes with this adapter. */
  readonly file?: string;
}

export interface PkiVerifierOptions {
  readonly anchors: TrustAnchors;
  /** DER of issuing authorities that signers do not always send along. They are trusted for nothing. */
  readonly intermediates?: readonly Uint8Array[];
  readonly transport: RevocationTransport;
  /** What differs from `defaultRevocationPolicy`, per set. */
  readonly revocation?: Readonly<Partial<Record<TrustAnchorSet, Partial<RevocationPolicy>>>>;
  /** Default: in the calling thread. */
  readonly pool?: PoolOptions;
}
