import type { AccountEvent } from '../../domain/account/account.events.js';
import type { NoticeTemplate } from './notice-texts.js';

/**
 * Which phone hears of it. `default`: the default OTP phone as it was before, else as it is after, else the phone given
 * at registering. `every`: each OTP phone that the account had before or has after, so that one taken away hears of it.
 */
export type NoticePhones = 'default' | 'every';

export type NoticeRow =
  | {
      readonly template: NoticeTemplate | 'accountRegistered';
      readonly phones: NoticePhones;
      /** The account at the other end of a merge is told too: its id is in this field. */
      readonly alsoTo?: 'into' | 'from';
    }
  /** Told of by its own use case, which has more to say: a link, or a warning before the act. */
  | { readonly by: 'LoginNotices' | 'PhoneChangeMessages' }
  /** Nothing an owner has to hear: why. */
  | { readonly silent: string };

const told = (template: NoticeTemplate, phones: NoticePhones = 'default'): NoticeRow => ({ template, phones });
const silent = (why: string): NoticeRow => ({ silent: why });

/**
 * What an owner hears of each event. Mail goes to the contact address before and after the event, verified or not; it
 * carries no link, since only a verified address may (design §4.14).
 */
export const noticeTable: Readonly<Record<AccountEvent['type'], NoticeRow>> = {
  Registered: { template: 'accountRegistered', phones: 'default' },
  RegistrationSuperseded: silent('no account came of it'),
  RegistrationRefused: silent('no account came of it'),
  MethodAdded: told('methodAdded'),
  MethodRemoved: told('methodRemoved'),
  IdentifierAdded: told('identityChanged'),
  KeysRenewed: silent('nothing about the owner changed'),
  OtpPhoneAdded: told('phoneAdded', 'every'),
  OtpPhoneRemoved: told('phoneRemoved', 'every'),
  DefaultOtpPhoneSet: told('defaultPhoneSet', 'every'),
  OtpPhoneChangeRequested: { by: 'PhoneChangeMessages' },
  OtpPhoneChangeCancelled: told('phoneChangeCancelled', 'every'),
  OtpPhoneChanged: { by: 'PhoneChangeMessages' },
  PasswordChanged: told('passwordChanged'),
  PasswordReset: told('passwordReset', 'every'),
  ContactChanged: told('contactChanged'),
  EmailVerified: silent('it changes nothing that others could use'),
  LoggedIn: { by: 'LoginNotices' },
  LoginDisavowed: told('loginDisavowed'),
  LoginLocked: told('loginLocked'),
  LoginUnlocked: told('loginUnlocked'),
  SessionsRevoked: silent('the act that ended them is told, or the owner did it in person'),
  IdentitySyncedFromCSDL: told('identityChanged'),
  MergeStarted: silent('only its end changes anything'),
  AbsorbedIntoAccount: { template: 'accountMerged', phones: 'default', alsoTo: 'into' },
  MergeRefused: silent('nothing changed'),
  MergeReversed: { template: 'mergeReversed', phones: 'default', alsoTo: 'from' },
  Suspended: told('accountSuspended'),
  Reinstated: told('accountReinstated'),
  PersonalDataErased: silent('where to write is erased with the rest; closing was told'),
  Closed: told('accountClosed'),
};
