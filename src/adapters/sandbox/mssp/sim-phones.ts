import type { Clock } from '../../../application/ports/clock.port.js';
import { type Duration, type Instant, plus } from '../../../domain/kernel/instant.js';

/** What the person does when the phone asks. */
export type SimReaction = 'accept' | 'refuse' | 'wrongPin' | 'timeout';

/** What the person sees. */
export interface SimScreen {
  readonly transactionId: string;
  /** The text as the provider sent it to the SIM. */
  readonly text: string;
  readonly holder: string;
  readonly since: Instant;
}

interface Asked extends SimScreen {
  readonly msisdn: string;
  readonly until: Instant;
  readonly settle: (reaction: SimReaction) => void;
}

/** Phones that wait for people: one request at a time on a phone, until its time is up. In memory, as phones are. */
export class SimPhones {
  private readonly asking = new Map<string, Asked>();
  private habit: SimReaction | undefined;

  constructor(private readonly clock: Clock) {}

  /** Whether a request waits on the phone. */
  isBusy(msisdn: string): boolean {
    return this.asked(msisdn) !== undefined;
  }

  /** Lights the phone up. `react` is called once. */
  ask(
    request: Omit<SimScreen, 'since'> & { readonly msisdn: string; readonly life: Duration },
    react: (reaction: SimReaction) => void,
  ): void {
    const { life, ...shown } = request;
    const now = this.clock.now();
    const settle = (reaction: SimReaction): void => {
      if (this.asking.get(request.msisdn)?.transactionId === request.transactionId) this.asking.delete(request.msisdn);
      react(reaction);
    };
    this.asking.set(request.msisdn, { ...shown, since: now, until: plus(now, life), settle });
    if (this.habit !== undefined) settle(this.habit);
  }

  /** What a phone shows, if it shows anything. */
  screen(msisdn: string): SimScreen | undefined {
    const asked = this.asked(msisdn);
    if (asked === undefined) return undefined;
    const { transactionId, text, holder, since } = asked;
    return { transactionId, text, holder, since };
  }

  /** The person answers on the phone. False: it shows nothing. */
  react(msisdn: string, reaction: SimReaction): boolean {
    const asked = this.asked(msisdn);
    asked?.settle(reaction);
    return asked !== undefined;
  }

  /** From now on every phone is answered so at once; `undefined`: people are asked again. */
  always(reaction: SimReaction | undefined): void {
    this.habit = reaction;
  }

  /** Ends what nobody answered in time. */
  sweep(): void {
    for (const { msisdn } of [...this.asking.values()]) this.asked(msisdn);
  }

  private asked(msisdn: string): Asked | undefined {
    const asked = this.asking.get(msisdn);
    if (asked === undefined || this.clock.now() < asked.until) return asked;
    asked.settle('timeout');
    return undefined;
  }
}
