import { Command } from '@nestjs/cqrs';
import type { ContactChanged, ContactChanges } from '../../application/account/contact-api.js';
import type { LostPhoneResult, LostPhoneView } from '../../application/account/lost-phone-api.js';
import type { AdditionAnswer, AdditionView, OwnMethod, StartAddition } from '../../application/account/methods-api.js';
import type {
  ChangePassword as PasswordForm,
  NewPassword,
  PasswordSet,
  RecoveryProved,
  RecoveryView,
  StartRecovery,
} from '../../application/account/passwords-api.js';
import type { PhoneAdditionView, PhonesView } from '../../application/account/phones-api.js';
import type { Caller } from '../../application/caller.js';
import type {
  AssertionLoginAnswer,
  AssertionLoginView,
  StartAssertionLogin,
} from '../../application/login/assertion-login-api.js';
import type { Disavowed } from '../../application/login/disavowals.js';
import type { SessionView } from '../../application/login/login-api.js';
import type { Outcome } from '../../application/outcome/outcome.js';
import type { ProofInput } from '../../application/proofs/proof-api.js';
import type { AccountActed, CaseReceipt, ComplaintInput, StaffCall } from '../../application/staff/staff-api.js';
import type { SyncAnswer, SyncFields } from '../../application/sync/sync-api.js';

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

/** Asks for the proof of a method that is to be added. */
export class StartAddingMethod extends Command<Outcome<AdditionView>> {
  constructor(
    readonly session: SessionView,
    readonly form: StartAddition,
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

/** Changes the password; every session ends. */
export class ChangePassword extends Command<Outcome<PasswordSet>> {
  constructor(
    readonly session: SessionView,
    readonly form: PasswordForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The password is forgotten; one answer for everybody. */
export class StartPasswordRecovery extends Command<Outcome<RecoveryView>> {
  constructor(
    readonly form: StartRecovery,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The code: a new password may be set. */
export class ConfirmPasswordRecovery extends Command<Outcome<RecoveryProved>> {
  constructor(
    readonly recoveryToken: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sets the new password; every session ends. */
export class ResetPassword extends Command<Outcome<PasswordSet>> {
  constructor(
    readonly recoveryToken: string,
    readonly form: NewPassword,
    readonly caller: Caller,
  ) {
    super();
  }
}

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

/** Asks for a signature, or for VNeID, to log in by. */
export class StartProofLogin extends Command<Outcome<AssertionLoginView>> {
  constructor(
    readonly form: StartAssertionLogin,
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

/** "This was not me", by the link of a notice. */
export class DisavowLogin extends Command<Outcome<Disavowed>> {
  constructor(
    readonly token: string,
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

/** An officer closes an account for now. */
export class SuspendAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer opens it again. */
export class ReinstateAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer lifts the locks on logging in by password. */
export class UnlockAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer closes an account for good. */
export class CloseAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Anybody complains; looks nothing up. */
export class OpenComplaint extends Command<Outcome<CaseReceipt>> {
  constructor(
    readonly form: ComplaintInput,
    readonly caller: Caller,
  ) {
    super();
  }
}
