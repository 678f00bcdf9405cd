import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import { lockAgainst } from '../../../src/domain/account/decide-login.js';
import {
  at,
  certificate,
  given,
  grant,
  methodAdded,
  opened,
  origin,
  passwordChanged,
  phoneAdded,
  registered,
  registeredByToken,
} from '../../support/accounts.js';

type LogIn = Extract<AccountCommand, { type: 'LogIn' }>;

const byPassword = (parts: Partial<LogIn> = {}): LogIn => ({
  type: 'LogIn',
  loginId: 'login',
  sessionId: 'session',
  at: at(10),
  method: 'password',
  methodLevel: 'IAL2',
  authentication: 'auth2',
  phoneId: 'phone',
  passwordId: 'password',
  personal: origin,
  ...parts,
});
const byCertificate = (parts: Partial<LogIn> = {}): LogIn => {
  const { phoneId: _phone, passwordId: _password, ...rest } = byPassword();
  return {
    ...rest,
    method: 'usbToken',
    methodLevel: 'IAL3',
    authentication: 'auth3',
    certificate: 'fingerprint-token',
    ...parts,
  };
};
const byVneid = (): LogIn => {
  const { certificate: _certificate, ...rest } = byCertificate({ method: 'vneid' });
  return rest;
};
const locked = (factor: 'password' | 'otp' | 'all', until?: number): AccountEvent => ({
  type: 'LoginLocked',
  data: { factor, at: at(5), ...(until !== undefined && { until: at(until) }) },
});
const lock = (factor: 'password' | 'otp' | 'all', until?: number): AccountCommand => ({
  type: 'LockLogin',
  factor,
  at: at(5),
  ...(until !== undefined && { until: at(until) }),
});
const loggedIn = (parts: Partial<Extract<AccountEvent, { type: 'LoggedIn' }>['data']> = {}): AccountEvent => ({
  type: 'LoggedIn',
  data: {
    loginId: 'login',
    sessionId: 'session',
    at: at(10),
    method: 'password',
    level: 'IAL2',
    authentication: 'auth2',
    personal: origin,
    ...parts,
  },
});

describe('logging in by identifier, password and OTP', () => {
  it('opens a session', () => {
    given(registered())
      .when(byPassword())
      .then(loggedIn({ phoneId: 'phone' }))
      .andState((state) => expect(state).toEqual(opened(registered())));
  });

  it('[OTP-PHONE-CHOICE] takes another phone of the account, and no other', () => {
    given(registered(), phoneAdded('second'))
      .when(byPassword({ phoneId: 'second' }))
      .then(loggedIn({ phoneId: 'second' }));
    given(registered())
      .when(byPassword({ phoneId: 'second' }))
      .thenRejected('phone.unknown');
    const { phoneId: _phone, ...without } = byPassword();
    given(registered()).when(without).thenRejected('phone.unknown');
  });

  it('[PASSWORD-LOGIN-ONLY] is for accounts that registered by subscription or insurance', () => {
    given(registeredByToken()).when(byPassword()).thenRejected('method.passwordNotAllowed');
    given(registeredByToken(), methodAdded(grant('mobile')), phoneAdded('phone'))
      .when(byPassword())
      .thenRejected('method.passwordNotAllowed');
  });

  it('[LOGIN-STALE-PASSWORD] is refused when the password was replaced meanwhile', () => {
    given(registered(), passwordChanged('second')).when(byPassword()).thenRejected('login.stale');
    given(registered(), passwordChanged('second'))
      .when(byPassword({ passwordId: 'second' }))
      .then(loggedIn({ phoneId: 'phone' }));
  });

  it.each(['password', 'otp', 'all'] as const)('[LOGIN-LOCK] is refused while %s is locked', (factor) => {
    given(registered(), locked(factor, 20))
      .when(byPassword())
      .thenRejected('login.locked', { until: at(20) });
    given(registered(), locked(factor)).when(byPassword()).thenRejected('login.locked', { until: null });
    given(registered(), locked(factor, 10))
      .when(byPassword())
      .then(loggedIn({ phoneId: 'phone' }));
  });
});

