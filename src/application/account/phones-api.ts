import type { Instant } from '../../domain/kernel/instant.js';
import type { PhoneChoice } from '../login/login-api.js';

/** A code is on its way to the phone that is being added. */
export interface PhoneAdditionView {
  readonly phoneId: string;
  /** `082****088` */
  readonly sentTo: string;
  readonly expiresAt: Instant;
  readonly resendAt: Instant;
}

/** The account's phones after a change. */
export interface PhonesView {
  readonly phones: readonly PhoneChoice[];
}
