import { type Subscription, timer } from 'rxjs';
import type { LoginOrigin } from '../../domain/account/account.events.js';
import type { AttemptsEvent, LoginRefused } from '../../domain/account/attempts.events.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import { type Instant, instant, minutes } from '../../domain/kernel/instant.js';
import { clear } from '../../domain/kernel/personal.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Ledger } from '../ledger/ledger.js';

const WINDOW = minutes(15);
const MOST_HELD = 10_000;
/** What is written of a refused guess waits this long, so that it takes nothing from the answer. */
export const AFTER_ANSWER_MS = 50;

export const attemptsStream = (accountId: string): string => `attempts-${accountId}`;

interface Window {
  readonly accountId: string;
  readonly refused: RefusedAttempt | RefusedSync;
  readonly start: Instant;
  readonly context: CommandContext;
  unwritten: number;
  last: Instant;
}

interface Refused {
  readonly code: string;
  readonly origin: LoginOrigin;
  readonly at: Instant;
}

export interface RefusedAttempt extends Refused {
  readonly method: LoginRefused['data']['method'];
  readonly factor: LoginRefused['data']['factor'];
  /** Counted apart from logins. */
  readonly during?: NonNullable<LoginRefused['data']['during']>;
}

/** `evidence`: what a register said, where it was asked. */
export interface RefusedSync extends Refused {
  readonly evidence?: Evidence;
}

/**
 * Refused logins, and refused acts on the way back to one, for the owner's history: the first of an account, method,
 * factor and window of 15 minutes is written at once,
 * the rest of the window together. `At once` is a moment after the answer was given, so that a known account takes no
 * longer to refuse than an unknown one. The counters that stop guessing are elsewhere and are never late. A process that
 * dies loses the count of the rest of a window.
 */
export class Attempts {
  private readonly windows = new Map<string, Window>();
  private readonly due: Window[] = [];
  private drainage: Subscription | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    private readonly onError: (error: unknown) => void,
  ) {}

  note(accountId: string, refused: RefusedAttempt, context: CommandContext): void {
    this.count(`${accountId}:${refused.method}:${refused.factor}:${refused.during ?? ''}`, accountId, refused, context);
  }

  /** Of an update from the population register: one window for each reason. */
  noteSync(accountId: string, refused: RefusedSync, context: CommandContext): void {
    this.count(`${accountId}:sync:${refused.code}`, accountId, refused, context);
  }

  private count(key: string, accountId: string, refused: Window['refused'], context: CommandContext): void {
    const start = instant(refused.at - (refused.at % WINDOW));
    const held = this.windows.get(key);
    if (held?.start === start) {
      held.unwritten += 1;
      held.last = refused.at;
      return;
    }
    if (held !== undefined) this.due.push(held);
    if (this.windows.size >= MOST_HELD) this.release(() => true);
    const window = { accountId, refused, start, context, unwritten: 1, last: refused.at };
    this.windows.set(key, window);
    this.due.push(window);
    this.drainage ??= timer(AFTER_ANSWER_MS).subscribe(() => void this.drain());
  }

  /** Writes the rest of every window that has passed. */
  sweep(at: Instant): Promise<void> {
    this.release(({ start }) => at >= start + WINDOW);
    return this.drain();
  }

  /** Writes everything gathered so far; called at shutdown. */
  flush(): Promise<void> {
    this.release(() => true);
    return this.drain();
  }

  private release(isOver: (window: Window) => boolean): void {
    for (const [key, window] of this.windows) {
      if (!isOver(window)) continue;
      this.windows.delete(key);
      this.due.push(window);
    }
  }

  private drain(): Promise<void> {
    this.drainage?.unsubscribe();
    this.drainage = undefined;
    const due = this.due.splice(0);
    this.writing = this.writing.then(async () => {
      for (const window of due) await this.write(window).catch(this.onError);
    });
    return this.writing;
  }

  /** What could not be written is written with the rest of its window. */
  private async write(window: Window): Promise<void> {
    const count = window.unwritten;
    if (count === 0) return;
    window.unwritten = 0;
    try {
      await this.append(window, count);
    } catch (error) {
      window.unwritten += count;
      throw error;
    }
  }

  private async append(window: Window, count: number): Promise<void> {
    const { accountId, context } = window;
    const event = eventOf(window, count);
    const stream = attemptsStream(accountId);
    for (;;) {
      const { version } = await this.ledger.read(stream, { direction: 'backwards', limit: 1 });
      const result = await this.ledger.append(stream, version, [event], context);
      if (result.kind === 'appended') return;
    }
  }
}

function eventOf({ refused, start, last }: Window, count: number): AttemptsEvent {
  const { code, origin } = refused;
  const shared = { code, count, windowStart: start, at: last, personal: clear(origin) };
  if ('factor' in refused)
    return {
      type: 'LoginRefused',
      data: {
        factor: refused.factor,
        method: refused.method,
        ...(refused.during && { during: refused.during }),
        ...shared,
      },
    };
  return {
    type: 'SyncRefused',
    data: { evidence: refused.evidence === undefined ? [] : [refused.evidence], ...shared },
  };
}
