import type { Instant } from '../../domain/kernel/instant.js';
import type { PasswordRequirement, PasswordRules } from '../../domain/values/password-rules.js';
import type { DueProof, ProofMethod } from '../proofs/proof-api.js';

export type PasswordScore = 0 | 1 | 2 | 3 | 4;

export interface ChangePassword {
  readonly current: string;
  readonly password: string;
  readonly confirmation: string;
}

/** Every session is over; the new password logs in. `score` runs from 0 (weak) to 4. */
export interface PasswordSet {
  readonly score: PasswordScore;
  readonly next: 'logIn';
}

/** What a screen shows while a password is typed. */
export interface PasswordHint {
  readonly score: PasswordScore;
  /** Common, leaked, or made of the owner's own data: it will be refused. */
  readonly blocked: boolean;
  readonly unmet: readonly PasswordRequirement[];
  readonly rules: PasswordRules;
}

export interface StartRecovery {
  /** CMND or personal number, as typed. */
  readonly personId: string;
  readonly captcha?: string;
}

/** The same for everybody who asks: whether there is such an account, and where a code went, is not told. */
export interface RecoveryView {
  /** Unguessable, short-lived: whoever has it may answer with the code and set the password, and nothing else. */
  readonly recoveryToken: string;
  readonly expiresAt: Instant;
  readonly resendAt: Instant;
  /** Where no code comes: level-3 accounts recover by a certificate or VNeID, everybody at a counter. */
  readonly otherWays: readonly (ProofMethod | 'counter')[];
}

export interface RecoveryProofView {
  readonly recoveryToken: string;
  readonly due: DueProof;
}

export type RecoveryAnswer =
  /** The SIM or the app has not answered yet; ask again. */
  { readonly kind: 'waiting' } | RecoveryProved;

/** The owner is proved: a new password is due. */
export interface RecoveryProved {
  readonly kind: 'proved';
  readonly rules: PasswordRules;
}

export interface NewPassword {
  readonly password: string;
  readonly confirmation: string;
}
