import { Command, Query } from '@nestjs/cqrs';
import type {
  AddedMethod,
  AdditionAnswer,
  AdditionView,
  ConsentAnswer,
  ConsentView,
  OwnMethod,
  StartAddition as AdditionForm,
  StartConsent as ConsentForm,
} from '../../../application/account/methods-api.js';
import type { Caller } from '../../../application/caller.js';
import type { SessionView } from '../../../application/login/login-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { ProofInput } from '../../../application/proofs/proof-api.js';

/** The methods of the account. */
export class GetOwnMethods extends Query<Outcome<readonly OwnMethod[]>> {
  constructor(
    readonly session: SessionView,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Asks for the proof of a method that is to be added. */
export class StartAddingMethod extends Command<Outcome<AdditionView>> {
  constructor(
    readonly session: SessionView,
    readonly form: AdditionForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The proof: the method is added. */
export class SubmitMethodProof extends Command<Outcome<AdditionAnswer>> {
  constructor(
    readonly session: SessionView,
    readonly additionId: string,
    readonly input: ProofInput,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Removes a method; the last way in stays. */
export class RemoveMethod extends Command<Outcome<readonly OwnMethod[]>> {
  constructor(
    readonly session: SessionView,
    readonly methodId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** A certificate whose identity has an account already asks to become a method of it. */
export class StartMethodConsent extends Command<Outcome<ConsentView>> {
  constructor(
    readonly form: ConsentForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The signature: a code goes to the owner. */
export class SubmitMethodConsentProof extends Command<Outcome<ConsentAnswer>> {
  constructor(
    readonly consentToken: string,
    readonly input: ProofInput,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends that code again, within its budgets. */
export class ResendMethodConsentCode extends Command<Outcome<ConsentAnswer>> {
  constructor(
    readonly consentToken: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The owner agrees by the code: the method is added. */
export class ConfirmMethodConsent extends Command<Outcome<AddedMethod>> {
  constructor(
    readonly consentToken: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
