import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import {
  absorbed,
  at,
  closed,
  given,
  mergeReversed,
  mergeStarted,
  opened,
  phone,
  registered,
  suspended,
} from '../../support/accounts.js';

const paper = { ground: 'court order', ticket: 'T-1' } as const;
const suspend: AccountCommand = { type: 'Suspend', ...paper, at: at(4) };
const reinstate: AccountCommand = { type: 'Reinstate', ...paper, at: at(6) };
const reinstated: AccountEvent = { type: 'Reinstated', data: { ...paper, at: at(6) } };
const erase: AccountCommand = { type: 'ErasePersonalData', ...paper, at: at(7) };
const erased: AccountEvent = { type: 'PersonalDataErased', data: { ...paper, at: at(7) } };
const close = (parts: Partial<Extract<AccountCommand, { type: 'Close' }>> = {}): AccountCommand => ({
  type: 'Close',
  ground: 'on request',
  at: at(5),
  openMerges: [],
  ...parts,
});

describe('suspending', () => {
  it('[SUSPENDED-HOLDS] stops the account, which keeps everything it has', () => {
    given(registered())
      .when(suspend)
      .then(suspended)
      .andState((state) => expect(state).toEqual({ ...opened(registered()), status: 'suspended' }));
  });

  it.each<[string, AccountCommand]>([
    ['a phone', { type: 'AddOtpPhone', phoneId: 'p2', at: at(5), personal: phone('+84900000003') }],
    ['a password', { type: 'ChangePassword', passwordId: 'p2', at: at(5) }],
    ['a login', { type: 'DisavowLogin', loginId: 'l', at: at(5) }],
    ['a method', { type: 'RemoveMethod', methodId: 'mobile', at: at(5) }],
  ])('[SUSPENDED-HOLDS] refuses %s meanwhile', (_what, command) => {
    given(registered(), suspended).when(command).thenRejected('account.suspended');
  });

  it('is done already', () => {
    given(registered(), suspended).when(suspend).thenNothing();
  });

  it('needs an account that stands', () => {
    given(registered(), absorbed('m')).when(suspend).thenRejected('account.absorbed');
    given(registered(), closed).when(suspend).thenRejected('account.closed');
  });
});

describe('reinstating', () => {
  it('gives the account back as it was', () => {
    given(registered(), suspended)
      .when(reinstate)
      .then(reinstated)
      .andState((state) => expect(state).toEqual(opened(registered())));
  });

  it('has nothing to do on a live account', () => {
    given(registered()).when(reinstate).thenNothing();
  });

  it('needs a suspended one', () => {
    given(registered(), absorbed('m')).when(reinstate).thenRejected('account.notSuspended');
    given(registered(), closed).when(reinstate).thenRejected('account.notSuspended');
  });
});

describe('closing', () => {
  it('[CLOSED-FINAL] ends the account, live or suspended', () => {
    given(registered())
      .when(close())
      .then(closed)
      .andState((state) =>
        expect(state).toEqual({
          ...opened(registered()),
          status: 'closed',
          passwordId: null,
          pastPasswords: ['password'],
        }),
      );
    given(registered(), suspended).when(close()).then(closed);
    given(registered())
      .when(close({ ticket: 'T-9' }))
      .then({ type: 'Closed', data: { ground: 'on request', at: at(5), ticket: 'T-9' } });
  });

  it('[CLOSED-FINAL] is done already, and nothing opens the account again', () => {
    given(registered(), closed).when(close()).thenNothing();
    given(registered(), absorbed('m'), closed)
      .when({ type: 'ReverseMerge', mergeId: 'm', ground: '', at: at(9) })
      .thenRejected('merge.notAbsorbed', { mergeId: 'm' });
    given(registered(), closed)
      .when({ type: 'ChangePassword', passwordId: 'p2', at: at(9) })
      .thenRejected('account.closed');
  });

  it('[MERGE-SETTLED-FIRST] waits for merges of its own', () => {
    given(registered(), mergeStarted('n', 'other'))
      .when(close({ openMerges: ['n'] }))
      .thenRejected('merge.openMerges', { merges: ['n'] });
  });

  it('[ABSORBED-NOT-CLOSED] waits for the survivor', () => {
    given(registered(), absorbed('m')).when(close()).thenRejected('account.absorbed');
    given(registered(), absorbed('m'))
      .when(close({ survivorIsClosed: false }))
      .thenRejected('account.absorbed');
    given(registered(), absorbed('m'))
      .when(close({ survivorIsClosed: true }))
      .then(closed);
    given(registered(), absorbed('m'), mergeReversed('m')).when(close()).then(closed);
  });
});

describe('erasing personal data', () => {
  it('[ERASE-AFTER-CLOSE] follows the end of the account', () => {
    given(registered(), closed)
      .when(erase)
      .then(erased)
      .andState((state) => expect(state).toEqual({ ...opened(registered(), closed), dataErased: true }));
  });

  it('[ERASE-AFTER-CLOSE] is refused before', () => {
    given(registered()).when(erase).thenRejected('account.notClosed');
    given(registered(), suspended).when(erase).thenRejected('account.notClosed');
    given(registered(), absorbed('m')).when(erase).thenRejected('account.notClosed');
  });

  it('is done already', () => {
    given(registered(), closed, erased).when(erase).thenNothing();
  });
});
