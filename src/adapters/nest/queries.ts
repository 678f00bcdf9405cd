import { Query } from '@nestjs/cqrs';
import type { LevelExplained, Replay, ReplayAt } from '../../application/audit/audit.js';
import type { Caller } from '../../application/caller.js';
import type { SessionView } from '../../application/login/login-api.js';
import type { Outcome } from '../../application/outcome/outcome.js';
import type { MethodOffers } from '../../application/policy/method-queries.js';
import type {
  Freshness,
  HistoryRequest,
  LoginHistoryPage,
  ProfileView,
} from '../../application/profile/profile-queries.js';
import type { RegistrationView, Terms } from '../../application/registration/registration-api.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { SubjectKind } from '../../domain/policy/methods.js';

/** The terms in force: what a registration has to agree to. */
export class GetTerms extends Query<Terms> {}

/** Which methods are open to a subject now. */
export class GetMethods extends Query<Outcome<MethodOffers>> {
  constructor(readonly subject: SubjectKind) {
    super();
  }
}

/** Where a registration stands; sends nothing again. */
export class GetRegistration extends Query<Outcome<RegistrationView>> {
  constructor(
    readonly registrationId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Whom a session's token stands for now. */
export class WhoAmI extends Query<Outcome<SessionView>> {
  constructor(readonly token: string) {
    super();
  }
}

/** The live sessions of the account, newest first. */
export class ListSessions extends Query<Outcome<readonly SessionView[]>> {
  constructor(readonly current: SessionView) {
    super();
  }
}

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

/** Everything that happened to an account, straight from the log. */
export class ReplayAccount extends Query<Outcome<Replay>> {
  constructor(
    readonly accountId: string,
    readonly at: ReplayAt = {},
  ) {
    super();
  }
}

/** Which evidence gave the level, as recorded by then. */
export class ExplainLevel extends Query<Outcome<LevelExplained>> {
  constructor(
    readonly accountId: string,
    readonly asOf?: Instant,
  ) {
    super();
  }
}
