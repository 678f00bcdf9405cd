import { Command } from '@nestjs/cqrs';
import type { Caller } from '../../../application/caller.js';
import type { Disavowed } from '../../../application/login/disavowals.js';
import type { LoginView, OpenedSession, StartLogin as LoginForm } from '../../../application/login/login-api.js';
import type {
  PostalLoginView,
  StartPostalLogin as StartPostalForm,
} from '../../../application/login/postal-login-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';

/** First factor of a login: identifier and password. */
export class StartLogin extends Command<Outcome<LoginView>> {
  constructor(
    readonly form: LoginForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends the code to another OTP phone of the account. */
export class ChooseLoginPhone extends Command<Outcome<LoginView>> {
  constructor(
    readonly loginToken: string,
    readonly phoneId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends the code again, within its budgets. */
export class ResendLoginCode extends Command<Outcome<LoginView>> {
  constructor(
    readonly loginToken: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Second factor: the code. Opens a session, whose token is in this answer and nowhere else. */
export class ConfirmLogin extends Command<Outcome<OpenedSession>> {
  constructor(
    readonly loginToken: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends a code or link to who registered through Vietnam Post; one answer for everybody. */
export class StartPostalLogin extends Command<Outcome<PostalLoginView>> {
  constructor(
    readonly form: StartPostalForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends it again, within its budgets. */
export class ResendPostalLoginCode extends Command<Outcome<PostalLoginView>> {
  constructor(
    readonly loginToken: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The code: opens a session. */
export class ConfirmPostalLogin extends Command<Outcome<OpenedSession>> {
  constructor(
    readonly loginToken: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The link of the mail: opens a session, once. */
export class FollowPostalLoginLink extends Command<Outcome<OpenedSession>> {
  constructor(
    readonly token: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** "This was not me", by the link of a notice. */
export class DisavowLogin extends Command<Outcome<Disavowed>> {
  constructor(
    readonly token: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
