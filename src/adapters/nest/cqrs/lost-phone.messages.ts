import { Command, Query } from '@nestjs/cqrs';
import type { LostPhoneResult, LostPhoneView, PhoneChangeView } from '../../../application/account/lost-phone-api.js';
import type { Caller } from '../../../application/caller.js';
import type { SessionView } from '../../../application/login/login-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';

/** The phone is lost: a code goes to a new one. */
export class StartLostPhone extends Command<Outcome<LostPhoneView>> {
  constructor(
    readonly loginToken: string,
    readonly phone: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends that code again, within its budgets. */
export class ResendLostPhoneCode extends Command<Outcome<LostPhoneView>> {
  constructor(
    readonly loginToken: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The code and the carriers: the new phone takes the place of the default one. */
export class ConfirmLostPhone extends Command<Outcome<LostPhoneResult>> {
  constructor(
    readonly loginToken: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The change of a lost phone that waits for its time; null: none. */
export class GetPhoneChange extends Query<Outcome<PhoneChangeView | null>> {
  constructor(
    readonly session: SessionView,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Stops that change, in a session. */
export class CancelPhoneChange extends Command<Outcome<{ readonly changeId: string }>> {
  constructor(
    readonly session: SessionView,
    readonly changeId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Stops that change by the link that went to the verified address. Good once. */
export class CancelPhoneChangeByLink extends Command<Outcome<{ readonly changeId: string }>> {
  constructor(
    readonly token: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
