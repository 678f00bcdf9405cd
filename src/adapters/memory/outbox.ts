import type { LeasedIntent, Outbox, OutboxIntent } from '../../application/ports/outbox.port.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';

interface Waiting {
  readonly intent: OutboxIntent;
  attempt: number;
  /** When a worker may have it: at once, when the lease ends, or when a retry is due. */
  dueAt: Instant;
}

/** Messages of one process; gone with it. Ids of sent ones are kept, as the port promises. */
export class MemoryOutbox implements Outbox {
  /** In the order in which they were added. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #sent = new Set<string>();

  async add(intents: readonly OutboxIntent[], at: Instant): Promise<void> {
    for (const intent of intents)
      if (!this.#sent.has(intent.intentId) && !this.#waiting.has(intent.intentId))
        this.#waiting.set(intent.intentId, { intent: { ...intent }, attempt: 0, dueAt: at });
  }

  async lease(limit: number, lease: Duration, at: Instant): Promise<readonly LeasedIntent[]> {
    const leased: LeasedIntent[] = [];
    for (const waiting of this.#waiting.values()) {
      if (leased.length >= limit) break;
      if (waiting.dueAt > at) continue;
      waiting.attempt += 1;
      waiting.dueAt = plus(at, lease);
      leased.push({ intent: waiting.intent, attempt: waiting.attempt });
    }
    return leased;
  }

  async sent(intentId: string): Promise<void> {
    if (this.#waiting.delete(intentId)) this.#sent.add(intentId);
  }

  async failed(intentId: string, retryAt: Instant): Promise<void> {
    const waiting = this.#waiting.get(intentId);
    if (waiting !== undefined) waiting.dueAt = retryAt;
  }

  async drop(subject: string): Promise<void> {
    for (const { intent } of [...this.#waiting.values()])
      if (intent.subject === subject) await this.sent(intent.intentId);
  }

  async pending(): Promise<number> {
    return this.#waiting.size;
  }
}
