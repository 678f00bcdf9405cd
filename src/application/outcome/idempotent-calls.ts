import { days, type Duration, seconds } from '../../domain/kernel/instant.js';
import { describeError } from '../errors/catalogue.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Idempotency } from '../ports/idempotency.port.js';
import type { JsonValue } from '../ports/json.js';
import { accept, notAvailable, type Outcome, refuse } from './outcome.js';

export interface IdempotentCall<T> {
  /** Who calls; another caller's equal key is another key. */
  readonly caller: string;
  /** From the caller; absent: the call is simply run. */
  readonly key: string | undefined;
  /** Everything that the call depends on. */
  readonly payload: JsonValue;
  readonly run: () => Promise<Outcome<T>>;
  /** Takes out what must never be given twice, a session's token above all. */
  readonly withoutSecrets?: (value: T) => T;
}

const LEASE: Duration = seconds(60);
const KEEP: Duration = days(1);

/** The same key, caller and payload get the outcome of the first call; a secret in it is given out only once. */
export class IdempotentCalls {
  constructor(
    private readonly store: Idempotency,
    private readonly digests: Digests,
    private readonly clock: Clock,
  ) {}

  async run<T>({ caller, key, payload, run, withoutSecrets }: IdempotentCall<T>): Promise<Outcome<T>> {
    if (key === undefined) return run();
    if (key.length === 0 || key.length > 255) return refuse('idempotency.keyInvalid', { maxLength: 255 });
    const digest = this.digests.keyed('idempotency', JSON.stringify(payload));
    const begun = await this.store.start(caller, key, digest, LEASE, this.clock.now());
    switch (begun.kind) {
      case 'mismatch':
        return refuse('idempotency.keyReused');
      case 'running':
        return notAvailable('idempotency.running', 1_000);
      case 'done':
        return begun.outcome as unknown as Outcome<T>;
      case 'fresh':
        return this.first(caller, key, run, withoutSecrets);
    }
  }

  private async first<T>(
    caller: string,
    key: string,
    run: () => Promise<Outcome<T>>,
    withoutSecrets: (value: T) => T = (value) => value,
  ): Promise<Outcome<T>> {
    let outcome: Outcome<T>;
    try {
      outcome = await run();
    } catch (error) {
      await this.store.abandon(caller, key);
      throw error;
    }
    if (!isFinal(outcome)) {
      await this.store.abandon(caller, key);
      return outcome;
    }
    const kept = outcome.kind === 'accepted' ? accept(withoutSecrets(outcome.value), outcome.position) : outcome;
    await this.store.finish(caller, key, kept as unknown as JsonValue, KEEP, this.clock.now());
    return outcome;
  }
}

/** What was not decided yet is asked again, under the same key too: kept, it would be the answer for a day. */
const isFinal = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === 'accepted' || (outcome.kind === 'refused' && describeError(outcome.code).kind !== 'pending');