describe('logging in by certificate or VNeID', () => {
  it('[CERT-PRESENTED] opens a session for the bound certificate', () => {
    given(registeredByToken())
      .when(byCertificate())
      .then(loggedIn({ method: 'usbToken', level: 'IAL3', authentication: 'auth3' }));
  });

  it('[CERT-PRESENTED] refuses another certificate, and none', () => {
    given(registeredByToken())
      .when(byCertificate({ certificate: 'fingerprint-other' }))
      .thenRejected('method.certificateNotBound', { method: 'usbToken' });
    const { certificate: _certificate, ...without } = byCertificate();
    given(registeredByToken()).when(without).thenRejected('method.certificateNotBound', { method: 'usbToken' });
  });

  it('[CERT-PRESENTED] refuses a certificate out of its time', () => {
    given(registeredByToken())
      .when(byCertificate({ at: at(180) }))
      .thenRejected('method.notInForce', { method: 'usbToken' });
    given(registeredByToken())
      .when(byCertificate({ at: at(-1) }))
      .thenRejected('method.notInForce', { method: 'usbToken' });
  });

  it('refuses a method that the account does not have, or that lets nobody in', () => {
    given(registered()).when(byCertificate()).thenRejected('method.unknown', { method: 'usbToken' });
    given(registered())
      .when(byCertificate({ method: 'mobileSubscriber' }))
      .thenRejected('method.unknown', { method: 'mobileSubscriber' });
    given(registered(), methodAdded(grant('desk', { method: 'inPerson' })))
      .when(byCertificate({ method: 'inPerson' }))
      .thenRejected('method.unknown', { method: 'inPerson' });
  });

  it('[LOGIN-LOCK] goes on while passwords are locked', () => {
    given(registered(), methodAdded(grant('vneid', { method: 'vneid', level: 'IAL3' })), locked('all'))
      .when(byVneid())
      .then(loggedIn({ method: 'vneid', level: 'IAL3', authentication: 'auth3' }));
  });
});

describe('the level of a session', () => {
  it('[SESSION-LEVEL-LOWER] is that of the method when the account has more', () => {
    given(registered(), methodAdded(certificate('token')))
      .when(byPassword())
      .then(loggedIn({ phoneId: 'phone', level: 'IAL2' }));
  });

  it('[SESSION-LEVEL-LOWER] is that of the account when the method could give more', () => {
    given(registered(), methodAdded(grant('vneid', { method: 'vneid', level: 'IAL2' })))
      .when(byVneid())
      .then(loggedIn({ method: 'vneid', level: 'IAL2', authentication: 'auth3' }));
  });
});

describe('disavowing a login', () => {
  it('is recorded once', () => {
    const event: AccountEvent = { type: 'LoginDisavowed', data: { loginId: 'login', at: at(11) } };
    given(registered())
      .when({ type: 'DisavowLogin', loginId: 'login', at: at(11) })
      .then(event)
      .andState((state) => expect(state).toMatchObject({ disavowedLogins: ['login'] }));
    given(registered(), event)
      .when({ type: 'DisavowLogin', loginId: 'login', at: at(11) })
      .thenNothing();
  });
});

