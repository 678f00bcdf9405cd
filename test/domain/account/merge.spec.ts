import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import {
  absorbed,
  at,
  closed,
  given,
  mergeRefused,
  mergeReversed,
  mergeStarted,
  opened,
  registered,
  suspended,
} from '../../support/accounts.js';

const start = (mergeId = 'm', absorbs = 'victim'): AccountCommand => ({
  type: 'StartMerge',
  mergeId,
  absorbs,
  at: at(1),
});
const beAbsorbed = (mergeId = 'm', into = 'survivor', openMerges: readonly string[] = []): AccountCommand => ({
  type: 'BeAbsorbed',
  mergeId,
  into,
  at: at(2),
  openMerges,
});
const refuse = (mergeId = 'm'): AccountCommand => ({ type: 'RefuseMerge', mergeId, by: 'survivor', at: at(2) });
const reverse = (mergeId = 'm'): AccountCommand => ({
  type: 'ReverseMerge',
  mergeId,
  ground: 'other person',
  at: at(3),
});
const spent = { mergeId: 'm' };

describe('the account that absorbs', () => {
  it('announces a merge', () => {
    given(registered()).when(start()).then(mergeStarted('m', 'victim'));
    given(registered(), mergeStarted('m', 'victim')).when(start('n', 'other')).then(mergeStarted('n', 'other'));
  });

  it('has announced it already', () => {
    given(registered(), mergeStarted('m', 'victim')).when(start()).thenNothing();
    given(registered(), mergeStarted('m', 'victim'), closed).when(start()).thenNothing();
  });

  it('[MERGE-SPENT] announces an id for one victim only', () => {
    given(registered(), mergeStarted('m', 'victim')).when(start('m', 'other')).thenRejected('merge.spent', spent);
  });

  it('[MERGE-SPENT] does not announce what it was the victim of', () => {
    given(registered(), absorbed('m')).when(start()).thenRejected('merge.spent', spent);
    given(registered(), mergeRefused('m')).when(start()).thenRejected('merge.spent', spent);
    given(registered(), absorbed('m'), mergeReversed('m')).when(start()).thenRejected('merge.spent', spent);
  });

  it('has to be live', () => {
    given(registered(), suspended).when(start()).thenRejected('account.suspended');
    given(registered(), absorbed('n')).when(start()).thenRejected('account.absorbed');
    given(registered(), closed).when(start()).thenRejected('account.closed');
  });
});

describe('the account that is absorbed', () => {
  it('[MERGE-ONE-APPEND] is absorbed by one event, keeps its keys and loses its password', () => {
    given(registered())
      .when(beAbsorbed())
      .then(absorbed('m'))
      .andState((state) =>
        expect(state).toEqual({
          ...opened(registered()),
          status: 'absorbed',
          absorbed: { mergeId: 'm', into: 'survivor' },
          passwordId: null,
          pastPasswords: ['password'],
        }),
      );
  });

  it('is absorbed already', () => {
    given(registered(), absorbed('m')).when(beAbsorbed()).thenNothing();
  });

  it('[MERGE-SPENT] is absorbed under an id once, into one survivor', () => {
    given(registered(), absorbed('m')).when(beAbsorbed('m', 'other')).thenRejected('merge.spent', spent);
    given(registered(), mergeRefused('m')).when(beAbsorbed()).thenRejected('merge.spent', spent);
    given(registered(), absorbed('m'), mergeReversed('m')).when(beAbsorbed()).thenRejected('merge.spent', spent);
  });

  it('can be absorbed under another id after a refusal or a reversal', () => {
    given(registered(), mergeRefused('m')).when(beAbsorbed('n')).then(absorbed('n'));
    given(registered(), absorbed('m'), mergeReversed('m')).when(beAbsorbed('n')).then(absorbed('n'));
  });

  it('has to be live', () => {
    given(registered(), suspended).when(beAbsorbed()).thenRejected('account.suspended');
    given(registered(), absorbed('n')).when(beAbsorbed()).thenRejected('account.absorbed');
    given(registered(), closed).when(beAbsorbed()).thenRejected('account.closed');
  });

  it('[MERGE-SETTLED-FIRST] has no open merge of its own', () => {
    given(registered(), mergeStarted('n', 'other'))
      .when(beAbsorbed('m', 'survivor', ['n']))
      .thenRejected('merge.openMerges', { merges: ['n'] });
  });
});

describe('refusing a merge at its victim', () => {
  it('records the refusal, whether the victim stands or not', () => {
    given(registered()).when(refuse()).then(mergeRefused('m'));
    given(registered(), suspended).when(refuse()).then(mergeRefused('m'));
    given(registered(), absorbed('n')).when(refuse()).then(mergeRefused('m'));
  });

  it('is done already', () => {
    given(registered(), mergeRefused('m')).when(refuse()).thenNothing();
    given(registered(), absorbed('m'), mergeReversed('m')).when(refuse()).thenNothing();
  });

  it('[MERGE-SPENT] comes too late', () => {
    given(registered(), absorbed('m')).when(refuse()).thenRejected('merge.spent', spent);
    given(registered(), closed).when(refuse()).thenRejected('account.closed');
  });
});

describe('reversing a merge', () => {
  it('[MERGE-REVERSIBLE] gives the account back, without its password', () => {
    given(registered(), absorbed('m'))
      .when(reverse())
      .then(mergeReversed('m'))
      .andState((state) =>
        expect(state).toEqual({
          ...opened(registered()),
          mergesSpent: [{ mergeId: 'm', into: 'survivor' }],
          passwordId: null,
          pastPasswords: ['password'],
        }),
      );
  });

  it('[MERGE-REVERSIBLE] lets the owner set a new password afterwards', () => {
    given(registered(), absorbed('m'), mergeReversed('m'))
      .when({ type: 'ResetPassword', passwordId: 'new', at: at(9), by: 'otp' })
      .then({ type: 'PasswordReset', data: { passwordId: 'new', at: at(9), by: 'otp' } });
  });

  it('is done already, whatever came after', () => {
    given(registered(), absorbed('m'), mergeReversed('m')).when(reverse()).thenNothing();
    given(registered(), absorbed('m'), mergeReversed('m'), absorbed('n')).when(reverse()).thenNothing();
    given(registered(), absorbed('m'), mergeReversed('m'), closed).when(reverse()).thenNothing();
  });

  it('needs the merge to stand', () => {
    given(registered()).when(reverse()).thenRejected('merge.notAbsorbed', spent);
    given(registered(), mergeRefused('m')).when(reverse()).thenRejected('merge.notAbsorbed', spent);
    given(registered(), absorbed('n')).when(reverse()).thenRejected('merge.notAbsorbed', spent);
    given(registered(), absorbed('m'), closed).when(reverse()).thenRejected('merge.notAbsorbed', spent);
  });
});
