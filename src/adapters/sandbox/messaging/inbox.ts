import type { Clock } from '../../../application/ports/clock.port.js';
import { InboxFile } from './inbox-file.js';
import type { InboxMessage } from './inbox-message.js';

export interface InboxOptions {
  readonly clock: Clock;
  /** Messages kept for one phone or address; the oldest go. */
  readonly perDestination?: number;
  /** Messages kept in all; the oldest go. */
  readonly total?: number;
  /** A file of JSON lines that several processes share, so that one sees what another has sent. It holds codes. */
  readonly file?: string;
}

/** Where messages of the sandbox end up, for people to read. A message id arrives once, however often it is sent. */
export class Inbox {
  /** In the order of arrival. */
  private readonly messages = new Map<string, InboxMessage>();
  private readonly byDestination = new Map<string, InboxMessage[]>();
  private readonly ids = new Set<string>();
  private readonly clock: Clock;
  private readonly perDestination: number;
  private readonly total: number;
  private readonly file: InboxFile | undefined;

  constructor({ clock, perDestination = 100, total = 10_000, file }: InboxOptions) {
    this.clock = clock;
    this.perDestination = perDestination;
    this.total = total;
    this.file = file === undefined ? undefined : new InboxFile(file);
    this.catchUp();
    if (this.file !== undefined && this.ids.size > 2 * total) this.file.replace([...this.messages.values()]);
  }

  /** False: this message is here already. */
  receive(message: Omit<InboxMessage, 'receivedAt'>): boolean {
    this.catchUp();
    if (this.isKnown(message)) return false;
    const received: InboxMessage = { ...message, receivedAt: this.clock.now() };
    if (this.file === undefined) this.keep(received);
    else this.file.append(received);
    this.catchUp();
    return true;
  }

  /** Newest first: of one phone or address, or of all. */
  list(to?: string): readonly InboxMessage[] {
    this.catchUp();
    return (to === undefined ? [...this.messages.values()] : [...(this.byDestination.get(to) ?? [])]).reverse();
  }

  /** Forgets the messages of one phone or address, or all of them. Their ids stay known. */
  clear(to?: string): void {
    for (const message of this.list(to)) this.drop(message);
    this.file?.replace([...this.messages.values()]);
  }

  /** The six digits of the newest message that has six digits standing alone. */
  latestCode(to: string): string | undefined {
    return this.latest(to, /(?<!\d)\d{6}(?!\d)/);
  }

  /** The first web address of the newest message that has one. */
  latestLink(to: string): string | undefined {
    return this.latest(to, /https?:\/\/[^\s<>"]+/);
  }

  private latest(to: string, pattern: RegExp): string | undefined {
    for (const { text } of this.list(to)) {
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What other processes have written, and what this one has. */
  private catchUp(): void {
    const news = this.file?.read();
    if (news?.replaced === true) for (const message of this.messages.values()) this.drop(message);
    for (const message of news?.messages ?? [])
      if (news?.replaced === true || !this.isKnown(message)) this.keep(message);
  }

  private isKnown(message: MessageId): boolean {
    return this.ids.has(idOf(message)) || this.messages.has(idOf(message));
  }

  private keep(message: InboxMessage): void {
    this.ids.add(idOf(message));
    this.messages.set(idOf(message), message);
    const own = this.byDestination.get(message.to) ?? [];
    this.byDestination.set(message.to, own);
    own.push(message);
    if (own.length > this.perDestination) this.drop(own[0]);
    if (this.messages.size > this.total) this.drop(first(this.messages.values()));
    if (this.ids.size > 4 * this.total) this.ids.delete(first(this.ids) ?? '');
  }

  private drop(message: InboxMessage | undefined): void {
    if (message === undefined) return;
    this.messages.delete(idOf(message));
    const own = this.byDestination.get(message.to) ?? [];
    const at = own.indexOf(message);
    if (at >= 0) own.splice(at, 1);
    if (own.length === 0) this.byDestination.delete(message.to);
  }
}

type MessageId = Pick<InboxMessage, 'channel' | 'messageId'>;
const idOf = ({ channel, messageId }: MessageId): string => `${channel} ${messageId}`;
function first<T>(from: Iterable<T>): T | undefined {
  for (const one of from) return one;
  return undefined;
}