describe('[DISAVOW-PASSWORD] the password after a disavowed login', () => {
  const disavowed: AccountEvent = { type: 'LoginDisavowed', data: { loginId: 'stolen', at: at(11) } };
  const reset: AccountEvent = { type: 'PasswordReset', data: { passwordId: 'new', at: at(12), by: 'otp' } };

  it('opens nothing until it is reset', () => {
    given(registered(), disavowed).when(byPassword()).thenRejected('login.locked', { until: null });
    given(registered(), disavowed, passwordChanged('changed'))
      .when(byPassword({ passwordId: 'changed' }))
      .thenRejected('login.locked', { until: null });
    expect(opened(registered(), disavowed, reset).locks).toEqual([]);
  });

  it('stays locked when another lock comes and goes by time, or another login is disavowed', () => {
    const again: AccountEvent = { type: 'LoginDisavowed', data: { loginId: 'other', at: at(12) } };
    expect(lockAgainst(opened(registered(), disavowed, locked('password', 20), again), 'password', at(30))).toEqual({
      factor: 'password',
      until: null,
      untilReset: true,
    });
  });

  it('stays locked when an officer unlocks the login', () => {
    given(registered(), disavowed)
      .when({ type: 'UnlockLogin', factor: 'all', at: at(12) })
      .thenNothing();
    const unlocked: AccountEvent = { type: 'LoginUnlocked', data: { factor: 'all', at: at(12) } };
    expect(opened(registered(), locked('otp', 20), disavowed, unlocked).locks).toEqual([
      { factor: 'password', until: null, untilReset: true },
    ]);
  });

  it('keeps an officer’s lock when it is reset', () => {
    expect(opened(registered(), locked('all'), disavowed, reset).locks).toEqual([{ factor: 'all', until: null }]);
  });

  it('is no matter to an account that has none', () => {
    expect(opened(registeredByToken(), disavowed).locks).toEqual([]);
  });
});

describe('locks', () => {
  it('are set, and prolonged, never shortened', () => {
    given(registered()).when(lock('password', 20)).then(locked('password', 20));
    given(registered(), locked('password', 20)).when(lock('password', 30)).then(locked('password', 30));
    given(registered(), locked('password', 20)).when(lock('password')).then(locked('password'));
    given(registered(), locked('password', 20)).when(lock('password', 20)).thenNothing();
    given(registered(), locked('password', 20)).when(lock('password', 19)).thenNothing();
    given(registered(), locked('password')).when(lock('password', 20)).thenNothing();
  });

  it('stand beside each other', () => {
    given(registered(), locked('password', 20))
      .when(lock('otp', 10))
      .then(locked('otp', 10))
      .andState((state) =>
        expect(state).toEqual({
          ...opened(registered()),
          locks: [
            { factor: 'password', until: at(20) },
            { factor: 'otp', until: at(10) },
          ],
        }),
      );
  });

  it('are taken away, one or all', () => {
    const both = [registered(), locked('password', 20), locked('otp')] as const;
    const unlock = (factor: 'password' | 'otp' | 'all'): AccountCommand => ({ type: 'UnlockLogin', factor, at: at(6) });
    const unlocked = (factor: 'password' | 'otp' | 'all'): AccountEvent => ({
      type: 'LoginUnlocked',
      data: { factor, at: at(6) },
    });
    given(...both)
      .when(unlock('password'))
      .then(unlocked('password'))
      .andState((state) => expect(state).toMatchObject({ locks: [{ factor: 'otp', until: null }] }));
    given(...both)
      .when(unlock('all'))
      .then(unlocked('all'))
      .andState((state) => expect(state).toMatchObject({ locks: [] }));
    given(registered()).when(unlock('all')).thenNothing();
    given(registered(), locked('otp')).when(unlock('password')).thenNothing();
  });

  it('[LOGIN-LOCK] stand against their factor until they end', () => {
    const state = opened(registered(), locked('otp', 20));
    expect(lockAgainst(state, 'otp', at(19))).toEqual({ factor: 'otp', until: at(20) });
    expect(lockAgainst(state, 'otp', at(20))).toBeUndefined();
    expect(lockAgainst(state, 'password', at(19))).toBeUndefined();
    expect(lockAgainst(opened(registered(), locked('all')), 'otp', at(9_999))).toEqual({ factor: 'all', until: null });
  });
});

describe('revoked sessions', () => {
  it('are recorded when there are any', () => {
    const data = { sessionIds: ['s1'], reason: 'password changed', at: at(12) };
    given(registered())
      .when({ type: 'RecordSessionsRevoked', ...data })
      .then({ type: 'SessionsRevoked', data })
      .andState((state) => expect(state).toEqual(opened(registered())));
    given(registered())
      .when({ type: 'RecordSessionsRevoked', ...data, sessionIds: 'all' })
      .then({ type: 'SessionsRevoked', data: { ...data, sessionIds: 'all' } });
    given(registered())
      .when({ type: 'RecordSessionsRevoked', ...data, sessionIds: [] })
      .thenNothing();
  });
});
