import { firstValueFrom, race, ReplaySubject, timer } from 'rxjs';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { Clock } from '../ports/clock.port.js';
import type { Leases } from '../ports/leases.port.js';

/** Background work of which one process at a time is enough. Started and stopped by turns, as often as need be. */
export interface Work {
  readonly name: string;
  start(): Promise<void> | void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
  /** Rejects while what the work needs does not answer this process. */
  reach(): Promise<unknown>;
}

export interface DutyOptions {
  /** How long others wait for a holder that fell silent; it renews three times as often. */
  readonly term: Duration;
  /** Told of failures to ask for the lease, or to start the work; both are tried again. */
  readonly onError: (error: unknown) => void;
  /** Told when this process takes the work over, and when it gives it up. */
  readonly onTurn: (name: string, isOurs: boolean) => void;
}

/**
 * Does a piece of work in one process of all that share the leases; another takes over when this one ends (at once) or
 * falls silent (within a term, a third of one, and a call), or has not reached what the work needs for a term: then it
 * gives the lease back and asks for it again a term later, last of all. While the leases cannot be asked, whoever works goes on and
 * nobody begins: two at work cost effort and no more.
 */
export class Duty {
  private readonly end = new ReplaySubject<'end'>(1);
  private ended = false;
  private running: Promise<void> | undefined;
  private isOurs = false;
  private cutOffSince: Instant | undefined;

  constructor(
    private readonly work: Work,
    private readonly leases: Leases,
    private readonly holder: string,
    private readonly clock: Clock,
    private readonly options: DutyOptions,
  ) {}

  get name(): string {
    return this.work.name;
  }

  /** Whether this process does it now. */
  get isOnDuty(): boolean {
    return this.isOurs;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when the work has stopped and the lease is given back. Not to be started again. */
  async stop(): Promise<void> {
    this.ended = true;
    this.end.next('end');
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.ended) {
      const token = await this.acquire();
      if (token === undefined || !(await this.begin())) {
        if (token !== undefined) await this.giveBack(token);
        await this.pause();
        continue;
      }
      const last = await this.hold(token);
      await this.work.stop();
      this.turn(false);
      if (last !== undefined) await this.giveBack(last);
      if (this.isCutOff) await this.pause(this.options.term);
    }
  }

  private async begin(): Promise<boolean> {
    this.cutOffSince = undefined;
    try {
      await this.work.start();
      this.turn(true);
      return true;
    } catch (error) {
      this.options.onError(error);
      await this.work.stop();
      return false;
    }
  }

  /** Works until told to end or cut off from what it needs, with the token then held; or until somebody else has the lease. */
  private async hold(first: number): Promise<number | undefined> {
    let token: number | undefined = first;
    for (;;) {
      await this.pause();
      if (this.ended || (await this.hasLost())) return token;
      const isKept = await this.renew(token);
      if (isKept !== false) continue;
      // Its term passed while nobody else asked: take it anew.
      token = await this.acquire();
      if (token === undefined) return undefined;
    }
  }

  /** Whether the work has not reached what it needs for a whole term. */
  private async hasLost(): Promise<boolean> {
    const { clock, options, work } = this;
    const answer = work.reach().then(
      () => 'reached' as const,
      () => 'cutOff' as const,
    );
    const isReached = (await firstValueFrom(race(answer, timer(options.term)))) === 'reached';
    this.cutOffSince = isReached ? undefined : (this.cutOffSince ?? clock.now());
    return this.isCutOff;
  }

  private get isCutOff(): boolean {
    return this.cutOffSince !== undefined && this.clock.now() - this.cutOffSince >= this.options.term;
  }

  private acquire(): Promise<number | undefined> {
    const { leases, holder, clock, work, options } = this;
    return this.asked(async () => {
      const answer = await leases.acquire(work.name, holder, options.term, clock.now());
      return answer.kind === 'granted' ? answer.token : undefined;
    });
  }

  private renew(token: number): Promise<boolean | undefined> {
    return this.asked(() => this.leases.renew(this.work.name, token, this.options.term, this.clock.now()));
  }

  private async giveBack(token: number): Promise<void> {
    await this.asked(() => this.leases.release(this.work.name, token, this.clock.now()));
  }

  /** `undefined` where the leases did not answer. */
  private async asked<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.options.onError(error);
      return undefined;
    }
  }

  private turn(isOurs: boolean): void {
    this.isOurs = isOurs;
    this.options.onTurn(this.work.name, isOurs);
  }

  private async pause(ms: number = this.options.term / 3): Promise<void> {
    await firstValueFrom(race(this.end, timer(ms)));
  }
}
