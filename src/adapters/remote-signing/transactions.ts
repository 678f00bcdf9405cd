import type { Clock } from '../../application/ports/clock.port.js';
import { type Duration, type Instant, plus } from '../../domain/kernel/instant.js';

/** Where requests to a phone or an app are remembered. Several instances of a service have to share one. */
export interface Transactions<T> {
  find(transactionId: string): Promise<T | undefined>;
  /** Replaces an earlier state; forgotten after `life`. */
  keep(transactionId: string, transaction: T, life: Duration): Promise<void>;
}

/** Remembered in this process, the last 10,000 of them. */
export class MemoryTransactions<T> implements Transactions<T> {
  private readonly kept = new Map<string, { readonly transaction: T; readonly until: Instant }>();

  constructor(
    private readonly clock: Clock,
    private readonly most = 10_000,
  ) {}

  async find(transactionId: string): Promise<T | undefined> {
    const found = this.kept.get(transactionId);
    return found !== undefined && this.clock.now() < found.until ? found.transaction : undefined;
  }

  async keep(transactionId: string, transaction: T, life: Duration): Promise<void> {
    this.kept.delete(transactionId);
    this.kept.set(transactionId, { transaction, until: plus(this.clock.now(), life) });
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
  }
}
