import { Command, Query } from '@nestjs/cqrs';
import type { PhoneAdditionView, PhonesView } from '../../../application/account/phones-api.js';
import type { Caller } from '../../../application/caller.js';
import type { PhoneChoice, SessionView } from '../../../application/login/login-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';

/** The OTP phones of the account, masked. */
export class GetOwnPhones extends Query<Outcome<readonly PhoneChoice[]>> {
  constructor(
    readonly session: SessionView,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends a code to a phone that is to be added. */
export class AddPhone extends Command<Outcome<PhoneAdditionView>> {
  constructor(
    readonly session: SessionView,
    readonly phone: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends that code again, within its budgets. */
export class ResendPhoneCode extends Command<Outcome<PhoneAdditionView>> {
  constructor(
    readonly session: SessionView,
    readonly phoneId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The code came back: the phone may receive codes. */
export class ConfirmPhone extends Command<Outcome<PhonesView>> {
  constructor(
    readonly session: SessionView,
    readonly phoneId: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Removes a phone that is not the default one. */
export class RemovePhone extends Command<Outcome<PhonesView>> {
  constructor(
    readonly session: SessionView,
    readonly phoneId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Codes go to this phone from now on. */
export class SetDefaultPhone extends Command<Outcome<PhonesView>> {
  constructor(
    readonly session: SessionView,
    readonly phoneId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
