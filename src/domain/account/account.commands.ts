import type { Decision } from '../kernel/decider.js';
import type { Evidence } from '../assurance/evidence.js';
import type { AuthenticationLevel, Ial } from '../assurance/levels.js';
import type { ClaimKey } from '../claim/claim-key.js';
import type { Instant } from '../kernel/instant.js';
import type { ClearData } from '../kernel/personal.js';
import type { Facts } from '../kernel/refusal.js';
import type { MethodKind } from '../policy/methods.js';
import type { AccountEvent, Contact, LoginOrigin, OtpPhone, PasswordReset, Registered } from './account.events.js';
import type { IdentityProfile } from './identity-profile.js';
import type { MethodGrant } from './method-grant.js';

/** Commands carry every time and id they need: deciding is a pure function. */
export type AccountCommand =
  | ({ readonly type: 'Register' } & Registered['data'])
  | { readonly type: 'SupersedeRegistration'; readonly registrationId: string; readonly by: string }
  | {
      readonly type: 'RefuseRegistration';
      readonly registrationId: string;
      readonly code: string;
      readonly facts: Facts;
    }
  | RenewKeys
  | MethodCommand
  | PhoneCommand
  | PasswordCommand
  | LoginCommand
  | MergeCommand
  | StaffCommand;

/** Keys of identifiers that the account has, under another pepper. Also of one that is suspended or absorbed. */
export interface RenewKeys {
  readonly type: 'RenewKeys';
  readonly keys: readonly ClaimKey[];
}

export type MethodCommand =
  | { readonly type: 'AddMethod'; readonly grant: MethodGrant; readonly evidence: readonly Evidence[] }
  | {
      readonly type: 'RemoveMethod';
      readonly methodId: string;
      readonly at: Instant;
      /** It came with a merge that was reversed: it goes, whatever is left. */
      readonly mergeReversed?: true;
    }
  | {
      readonly type: 'AddIdentifier';
      readonly keys: readonly ClaimKey[];
      readonly evidence: readonly Evidence[];
      readonly personal: ClearData<Pick<IdentityProfile, 'identifiers'>>;
    }
  | {
      readonly type: 'RecordSync';
      readonly evidence: Evidence;
      readonly changed: readonly (keyof IdentityProfile)[];
      readonly personal: ClearData<IdentityProfile>;
    };

export type PhoneCommand =
  | {
      readonly type: 'AddOtpPhone';
      readonly phoneId: string;
      readonly at: Instant;
      readonly personal: ClearData<OtpPhone>;
    }
  | {
      readonly type: 'RemoveOtpPhone';
      readonly phoneId: string;
      readonly at: Instant;
      /** It came with a merge that was reversed: it goes, the default phone too. */
      readonly mergeReversed?: true;
    }
  | { readonly type: 'SetDefaultOtpPhone'; readonly phoneId: string }
  | {
      readonly type: 'RequestOtpPhoneChange';
      readonly changeId: string;
      readonly oldPhoneId: string;
      readonly newPhoneId: string;
      readonly effectiveFrom: Instant;
      readonly evidence: readonly Evidence[];
      readonly personal: ClearData<OtpPhone>;
    }
  | {
      readonly type: 'CancelOtpPhoneChange';
      readonly changeId: string;
      readonly by: 'login' | 'verifiedEmail' | 'officer';
    }
  | { readonly type: 'CompleteOtpPhoneChange'; readonly changeId: string; readonly at: Instant };

export type PasswordCommand =
  | {
      readonly type: 'ChangePassword';
      readonly passwordId: string;
      /** The one that was proved: where another has replaced it since, nobody proved anything. */
      readonly replaces?: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'ResetPassword';
      readonly passwordId: string;
      readonly at: Instant;
      readonly by: PasswordReset['data']['by'];
    }
  | {
      readonly type: 'ChangeContact';
      readonly fields: readonly (keyof Contact)[];
      readonly personal: ClearData<Contact>;
    }
  /** `emailVersion` is the one the link was sent for. */
  | { readonly type: 'VerifyEmail'; readonly at: Instant; readonly emailVersion: number };

