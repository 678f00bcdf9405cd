import { Command } from '@nestjs/cqrs';
import type { Caller } from '../../../application/caller.js';
import type {
  AssertionLoginAnswer,
  AssertionLoginView,
  ConsentDue,
  StartAssertionLogin as ProofLoginForm,
} from '../../../application/login/assertion-login-api.js';
import type { OpenedSession, SessionView } from '../../../application/login/login-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { ProofInput } from '../../../application/proofs/proof-api.js';

/** Asks for a signature, or for VNeID, to log in by. */
export class StartProofLogin extends Command<Outcome<AssertionLoginView>> {
  constructor(
    readonly form: ProofLoginForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The proof: opens a session, or asks the owner to agree. */
export class AnswerProofLogin extends Command<Outcome<AssertionLoginAnswer>> {
  constructor(
    readonly loginToken: string,
    readonly input: ProofInput,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends the owner another code to agree to VNeID by. */
export class ResendEidConsentCode extends Command<Outcome<ConsentDue>> {
  constructor(
    readonly loginToken: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The owner agrees by the code: VNeID is added, and a session opens. */
export class ConfirmEidConsent extends Command<Outcome<OpenedSession>> {
  constructor(
    readonly loginToken: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The owner agrees in a recent session of the very account. */
export class ConfirmEidConsentInSession extends Command<Outcome<OpenedSession>> {
  constructor(
    readonly loginToken: string,
    readonly session: SessionView,
    readonly caller: Caller,
  ) {
    super();
  }
}
