import type { EvidenceSource } from '../assurance/evidence.js';
import type { EidLevel, Ial } from '../assurance/levels.js';
import type { Duration, Instant } from '../kernel/instant.js';
import type { PasswordRules } from '../values/password-rules.js';
import type { IdentityMethod, SubjectKind } from './methods.js';

/** One step of a registration, in the order the row gives. */
export type RegistrationStep =
  | 'captcha' // leaves no event of its own: it is answered together with the step after it
  | 'advisoryDedup' // a read of the key as known so far, before a code is spent on a duplicate; never the decision
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
  | 'directoryOrganisationCode' // found by what the certificate or VNeID says of the organisation
  | 'eidPersonalNumber'
  | 'eidTaxCode'
  | 'counterPersonId';

export type DuplicateRemedy = 'recoverPassword' | 'counter' | 'complaint' | 'addMethod';
export type EmailNeed = 'optional' | 'required';
/** Which hierarchy a certificate must chain to. */
export type TrustAnchorSet = 'public' | 'government';

/** How a method registers. `basis` in every column: the document key and section it follows, or what we decided and why. */
export interface RegisterPolicy {
  readonly steps: readonly RegistrationStep[];
  /** What the registration earns; by VNeID the most it can earn (`levelEarned`). */
  readonly level: Ial;
  readonly dedupKey: DedupKey;
  /** In the order in which they are offered. */
  readonly onDuplicate: readonly DuplicateRemedy[];
  readonly email: EmailNeed;
  /** A declared civil servant is refused (VNPost). */
  readonly civilServantRefused: boolean;
  /** Present exactly where a certificate signs. */
  readonly anchors?: TrustAnchorSet;
  readonly basis: string;
}

export interface AddPolicy {
  readonly level: Ial;
  /** Present exactly where a certificate signs. */
  readonly anchors?: TrustAnchorSet;
  readonly basis: string;
}

export interface LoginPolicy {
  /**
   * `passwordOtp`: identifier + password + OTP. `assertion`: the method's own proof is the login. `postalAccount`: VNPost
   * asserts the account it issued.
   */
  readonly by: 'passwordOtp' | 'assertion' | 'postalAccount';
  /** The most a session opened this way can claim; by VNeID less where the VNeID account gives less (`levelEarned`). */
  readonly level: Ial;
  readonly captcha: boolean;
  /** Present exactly where a certificate signs. */
  readonly anchors?: TrustAnchorSet;
  readonly basis: string;
}

/** What one method is open for, to one kind of subject. Three columns, opened and closed apart; an absent one is closed. */
export interface MethodPolicy {
  readonly method: IdentityMethod;
  readonly subject: SubjectKind;
  readonly register?: RegisterPolicy;
  readonly add?: AddPolicy;
  readonly login?: LoginPolicy;
}

export type PolicyColumn = 'register' | 'add' | 'login';

export interface OtpNumbers {
  readonly digits: number;
  readonly life: Duration;
  /** Tries, spanning resends. */
  readonly tries: number;
  readonly resendAfter: Duration;
  readonly sendsPerPhone: SendBudgets;
  /** Codes of logins through VNPost, and SIMs that light up to log in or to be added, asked for from one network. */
  readonly promptsPerNetwork: Budget;
}

/**
 * Counted apart, so that a stranger who spends the one cannot keep an owner out by it. `registration`: to a phone that no
 * account trusts yet (registering, activating, adding or replacing a phone). `login`: to a phone that an account trusts
 * already (logging in, stepping up, recovering a password).
 */
export interface SendBudgets {
  readonly registration: Budget;
  readonly login: Budget;
}

/** So many in so long. */
export interface Budget {
  readonly limit: number;
  readonly window: Duration;
}

/** Wrong answers allowed; a right one gives its own count back. Methods that nobody can guess (certificates, VNeID) have none. */
export interface GuessBudgets {
  readonly passwordPerAccount: Budget;
  readonly otpPerAccount: Budget;
  /** One phone may serve several accounts: guesses at its codes count together as well. */
  readonly otpPerPhone: Budget;
  /** Over all accounts, from one network. */
  readonly perNetwork: Budget;
  /** Over all factors of one account; never more than `totalGuessCeiling`. */
  readonly totalPerAccount: Budget;
  /** Registrations started, right or wrong. */
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

export interface RecoveryNumbers {
  /** From asking for a new password to setting it. */
  readonly life: Duration;
  /** Fewer than the codes a trusted phone may get, so that a stranger who asks again and again leaves some for logging in. */
  readonly startsPerIdentifier: Budget;
}

type NumberGroup = 'otp' | 'guesses' | 'sessions' | 'registration' | 'recovery';
/** Names one number of an edition: `otp.life`, `guesses.perNetwork`, `phoneChangeDelay` … */
export type NumberPath =
  | { [G in NumberGroup]: `${G}.${keyof PolicyEdition[G] & string}` }[NumberGroup]
  | 'eidLevels'
  | 'phoneChangeDelay'
  | 'syncsPerAccount'
  | 'loginHistoryKept'
  | 'unaccentedRegisters'
  | 'password'
  | 'passwordHistory';

/** Who gave a number: a document, or this project where the documents are silent. */
export interface NumberBasis {
  readonly by: 'document' | 'us';
  /** The document key and section, or why we chose it. */
  readonly why: string;
}

/** Everything that law and portal rules may change, as of a date. A command is decided under the edition in force. */
export interface PolicyEdition {
  readonly id: string;
  readonly title: string;
  readonly inForceFrom: Instant;
  /** Which documents or decrees the edition follows, and who chose its date; shown in docs/reference/policy.md. */
  readonly basis: string;
  readonly methods: readonly MethodPolicy[];
  readonly otp: OtpNumbers;
  readonly guesses: GuessBudgets;
  readonly password: PasswordRules;
  /** So many of an account's last passwords, the one in use included, are not taken again. */
  readonly passwordHistory: number;
  readonly sessions: SessionNumbers;
  readonly registration: RegistrationNumbers;
  readonly recovery: RecoveryNumbers;
  /** VNeID account level -> portal level. */
  readonly eidLevels: Readonly<Record<EidLevel, Ial>>;
  /** Cancel window of a lost-phone change; 0 = at once. */
  readonly phoneChangeDelay: Duration;
  /** Updates of one account from the population register, confirmed or not: each asks it and is recorded. */
  readonly syncsPerAccount: Budget;
  /** So long logins are shown in an account's history; older ones leave the read model. */
  readonly loginHistoryKept: Duration;
  /** Registers known to hold unaccented names: the folded key is enough there. */
  readonly unaccentedRegisters: readonly UnaccentedSource[];
  /** Where each number comes from: none is without an answer. */
  readonly numbersBasis: Readonly<Record<NumberPath, NumberBasis>>;
}

export type UnaccentedSource = Extract<
  EvidenceSource,
  'subscriberRegistry' | 'socialInsuranceRegistry' | 'postalAccounts' | 'certificate'
>;
