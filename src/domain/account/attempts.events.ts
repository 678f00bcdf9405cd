import type { Evidence } from '../assurance/evidence.js';
import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type { MethodKind } from '../policy/methods.js';
import type { LoginOrigin } from './account.events.js';

/**
 * Refused logins of one account, in a stream of their own and at most two events a window, method and factor, so that
 * guessing cannot swell the aggregate.
 */
export interface LoginRefused {
  readonly type: 'LoginRefused';
  readonly data: {
    /** What was wrong; `proof`: a certificate or VNeID that was good and did not open this account, or a phone not its owner's. */
    readonly factor: 'password' | 'otp' | 'proof';
    readonly method: MethodKind;
    /** What it was part of; absent: a login. */
    readonly during?: 'recovery' | 'lostPhone';
    readonly code: string;
    /** How many refusals this event stands for. */
    readonly count: number;
    readonly windowStart: Instant;
    readonly at: Instant;
    readonly personal: Personal<LoginOrigin>;
  };
}

/** Refused updates from the population register, counted as refused logins are. */
export interface SyncRefused {
  readonly type: 'SyncRefused';
  readonly data: {
    readonly code: string;
    /** How many refusals this event stands for. */
    readonly count: number;
    readonly windowStart: Instant;
    readonly at: Instant;
    /** The register's answer to the first of them, where it was asked. */
    readonly evidence: readonly Evidence[];
    readonly personal: Personal<LoginOrigin>;
  };
}

export type AttemptsEvent = LoginRefused | SyncRefused;