export type LoginCommand =
  | {
      readonly type: 'LogIn';
      readonly loginId: string;
      readonly sessionId: string;
      readonly at: Instant;
      readonly method: MethodKind;
      /** The most the method allows, from the policy. */
      readonly methodLevel: Ial;
      readonly authentication: AuthenticationLevel;
      readonly phoneId?: string;
      /** The fingerprint presented, for a login by certificate. */
      readonly certificate?: string;
      /** Of the evidence kept for a login by certificate or VNeID. */
      readonly evidenceDigest?: string;
      /** The password the login was proved with; a login with a password that was since replaced is refused. */
      readonly passwordId?: string;
      readonly personal: ClearData<LoginOrigin>;
    }
  | { readonly type: 'DisavowLogin'; readonly loginId: string; readonly at: Instant }
  | {
      readonly type: 'LockLogin';
      readonly factor: 'password' | 'otp' | 'all';
      readonly until?: Instant;
      readonly at: Instant;
    }
  | { readonly type: 'UnlockLogin'; readonly factor: 'password' | 'otp' | 'all'; readonly at: Instant }
  | {
      readonly type: 'RecordSessionsRevoked';
      readonly sessionIds: readonly string[] | 'all';
      readonly reason: string;
      readonly at: Instant;
    };

export type MergeCommand =
  | { readonly type: 'StartMerge'; readonly mergeId: string; readonly absorbs: string; readonly at: Instant }
  | {
      readonly type: 'BeAbsorbed';
      readonly mergeId: string;
      readonly into: string;
      readonly at: Instant;
      /** Merges this account started that are neither committed nor refused at their victims. Must be none. */
      readonly openMerges: readonly string[];
    }
  | { readonly type: 'RefuseMerge'; readonly mergeId: string; readonly by: string; readonly at: Instant }
  | { readonly type: 'ReverseMerge'; readonly mergeId: string; readonly ground: string; readonly at: Instant };

export type StaffCommand =
  | { readonly type: 'Suspend'; readonly ground: string; readonly ticket: string; readonly at: Instant }
  | { readonly type: 'Reinstate'; readonly ground: string; readonly ticket: string; readonly at: Instant }
  | { readonly type: 'ErasePersonalData'; readonly ground: string; readonly ticket: string; readonly at: Instant }
  | {
      readonly type: 'Close';
      readonly ground: string;
      readonly ticket?: string;
      readonly at: Instant;
      /** As for BeAbsorbed: none may be open. */
      readonly openMerges: readonly string[];
      /** Of an absorbed account: the account its subject lives on in was seen closed. */
      readonly survivorIsClosed?: boolean;
    };

export type AccountRefusal =
  | 'registration.superseded'
  | 'registration.duplicate'
  | 'account.notOpen'
  | 'account.alreadyRegistered'
  | 'account.suspended'
  | 'account.absorbed'
  | 'account.closed'
  | 'account.notClosed'
  | 'account.notSuspended'
  | 'account.claimsMissing'
  | 'method.unknown'
  | 'method.alreadyAdded'
  | 'method.wasRemoved'
  | 'method.lastWayIn'
  | 'method.notInForce'
  | 'method.certificateNotBound'
  | 'method.passwordNotAllowed'
  | 'phone.unknown'
  | 'phone.alreadyAdded'
  | 'phone.isDefault'
  | 'phone.changePending'
  | 'phone.noChangePending'
  | 'phone.changeTooEarly'
  | 'phone.changeEnded'
  | 'phone.wasRemoved'
  | 'password.replaced'
  | 'contact.emailChanged'
  | 'login.locked'
  | 'login.stale'
  | 'merge.intoItself'
  | 'merge.spent'
  | 'merge.openMerges'
  | 'merge.notAbsorbed';

export type AccountDecision = Decision<AccountEvent, AccountRefusal>;
