import type { Instant } from '../../domain/kernel/instant.js';

/** A code is on its way to the new phone. */
export interface LostPhoneView {
  /** `082****088` */
  readonly sentTo: string;
  readonly expiresAt: Instant;
  readonly resendAt: Instant;
}

/** A change of OTP phone that waits for its time. */
export interface PhoneChangeView {
  readonly changeId: string;
  /** The new number, `082****088`. */
  readonly masked: string;
  readonly effectiveFrom: Instant;
}

/** `changed`: the new phone receives the codes from now on, and every session and login is over. */
export interface LostPhoneResult extends PhoneChangeView {
  readonly status: 'requested' | 'changed';
  readonly next: 'logIn';
}
