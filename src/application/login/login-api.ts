import type { AuthenticationLevel, Ial } from '../../domain/assurance/levels.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { MethodKind } from '../../domain/policy/methods.js';

/** Identifier and password, the first of the two factors. */
export interface StartLogin {
  /** CMND or personal number, as typed. */
  readonly personId: string;
  readonly password: string;
  readonly captcha?: string;
}

export interface PhoneChoice {
  readonly phoneId: string;
  /** `095****001` */
  readonly masked: string;
  readonly isDefault: boolean;
}

/** The password was right; a code is on its way. */
export interface LoginView {
  /** Unguessable, short-lived: whoever has it may answer with the code, and nothing else. */
  readonly loginToken: string;
  readonly sentTo: string;
  readonly phoneId: string;
  readonly phones: readonly PhoneChoice[];
  readonly expiresAt: Instant;
  readonly resendAt: Instant;
}

/** Logged in. The token is given out once; only its digest is kept. */
export interface OpenedSession {
  readonly token: string;
  readonly session: SessionView;
}

export interface SessionView {
  readonly sessionId: string;
  readonly accountId: string;
  readonly method: MethodKind;
  /** The lower of the account's level now and of the method used. */
  readonly level: Ial;
  readonly authentication: AuthenticationLevel;
  readonly openedAt: Instant;
  /** When the owner last proved who they are; changing methods, password or contact asks for a recent proof. */
  readonly authenticatedAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
}
