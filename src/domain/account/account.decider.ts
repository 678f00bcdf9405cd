import { assertNever } from '../kernel/assert-never.js';
import { accepted, type Decider, rejected } from '../kernel/decider.js';
import type { AccountCommand, AccountDecision, AccountRefusal } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import { emptyAccount, evolveAccount } from './account.evolve.js';
import { type AccountState, isOpened, isTerminal, type OpenedAccount, standing } from './account.state.js';
import { decideKeys } from './decide-keys.js';
import { decideLogin } from './decide-login.js';
import { decideMerge } from './decide-merge.js';
import { decideMethod } from './decide-method.js';
import { decidePassword } from './decide-password.js';
import { decidePhone } from './decide-phone.js';
import { decideStaff } from './decide-staff.js';

/** The three commands that may make an account's first event; whichever is appended first decides the registration. */
const decideFirst = (
  state: AccountState,
  command: Extract<AccountCommand, { type: 'Register' | 'SupersedeRegistration' | 'RefuseRegistration' }>,
): AccountDecision => {
  if (isOpened(state)) {
    const same = state.registrationId === command.registrationId;
    return same && command.type === 'Register' ? accepted() : rejected('account.alreadyRegistered');
  }
  if (state.status !== 'empty') {
    const repeated =
      (command.type === 'SupersedeRegistration' && state.status === 'superseded') ||
      (command.type === 'RefuseRegistration' && state.status === 'refused');
    if (repeated && state.registrationId === command.registrationId) return accepted();
    return state.status === 'superseded'
      ? rejected('registration.superseded', state.facts)
      : rejected('registration.duplicate', state.facts);
  }
  switch (command.type) {
    case 'Register': {
      const { type: _type, ...data } = command;
      return data.keys.length === 0 ? rejected('account.claimsMissing') : accepted({ type: 'Registered', data });
    }
    case 'SupersedeRegistration':
      return accepted({
        type: 'RegistrationSuperseded',
        data: { registrationId: command.registrationId, by: command.by },
      });
    case 'RefuseRegistration': {
      const { registrationId, code, facts } = command;
      return accepted({ type: 'RegistrationRefused', data: { registrationId, code, facts } });
    }
    default:
      return assertNever(command);
  }
};

function decide(state: AccountState, command: AccountCommand): AccountDecision {
  switch (command.type) {
    case 'Register':
    case 'SupersedeRegistration':
    case 'RefuseRegistration':
      return decideFirst(state, command);
    default:
      if (!isOpened(state)) return rejected('account.notOpen');
      return decideOpened(state, command);
  }
}

type LaterCommand = Exclude<AccountCommand, { type: 'Register' | 'SupersedeRegistration' | 'RefuseRegistration' }>;

function decideOpened(state: OpenedAccount, command: LaterCommand): AccountDecision {
  switch (command.type) {
    case 'RenewKeys':
      return decideKeys(state, command);
    case 'StartMerge':
    case 'BeAbsorbed':
    case 'RefuseMerge':
    case 'ReverseMerge':
      return decideMerge(state, command);
    case 'Suspend':
    case 'Reinstate':
    case 'ErasePersonalData':
    case 'Close':
      return decideStaff(state, command);
    default: {
      const obstacle = standing(state);
      return obstacle === undefined ? decideLive(state, command) : rejected(obstacle);
    }
  }
}

type LiveCommand = Exclude<
  LaterCommand,
  {
    type:
      | 'RenewKeys'
      | 'StartMerge'
      | 'BeAbsorbed'
      | 'RefuseMerge'
      | 'ReverseMerge'
      | 'Suspend'
      | 'Reinstate'
      | 'ErasePersonalData'
      | 'Close';
  }
>;

function decideLive(state: OpenedAccount, command: LiveCommand): AccountDecision {
  switch (command.type) {
    case 'AddMethod':
    case 'RemoveMethod':
    case 'AddIdentifier':
    case 'RecordSync':
      return decideMethod(state, command);
    case 'AddOtpPhone':
    case 'RemoveOtpPhone':
    case 'SetDefaultOtpPhone':
    case 'RequestOtpPhoneChange':
    case 'CancelOtpPhoneChange':
    case 'CompleteOtpPhoneChange':
      return decidePhone(state, command);
    case 'ChangePassword':
    case 'ResetPassword':
    case 'ChangeContact':
    case 'VerifyEmail':
      return decidePassword(state, command);
    case 'LogIn':
    case 'DisavowLogin':
    case 'LockLogin':
    case 'UnlockLogin':
    case 'RecordSessionsRevoked':
      return decideLogin(state, command);
    default:
      return assertNever(command);
  }
}

export const accountDecider: Decider<AccountCommand, AccountEvent, AccountState, AccountRefusal> = {
  initialState: emptyAccount,
  decide,
  evolve: evolveAccount,
  isTerminal,
};
