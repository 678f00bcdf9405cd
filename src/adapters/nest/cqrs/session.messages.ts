import { Command, Query } from '@nestjs/cqrs';
import type { Caller } from '../../../application/caller.js';
import type { SessionView } from '../../../application/login/login-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';

/** Ends one session of the account; ending the current one is logging out. */
export class RevokeSession extends Command<Outcome<{ readonly ended: readonly string[] }>> {
  constructor(
    readonly current: SessionView,
    readonly sessionId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Ends all other sessions of the account. */
export class RevokeOtherSessions extends Command<Outcome<{ readonly ended: readonly string[] }>> {
  constructor(
    readonly current: SessionView,
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
