import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type { MethodKind } from '../policy/methods.js';
import type { LoginOrigin } from './account.events.js';

/**
 * Refused logins of one account, in a stream of their own and at most one event a window and factor, so that guessing
 * cannot swell the aggregate.
 */
export interface LoginRefused {
  readonly type: 'LoginRefused';
  readonly data: {
    readonly factor: 'password' | 'otp';
    readonly method: MethodKind;
    readonly code: string;
    /** How many refusals this event stands for. */
    readonly count: number;
    readonly windowStart: Instant;
    readonly at: Instant;
    readonly personal: Personal<LoginOrigin>;
  };
}

export type AttemptsEvent = LoginRefused;
