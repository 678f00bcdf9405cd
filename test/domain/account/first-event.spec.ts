import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import { accountDecider } from '../../../src/domain/account/account.decider.js';
import { closed, given, register, registered, suspended } from '../../support/accounts.js';

const supersede = (registrationId = 'registration'): AccountCommand => ({
  type: 'SupersedeRegistration',
  registrationId,
  by: 'taker',
});
const refuse = (registrationId = 'registration'): AccountCommand => ({
  type: 'RefuseRegistration',
  registrationId,
  code: 'registration.duplicate',
  facts: { identifier: 'personalNumber' },
});
const superseded: AccountEvent = {
  type: 'RegistrationSuperseded',
  data: { registrationId: 'registration', by: 'taker' },
};
const wasRefused: AccountEvent = {
  type: 'RegistrationRefused',
  data: {
    registrationId: 'registration',
    code: 'registration.duplicate',
    facts: { identifier: 'personalNumber' },
  },
};

describe('the first event of an account', () => {
  it('opens it with everything that was pinned and proved', () => {
    given().when(register()).then(registered());
  });

  it('ends it, superseded', () => {
    given().when(supersede()).then(superseded);
  });

  it('ends it, refused', () => {
    given().when(refuse()).then(wasRefused);
  });

  it('[ACCOUNT-NEEDS-CLAIM] is not Registered without a claimed identifier', () => {
    given()
      .when(register({ keys: [] }))
      .thenRejected('account.claimsMissing');
  });

  it('[FIRST-EVENT-DECIDES] answers a repeat of the same command with nothing to do', () => {
    given(registered()).when(register()).thenNothing();
    given(registered(), suspended).when(register()).thenNothing();
    given(registered(), closed).when(register()).thenNothing();
    given(superseded).when(supersede()).thenNothing();
    given(wasRefused).when(refuse()).thenNothing();
  });

  it('[FIRST-EVENT-DECIDES] refuses everything else, whoever comes', () => {
    given(registered()).when(supersede()).thenRejected('account.alreadyRegistered');
    given(registered()).when(refuse()).thenRejected('account.alreadyRegistered');
    given(registered())
      .when(register({ registrationId: 'another' }))
      .thenRejected('account.alreadyRegistered');
    given(superseded).when(register()).thenRejected('registration.superseded', { by: 'taker' });
    given(superseded).when(refuse()).thenRejected('registration.superseded', { by: 'taker' });
    given(superseded).when(supersede('another')).thenRejected('registration.superseded', { by: 'taker' });
    given(wasRefused).when(register()).thenRejected('registration.duplicate', { identifier: 'personalNumber' });
    given(wasRefused).when(supersede()).thenRejected('registration.duplicate', { identifier: 'personalNumber' });
    given(wasRefused).when(refuse('another')).thenRejected('registration.duplicate', { identifier: 'personalNumber' });
  });

  it('comes before every other command', () => {
    const logIn: AccountCommand = { type: 'VerifyEmail', at: registered().data.consent.at, emailVersion: 0 };
    given().when(logIn).thenRejected('account.notOpen');
    given(superseded).when(logIn).thenRejected('account.notOpen');
    given(wasRefused).when(logIn).thenRejected('account.notOpen');
    given().when({ type: 'Close', ground: '', at: logIn.at, openMerges: [] }).thenRejected('account.notOpen');
  });

  it('[CLOSED-FINAL] says whether the stream has ended: superseded, refused and closed have', () => {
    const ends: (state: unknown) => void = (state) => expect(isEnd(state)).toBe(true);
    const goesOn: (state: unknown) => void = (state) => expect(isEnd(state)).toBe(false);
    given(superseded).thenState(ends);
    given(wasRefused).thenState(ends);
    given(registered(), closed).thenState(ends);
    given().thenState(goesOn);
    given(registered()).thenState(goesOn);
    given(registered(), suspended).thenState(goesOn);
  });
});

const isEnd = (state: unknown): boolean => accountDecider.isTerminal(state as never);
