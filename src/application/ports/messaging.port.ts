/** Accepted is not delivered: the gateway has taken the message and will try. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly reference: string }
  | { readonly kind: 'refused'; readonly reason: 'unknownDestination' | 'blocked' };

export interface Sms {
  /** The same id is sent at most once by a gateway that supports it. */
  readonly messageId: string;
  /** E.164. */
  readonly to: string;
  /** Unaccented GSM-7 text keeps a code in one segment. */
  readonly text: string;
}

/** Rejects with `Unavailable` when the gateway did not answer. */
export interface SmsSender {
  send(message: Sms): Promise<SendResult>;
}

export interface Mail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailSender {
  send(message: Mail): Promise<SendResult>;
}
