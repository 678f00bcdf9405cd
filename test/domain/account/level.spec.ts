import {
  grantsInForce,
  levelAt,
  loginGrants,
  logsInByPassword,
  mayHavePassword,
  sessionLevel,
  waysIn,
} from '../../../src/domain/account/assurance-of.js';
import { emptyAccount } from '../../../src/domain/account/account.evolve.js';
import { highestIal, ialAtLeast, lowerIal, type Ial } from '../../../src/domain/assurance/levels.js';
import {
  absorbed,
  at,
  certificate,
  grant,
  methodAdded,
  mergeReversed,
  opened,
  passwordChanged,
  registered,
  registeredByToken,
} from '../../support/accounts.js';

const ials: readonly Ial[] = ['none', 'IAL2', 'IAL3'];

describe('the order of levels', () => {
  it.each(ials.flatMap((a, i) => ials.map((b, j) => [a, b, i, j] as const)))('%s against %s', (a, b, i, j) => {
    expect(ialAtLeast(a, b)).toBe(i >= j);
    expect(lowerIal(a, b)).toBe(ials[Math.min(i, j)]);
    expect(highestIal([a, b])).toBe(ials[Math.max(i, j)]);
  });

  it('has nothing below nothing', () => {
    expect(highestIal([])).toBe('none');
  });
});

describe('the level of an account', () => {
  it('[LEVEL-FOLD] is the highest of its methods', () => {
    const state = opened(registered(), methodAdded(certificate('token')));
    expect(levelAt(state, at(10))).toBe('IAL3');
    expect(levelAt(opened(registered()), at(10))).toBe('IAL2');
    expect(grantsInForce(state, at(10))).toEqual([grant('mobile'), certificate('token')]);
  });

  it('[LEVEL-FOLD] falls with the method that gave it', () => {
    const state = opened(registered(), methodAdded(certificate('token')), {
      type: 'MethodRemoved',
      data: { methodId: 'token', method: 'usbToken', at: at(20) },
    });
    expect(levelAt(state, at(30))).toBe('IAL2');
  });

  it('[LEVEL-EXPIRY] falls when the certificate ends, without an event', () => {
    const state = opened(registered(), methodAdded(certificate('token', { validUntil: at(100) })));
    expect([99, 100].map((minute) => levelAt(state, at(minute)))).toEqual(['IAL3', 'IAL2']);
    const only = opened(registeredByToken());
    expect([179, 180].map((minute) => levelAt(only, at(minute)))).toEqual(['IAL3', 'none']);
  });

  it('begins when the identity was verified', () => {
    expect([-1, 0].map((minute) => levelAt(opened(registered()), at(minute)))).toEqual(['none', 'IAL2']);
  });

  it('is none before there is an account', () => {
    expect(levelAt(emptyAccount, at(0))).toBe('none');
    expect(grantsInForce(emptyAccount, at(0))).toEqual([]);
  });

  it('[SESSION-LEVEL-LOWER] bounds the level of a session', () => {
    const state = opened(registered(), methodAdded(certificate('token', { validUntil: at(100) })));
    expect(sessionLevel(state, 'IAL2', at(50))).toBe('IAL2');
    expect(sessionLevel(state, 'IAL3', at(50))).toBe('IAL3');
    expect(sessionLevel(state, 'IAL3', at(100))).toBe('IAL2');
  });
});

describe('ways in', () => {
  it('count password login once, and each other method that is in force', () => {
    const state = opened(registered(), methodAdded(certificate('token')), methodAdded(grant('v', { method: 'vneid' })));
    expect(waysIn(state, at(10))).toBe(3);
    expect(waysIn(state, at(180))).toBe(2);
    expect(waysIn(opened(registered()), at(10))).toBe(1);
    expect(loginGrants(state).map(({ methodId }) => methodId)).toEqual(['token', 'v']);
    expect(loginGrants(state, 'vneid').map(({ methodId }) => methodId)).toEqual(['v']);
  });

  it('[PASSWORD-LOGIN-ONLY] need a password and a phone beside the right to have them', () => {
    const reversed = opened(registered(), absorbed('m'), mergeReversed('m'));
    expect([mayHavePassword(reversed), logsInByPassword(reversed)]).toEqual([true, false]);
    expect(logsInByPassword(opened(registered(), absorbed('m'), mergeReversed('m'), passwordChanged('new')))).toBe(
      true,
    );
    const { phoneId: _phone, ...withoutPhone } = registered().data;
    expect(logsInByPassword(opened({ type: 'Registered', data: withoutPhone }))).toBe(false);
    expect(mayHavePassword(opened(registeredByToken()))).toBe(false);
  });
});
