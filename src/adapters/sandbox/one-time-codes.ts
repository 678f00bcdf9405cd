import { randomUUID } from 'node:crypto';
import type { Clock } from '../../application/ports/clock.port.js';
import { since, type Duration, type Instant } from '../../domain/kernel/instant.js';

export type Redeemed<T> =
  { readonly kind: 'fresh'; readonly value: T } | { readonly kind: 'expired' } | { readonly kind: 'unknown' };

const remembered = 1_000;

/** Codes of a redirect: each good once, for a short time. A used one is unknown. */
export class OneTimeCodes<T> {
  private readonly issued = new Map<string, { readonly value: T; readonly at: Instant }>();

  constructor(
    private readonly clock: Clock,
    private readonly life: Duration,
  ) {}

  issue(value: T): string {
    const code = randomUUID();
    this.issued.set(code, { value, at: this.clock.now() });
    const oldest = this.issued.keys().next().value;
    if (this.issued.size > remembered && oldest !== undefined) this.issued.delete(oldest);
    return code;
  }

  redeem(code: string): Redeemed<T> {
    const found = this.issued.get(code);
    this.issued.delete(code);
    if (found === undefined) return { kind: 'unknown' };
    return since(found.at, this.clock.now()) > this.life ? { kind: 'expired' } : { kind: 'fresh', value: found.value };
  }
}
