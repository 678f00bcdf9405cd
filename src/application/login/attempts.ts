import type { LoginOrigin } from '../../domain/account/account.events.js';
import type { LoginRefused } from '../../domain/account/attempts.events.js';
import { instant, type Instant } from '../../domain/kernel/instant.js';
import { clear } from '../../domain/kernel/personal.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Ledger } from '../ledger/ledger.js';

const WINDOW_MS = 15 * 60_000;
const MOST_HELD = 10_000;

interface Window {
  readonly accountId: string;
  readonly refused: RefusedAttempt;
  readonly start: Instant;
  readonly context: CommandContext;
  unwritten: number;
  last: Instant;
}

export interface RefusedAttempt {
  readonly factor: 'password' | 'otp';
  readonly code: string;
  readonly origin: LoginOrigin;
  readonly at: Instant;
}

/**
 * Refused logins, for the owner's history: the first of an account, factor and window of 15 minutes is written at once,
 * the rest of the window together; always after the answer was given, so that a known account takes no longer to refuse
 * than an unknown one. The counters that stop guessing are elsewhere and are never late.
 */
export class Attempts {
  private readonly windows = new Map<string, Window>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    private readonly onError: (error: unknown) => void,
  ) {}

  note(accountId: string, refused: RefusedAttempt, context: CommandContext): void {
    const start = instant(refused.at - (refused.at % WINDOW_MS));
    const key = `${accountId}:${refused.factor}`;
    const held = this.windows.get(key);
    if (held?.start === start) {
      held.unwritten += 1;
      held.last = refused.at;
      return;
    }
    if (held !== undefined) this.queue(held);
    if (this.windows.size >= MOST_HELD) void this.flush();
    const window = { accountId, refused, start, context, unwritten: 1, last: refused.at };
    this.windows.set(key, window);
    this.queue(window);
  }

  /** Writes everything gathered so far; called at shutdown. */
  async flush(): Promise<void> {
    const held = [...this.windows.values()];
    this.windows.clear();
    for (const window of held) this.queue(window);
    await this.writing;
  }

  private queue(window: Window): void {
    this.writing = this.writing.then(() => this.write(window)).catch(this.onError);
  }

  private async write(window: Window): Promise<void> {
    const count = window.unwritten;
    if (count === 0) return;
    window.unwritten = 0;
    const { accountId, refused, start, last, context } = window;
    const { factor, code, origin } = refused;
    const event: LoginRefused = {
      type: 'LoginRefused',
      data: { factor, method: 'password', code, count, windowStart: start, at: last, personal: clear(origin) },
    };
    const stream = `attempts-${accountId}`;
    for (;;) {
      const { version } = await this.ledger.read(stream, { direction: 'backwards', limit: 1 });
      const result = await this.ledger.append(stream, version, [event], context);
      if (result.kind === 'appended') return;
    }
  }
}
