import type { Instant } from '../../../domain/kernel/instant.js';

/** A message that reached a person, in plain data: it can be sent as JSON as it is. */
export interface InboxMessage {
  readonly channel: 'sms' | 'mail';
  readonly messageId: string;
  /** E.164, or an e-mail address. */
  readonly to: string;
  /** Mail only. */
  readonly subject?: string;
  readonly text: string;
  readonly receivedAt: Instant;
}
