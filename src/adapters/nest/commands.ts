import { Command } from '@nestjs/cqrs';
import type { Caller } from '../../application/caller.js';
import type {
  LoginView,
  OpenedSession,
  SessionView,
  StartLogin as LoginForm,
} from '../../application/login/login-api.js';
import type { Outcome } from '../../application/outcome/outcome.js';
import type {
  RegistrationView,
  StartRegistration as RegistrationForm,
  StepInput,
} from '../../application/registration/registration-api.js';

/** Opens a registration and runs it to the first step that somebody has to answer. */
export class StartRegistration extends Command<Outcome<RegistrationView>> {
  constructor(
    readonly form: RegistrationForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Answers the step that is due; the last one registers the account. */
export class SubmitRegistrationStep extends Command<Outcome<RegistrationView>> {
  constructor(
    readonly registrationId: string,
    readonly input: StepInput,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends the code or link again, within its budgets. */
export class ResendRegistrationCode extends Command<Outcome<RegistrationView>> {
  constructor(
    readonly registrationId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An activation link, followed from a mail: good once. */
export class FollowActivationLink extends Command<Outcome<RegistrationView>> {
  constructor(
    readonly token: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

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
