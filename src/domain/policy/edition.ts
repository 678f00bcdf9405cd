import type { Ial } from '../assurance/levels.js';
import type { Duration, Instant } from '../kernel/instant.js';
import type { PasswordRules } from '../values/password-rules.js';
import type { IdentityMethod, SubjectKind } from './methods.js';

/** One step of a registration, in the order the row gives. */
export type RegistrationStep =
  | 'captcha'
  | 'advisoryDedup' // a read, before a code is spent on somebody who already has an account; never the decision
  | 'smsOtp'
  | 'activation' // VNPost: by SMS code or by a single-use e-mail link, as the person chose
  | 'subscriberMatch'
  | 'socialInsuranceMatch'
  | 'postalMatch'
  | 'signature'
  | 'organisationLookup'
  | 'eidAssertion'
  | 'counterProof'
  | 'resolveAliases' // ask the population register for the person's other numbers
  | 'holderConfirmation' // the person sees what the certificate says, gives an e-mail, and agrees
  | 'password';

/** Where the identifier that decides "one subject" comes from. */
export type DedupKey =
  | 'typedPersonId'
  | 'registerPersonId' // the number the register returned, not the typed one
  | 'certificatePersonId'
  | 'certificateTaxCode'
  | 'directoryOrganisationCode'
  | 'eidPersonalNumber'
  | 'counterPersonId';

export type DuplicateRemedy = 'recoverPassword' | 'counter' | 'complaint' | 'addMethod';
export type EmailNeed = 'optional' | 'required';
/** Which hierarchy a certificate must chain to. */
export type TrustAnchorSet = 'public' | 'government';

export interface RegisterPolicy {
  readonly steps: readonly RegistrationStep[];
  readonly level: Ial;
  readonly dedupKey: DedupKey;
  readonly onDuplicate: readonly DuplicateRemedy[];
  readonly email: EmailNeed;
  /** A declared civil servant is refused (VNPost). */
  readonly civilServantRefused: boolean;
  /** Asked only when the register did not already answer: undefined means "not asked". */
  readonly anchors?: TrustAnchorSet;
}

export interface AddPolicy {
  readonly level: Ial;
  readonly anchors?: TrustAnchorSet;
}

export interface LoginPolicy {
  /** `passwordOtp`: identifier + password + OTP. `assertion`: the method's own proof is the login. */
  readonly by: 'passwordOtp' | 'assertion' | 'postalAccount';
  /** The most a session opened this way can claim. */
  readonly level: Ial;
  readonly captcha: boolean;
  readonly anchors?: TrustAnchorSet;
}

/** What one method is open for, to one kind of subject. An absent column is closed. */
export interface MethodPolicy {
  readonly method: IdentityMethod;
  readonly subject: SubjectKind;
  readonly register?: RegisterPolicy;
  readonly add?: AddPolicy;
  readonly login?: LoginPolicy;
}

export interface OtpNumbers {
  readonly digits: number;
  readonly life: Duration;
  /** Tries, spanning resends. */
  readonly tries: number;
  readonly resendAfter: Duration;
  readonly sendsPerPhone: Budget;
}

/** So many in so long. */
export interface Budget {
  readonly limit: number;
  readonly window: Duration;
}

export interface GuessBudgets {
  readonly passwordPerAccount: Budget;
  readonly otpPerAccount: Budget;
  readonly perNetwork: Budget;
  /** Over all factors of one account. */
  readonly totalPerAccount: Budget;
  readonly registrationsPerNetwork: Budget;
}

export interface SessionNumbers {
  readonly idle: Duration;
  readonly absolute: Duration;
  /** How fresh the strongest authentication must be to change methods, password or contact. */
  readonly stepUpWithin: Duration;
}

export interface RegistrationNumbers {
  /** From start to the last step. */
  readonly life: Duration;
  /** An e-mail activation link. */
  readonly emailLinkLife: Duration;
  /** A claim whose owner has not yet spoken is left alone so long; liveness only, never safety. */
  readonly claimPatience: Duration;
}

/** Everything that law and portal rules may change, as of a date. A command is decided under the edition in force. */
export interface PolicyEdition {
  readonly id: string;
  readonly title: string;
  readonly inForceFrom: Instant;
  /** Which document or decree the edition follows; shown in docs/reference/policy.md. */
  readonly basis: string;
  readonly methods: readonly MethodPolicy[];
  readonly otp: OtpNumbers;
  readonly guesses: GuessBudgets;
  readonly password: PasswordRules;
  readonly sessions: SessionNumbers;
  readonly registration: RegistrationNumbers;
  /** VNeID account level -> portal level. */
  readonly eidLevels: { readonly eid1: Ial; readonly eid2: Ial };
  /** Cancel window of a lost-phone change; 0 = at once. */
  readonly phoneChangeDelay: Duration;
  /** Registers known to hold unaccented names: the folded key is enough there. */
  readonly unaccentedRegisters: readonly ('subscriberRegistry' | 'socialInsuranceRegistry' | 'postalAccounts' | 'certificate')[];
}
