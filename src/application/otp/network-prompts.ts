import type { PolicyEdition } from '../../domain/policy/edition.js';
import { type Caller, originOf } from '../caller.js';
import { notAvailable } from '../outcome/outcome.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Spending, Spent } from '../ports/rate-limits.port.js';

const PREFIX = 'prompts:';

/** What a network may send to people it names by a number alone: each number has a limit, but there are many numbers. */
export const networkPrompts = (blindIndex: BlindIndex, caller: Caller, { otp }: PolicyEdition): Spending => ({
  key: `${PREFIX}${blindIndex.tag('network', originOf(caller).network)}`,
  budget: otp.promptsPerNetwork,
});

/** Which limit was reached: the network's, or that of the one number. */
export const tooManyPrompts = ({ key, retryAfterMs }: Extract<Spent, { kind: 'over' }>) =>
  notAvailable(key.startsWith(PREFIX) ? 'otp.tooManyFromNetwork' : 'otp.tooManySends', retryAfterMs);
