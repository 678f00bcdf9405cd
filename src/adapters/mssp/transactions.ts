import type { RemoteSignature } from '../../application/ports/signing.port.js';
import type { Instant } from '../../domain/kernel/instant.js';

/** One request to a phone, from `start` until nobody asks for it any more. */
export interface MsspTransaction {
  readonly apTransId: string;
  readonly msisdn: string;
  /** From then on it has run out, whatever the provider says. */
  readonly endsAt: Instant;
  /** Under which the provider is asked for it; none in the synch mode. */
  readonly msspTransId?: string;
  /** DER, base64. */
  readonly certificate?: string;
  /** Once it is over. */
  readonly result?: Exclude<RemoteSignature, { kind: 'waiting' }>;
}
