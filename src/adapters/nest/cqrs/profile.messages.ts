import { Command, Query } from '@nestjs/cqrs';
import type {
  ContactChanged,
  ContactChanges,
  ContactView,
  EmailLinkSent,
} from '../../../application/account/contact-api.js';
import type { Caller } from '../../../application/caller.js';
import type { SessionView } from '../../../application/login/login-api.js';
import type { MergeOffers } from '../../../application/merge/merge-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { IdentityScreenView } from '../../../application/profile/identity-queries.js';
import type {
  AbsorbedView,
  Freshness,
  HistoryRequest,
  LoginHistoryPage,
  ProfileView,
} from '../../../application/profile/profile-queries.js';
import type { SyncAnswer, SyncFields } from '../../../application/sync/sync-api.js';

/** Identity, methods and phones of an account. */
export class GetProfile extends Query<Outcome<ProfileView>> {
  constructor(
    readonly accountId: string,
    readonly freshness: Freshness = {},
  ) {
    super();
  }
}

/** Logins and refused attempts of an account, newest first. */
export class GetLoginHistory extends Query<Outcome<LoginHistoryPage>> {
  constructor(
    readonly accountId: string,
    readonly page: HistoryRequest = {},
    readonly freshness: Freshness = {},
  ) {
    super();
  }
}

/** The accounts that this one has absorbed, each as it was then. */
export class GetAbsorbedAccounts extends Query<Outcome<readonly AbsorbedView[]>> {
  constructor(readonly accountId: string) {
    super();
  }
}

/** Every field known of an owner, and what it rests on. */
export class GetIdentity extends Query<Outcome<IdentityScreenView>> {
  constructor(
    readonly accountId: string,
    readonly freshness: Freshness = {},
  ) {
    super();
  }
}

/** How the owner can be reached. */
export class GetContact extends Query<Outcome<ContactView>> {
  constructor(
    readonly session: SessionView,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Changes how the owner can be reached. */
export class ChangeContact extends Command<Outcome<ContactChanged>> {
  constructor(
    readonly session: SessionView,
    readonly changes: ContactChanges,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends the link that verifies the owner's e-mail address. */
export class SendEmailVerification extends Command<Outcome<EmailLinkSent>> {
  constructor(
    readonly session: SessionView,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Follows that link. Good once. */
export class VerifyEmail extends Command<Outcome<{ readonly verified: true }>> {
  constructor(
    readonly token: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Brings the account up to date from the population register. */
export class SyncFromPopulationRegister extends Command<Outcome<SyncAnswer>> {
  constructor(
    readonly session: SessionView,
    readonly fields: SyncFields,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Certificates and phones of absorbed accounts that wait for the owner. */
export class GetMergeOffers extends Query<Outcome<MergeOffers>> {
  constructor(
    readonly session: SessionView,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Lets a phone of an absorbed account get codes. */
export class AcceptOfferedPhone extends Command<Outcome<{ readonly phoneId: string }>> {
  constructor(
    readonly session: SessionView,
    readonly phoneId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Makes a certificate of an absorbed account a method of this one. */
export class AcceptOfferedMethod extends Command<Outcome<{ readonly methodId: string }>> {
  constructor(
    readonly session: SessionView,
    readonly methodId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
