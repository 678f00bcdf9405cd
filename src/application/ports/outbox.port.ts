import type { SealedData } from '../../domain/kernel/personal.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';

/** A message to be sent once. `intentId` is derived from the event that asks for it, so that a replay adds nothing. */
export interface OutboxIntent {
  readonly intentId: string;
  readonly channel: 'sms' | 'mail';
  readonly template: string;
  readonly subject: string;
  /** Destination and parameters, sealed under the key of `subject`: an account, or of a last notice the message itself. */
  readonly content: SealedData<OutboxContent>;
}

export interface OutboxContent {
  readonly to: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface LeasedIntent {
  readonly intent: OutboxIntent;
  /** How often it was leased, this time included. */
  readonly attempt: number;
}

/**
 * Messages between "the event happened" and "the gateway accepted it". A worker that dies after the gateway accepted and
 * before `sent` leads to a second sending with the same id, which the gateway is asked to recognise.
 */
export interface Outbox {
  /** Adds intents not seen before (by id, also when already sent); of two with one id the first is kept. */
  add(intents: readonly OutboxIntent[], at: Instant): Promise<void>;
  /** Up to `limit` due intents, leased so that no other worker gets them until the lease ends. Oldest first. */
  lease(limit: number, lease: Duration, at: Instant): Promise<readonly LeasedIntent[]>;
  /** The gateway accepted it (or nobody shall): its content is forgotten, its id is not. Unknown id: nothing. */
  sent(intentId: string, at: Instant): Promise<void>;
  /** Not now: due again at `retryAt`. To be called within one's own lease only. */
  failed(intentId: string, retryAt: Instant): Promise<void>;
  /** Nobody shall get what waits for a subject: its content is forgotten, the ids are not. Durable when it resolves. */
  drop(subject: string, at: Instant): Promise<void>;
  /** Intents not yet sent, leased ones included. */
  pending(): Promise<number>;
}
