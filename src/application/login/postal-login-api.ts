import type { Instant } from '../../domain/kernel/instant.js';

/** Logging in to an account that was registered through Vietnam Post: the number alone; Vietnam Post knows the rest. */
export interface StartPostalLogin {
  /** CMND or personal number, as typed. */
  readonly personId: string;
}

/**
 * One answer for everybody. Where there is such an account, a code is on its way to the phone that Vietnam Post holds
 * as well, or a link to the address; nothing here says whether, or where to.
 */
export interface PostalLoginView {
  /** Unguessable, short-lived: whoever has it may answer with the code, and nothing else. */
  readonly loginToken: string;
  readonly expiresAt: Instant;
  readonly resendAt: Instant;
}
