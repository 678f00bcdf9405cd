import type { TrustAnchorSet } from '../../domain/policy/edition.js';
import type { TrustAnchors } from './anchors/trust-anchors.js';
import type { RevocationPolicy } from './revocation/policy.js';
import type { RevocationTransport } from './revocation/transport.js';

/** Worker threads that verify, so that the event loop does not. */
export interface PoolOptions {
  readonly threads: number;
  /** How many verifications may wait for a thread; one more is turned away as `Unavailable`. */
  readonly queue: number;
}

export interface PkiVerifierOptions {
  readonly anchors: TrustAnchors;
  readonly transport: RevocationTransport;
  /** What differs from `defaultRevocationPolicy`, per set. */
  readonly revocation?: Readonly<Partial<Record<TrustAnchorSet, Partial<RevocationPolicy>>>>;
  /** Default: in the calling thread. */
  readonly pool?: PoolOptions;
}
