import { Command, Query } from '@nestjs/cqrs';
import type { SubjectKind } from '../../../domain/policy/methods.js';
import type { Caller } from '../../../application/caller.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { MethodOffers } from '../../../application/policy/method-queries.js';
import type {
  RegistrationView,
  StartRegistration as RegistrationForm,
  StepInput,
  Terms,
} from '../../../application/registration/registration-api.js';

/** The terms in force: what a registration has to agree to. */
export class GetTerms extends Query<Terms> {}

/** Which methods are open to a subject now. */
export class GetMethods extends Query<Outcome<MethodOffers>> {
  constructor(readonly subject: SubjectKind) {
    super();
  }
}

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

/** Where a registration stands; sends nothing again. */
export class GetRegistration extends Query<Outcome<RegistrationView>> {
  constructor(
    readonly registrationId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
