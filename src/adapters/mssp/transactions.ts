import type { Clock } from '../../application/ports/clock.port.js';
import type { RemoteSignature } from '../../application/ports/signing.port.js';
import { type Duration, type Instant, plus } from '../../domain/kernel/instant.js';

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

/** Where transactions are remembered. Several instances of a service have to share one. */
export interface MsspTransactions {
  find(transactionId: string): Promise<MsspTransaction | undefined>;
  /** Replaces an earlier state; forgotten after `life`. */
  keep(transactionId: string, transaction: MsspTransaction, life: Duration): Promise<void>;
}

/** Remembered in this process, the last 10,000 of them. */
export class MemoryMsspTransactions implements MsspTransactions {
  private readonly kept = new Map<string, { readonly transaction: MsspTransaction; readonly until: Instant }>();

  constructor(
    private readonly clock: Clock,
    private readonly most = 10_000,
  ) {}

  async find(transactionId: string): Promise<MsspTransaction | undefined> {
    const found = this.kept.get(transactionId);
    return found !== undefined && this.clock.now() < found.until ? found.transaction : undefined;
  }

  async keep(transactionId: string, transaction: MsspTransaction, life: Duration): Promise<void> {
    this.kept.delete(transactionId);
    this.kept.set(transactionId, { transaction, until: plus(this.clock.now(), life) });
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
  }
}
