import type { CertificateSummary } from '../../domain/account/identity-profile.js';
import type { Ial } from '../../domain/assurance/levels.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { RegistrationStep } from '../../domain/policy/edition.js';
import type { IdentityMethod, SubjectKind } from '../../domain/policy/methods.js';
import type { PasswordRules } from '../../domain/values/password-rules.js';

/** The terms in force: what consent is given to. */
export interface Terms {
  readonly edition: string;
  /** SHA-256 (hex) of the text shown. */
  readonly digest: string;
}

/** The first form, as typed. Which fields a method needs: docs/reference/policy.md. */
export interface StartRegistration {
  readonly subject: SubjectKind;
  readonly method: IdentityMethod;
  /** The terms the person agreed to by pressing the button; refused when absent or not those in force. */
  readonly consent?: Terms;
  readonly captcha?: string;
  readonly personId?: string;
  readonly name?: string;
  /** dd/mm/yyyy, mm/yyyy or yyyy. */
  readonly birthDate?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly socialInsuranceCode?: string;
  /** VNPost: how to activate. */
  readonly activation?: 'sms' | 'email';
  /** SmartCA and VNeID: where the provider sends the person back to. */
  readonly redirectUri?: string;
}

/** What a person (or their token, SIM or app) answers to the step that is due. */
export type StepInput =
  | { readonly kind: 'otp'; readonly code: string }
  | { readonly kind: 'emailLink'; readonly token: string }
  | { readonly kind: 'signature'; readonly signature: string }
  /** Ask a SIM or an app again whether it has signed. */
  | { readonly kind: 'poll' }
  | { readonly kind: 'authorizationCode'; readonly code: string; readonly state: string }
  | { readonly kind: 'holderConfirmation'; readonly email?: string; readonly captcha?: string }
  | { readonly kind: 'counterProof'; readonly documentReference: string }
  | { readonly kind: 'password'; readonly password: string; readonly confirmation: string };

/** What is due next, with what a screen needs to ask for it. */
export type DueStep =
  | {
      readonly step: 'smsOtp' | 'activation';
      readonly by: 'sms';
      readonly sentTo: string;
      readonly expiresAt: Instant;
      readonly resendAt: Instant;
    }
  | { readonly step: 'activation'; readonly by: 'email'; readonly sentTo: string; readonly expiresAt: Instant }
  | { readonly step: 'signature'; readonly by: 'usbToken'; readonly challenge: string; readonly expiresAt: Instant }
  | {
      readonly step: 'signature';
      readonly by: 'simPki';
      /** Shown on both screens; the person compares. */
      readonly verificationCode: string;
      readonly expiresAt: Instant;
    }
  | {
      readonly step: 'signature';
      readonly by: 'smartCa';
      readonly authorizeUrl: string;
      readonly verificationCode: string;
      readonly expiresAt: Instant;
    }
  | { readonly step: 'eidAssertion'; readonly authorizeUrl: string; readonly expiresAt: Instant }
  | { readonly step: 'counterProof' }
  | {
      readonly step: 'holderConfirmation';
      readonly certificate: CertificateSummary | null;
      readonly name: string;
      readonly email: 'optional' | 'required';
      readonly captcha: boolean;
    }
  | { readonly step: 'password'; readonly rules: PasswordRules };

export interface RegistrationView {
  /** Unguessable: whoever has it may continue this registration, and nothing else. */
  readonly registrationId: string;
  readonly status: 'running' | 'registered';
  readonly subject: SubjectKind;
  readonly method: IdentityMethod;
  readonly steps: readonly RegistrationStep[];
  readonly due: DueStep | null;
  readonly expiresAt: Instant;
  /** Once registered. Registering opens no session: logging in comes next. */
  readonly account: { readonly accountId: string; readonly level: Ial; readonly next: 'logIn' } | null;
  /** The registration had been pinned with an earlier password, which is the one that counts. */
  readonly earlierPasswordKept?: true;
}
