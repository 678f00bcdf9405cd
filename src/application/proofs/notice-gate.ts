import { minutes } from '../../domain/kernel/instant.js';
import type { Budget } from '../../domain/policy/edition.js';
import { type Caller, originOf } from '../caller.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome } from '../outcome/outcome.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { RateLimits } from '../ports/rate-limits.port.js';

/** A signing service tells of all its people from one network: many times what a person may do, and still an end. */
const perNetwork: Budget = { limit: 600, window: minutes(1) };

interface NoticeGateDeps {
  readonly rateLimits: RateLimits;
  readonly blindIndex: BlindIndex;
  readonly clock: Clock;
}

/** Who may tell that something is over elsewhere: anybody, but not without end. What they tell is for nobody to believe. */
export class NoticeGate {
  constructor(private readonly deps: NoticeGateDeps) {}

  admit(caller: Caller): Promise<Outcome<undefined>> {
    return guarded(async () => {
      const key = `notice:${this.deps.blindIndex.tag('network', originOf(caller).network)}`;
      const spent = await this.deps.rateLimits.spend([{ key, budget: perNetwork }], this.deps.clock.now());
      return spent.kind === 'over' ? notAvailable('notice.tooMany', spent.retryAfterMs) : accept(undefined);
    });
  }
}
