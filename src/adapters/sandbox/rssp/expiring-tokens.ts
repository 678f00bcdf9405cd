import type { Clock } from '../../../application/ports/clock.port.js';
import { type Duration, type Instant, plus } from '../../../domain/kernel/instant.js';

const remembered = 1_000;

/** Bearer tokens: each good for a time, as often as wanted. */
export class ExpiringTokens<T> {
  private readonly issued = new Map<string, { readonly value: T; readonly until: Instant }>();

  constructor(
    private readonly clock: Clock,
    private readonly life: Duration,
  ) {}

  issue(token: string, value: T): void {
    this.issued.set(token, { value, until: plus(this.clock.now(), this.life) });
    const [oldest] = this.issued.keys();
    if (this.issued.size > remembered && oldest !== undefined) this.issued.delete(oldest);
  }

  find(token: string): T | undefined {
    const found = this.issued.get(token);
    return found !== undefined && this.clock.now() < found.until ? found.value : undefined;
  }
}
