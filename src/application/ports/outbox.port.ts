import type { SealedData } from '../../domain/kernel/personal.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';

/** A message to be sent once. `intentId` is derived from the event that asks for it, so that a replay adds nothing. */
export interface OutboxIntent {
  readonly intentId: string;
  readonly channel: 'sms' | 'mail';
  readonly template: string;
  readonly subject: string;
  /** Destination and parameters, sealed under the subject's key. */
  readonly content: SealedData<OutboxContent>;
}

export interface OutboxContent {
  readonly to: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface LeasedIntent {
  readonly intent: OutboxIntent;
  readonly attempt: number;
}

/** Messages between "the event happened" and "the gateway accepted it". */
export interface Outbox {
  /** Adds intents not seen before (by id, also when already sent). */
  add(intents: readonly OutboxIntent[], at: Instant): Promise<void>;
  /** Up to `limit` due intents, leased so that no other worker gets them until the lease ends. Oldest first. */
  lease(limit: number, lease: Duration, at: Instant): Promise<readonly LeasedIntent[]>;
  /** The gateway accepted it; its content is forgotten, its id is not. */
  sent(intentId: string, at: Instant): Promise<void>;
  /** Not now: due again at `retryAt`. */
  failed(intentId: string, retryAt: Instant): Promise<void>;
  pending(): Promise<number>;
}
