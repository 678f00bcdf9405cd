import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import {
  at,
  closed,
  given,
  methodAdded,
  grant,
  opened,
  passwordChanged,
  registered,
  registeredByToken,
} from '../../support/accounts.js';

const change = (passwordId: string): AccountCommand => ({ type: 'ChangePassword', passwordId, at: at(1) });
const reset = (passwordId: string): AccountCommand => ({ type: 'ResetPassword', passwordId, at: at(1), by: 'counter' });
const wasReset = (passwordId: string): AccountEvent => ({
  type: 'PasswordReset',
  data: { passwordId, at: at(1), by: 'counter' },
});

describe('the password', () => {
  it('is changed or reset; the old one is past', () => {
    given(registered())
      .when(change('second'))
      .then(passwordChanged('second'))
      .andState((state) =>
        expect(state).toEqual({ ...opened(registered()), passwordId: 'second', pastPasswords: ['password'] }),
      );
    given(registered())
      .when(reset('second'))
      .then(wasReset('second'))
      .andState((state) =>
        expect(state).toEqual({ ...opened(registered()), passwordId: 'second', pastPasswords: ['password'] }),
      );
  });

  it('[PASSWORD-CHANGE] is not changed by whoever proved one that was replaced since', () => {
    const proved = { ...change('third'), replaces: 'password' } as AccountCommand;
    given(registered()).when(proved).then(passwordChanged('third'));
    given(registered(), wasReset('second')).when(proved).thenRejected('login.stale', {});
    given(registered(), passwordChanged('third')).when(proved).thenNothing();
  });

  it('is the new one already', () => {
    given(registered(), passwordChanged('second')).when(change('second')).thenNothing();
    given(registered(), wasReset('second')).when(reset('second')).thenNothing();
  });

  it('[REMOVED-STAYS-REMOVED] is never set back by a slow repeat of an older command', () => {
    const history = [registered(), passwordChanged('second'), wasReset('third')] as const;
    given(...history)
      .when(change('second'))
      .thenRejected('password.replaced');
    given(...history)
      .when(reset('password'))
      .thenRejected('password.replaced');
  });

  it('[PASSWORD-LOGIN-ONLY] is for accounts that registered by subscription or insurance', () => {
    given(registeredByToken()).when(change('second')).thenRejected('method.passwordNotAllowed');
    given(registeredByToken(), methodAdded(grant('mobile')))
      .when(reset('second'))
      .thenRejected('method.passwordNotAllowed');
    given(registered({ grant: grant('insurance', { method: 'socialInsurance' }) }))
      .when(change('second'))
      .then(passwordChanged('second'));
  });

  it('[PASSWORD-LOGIN-ONLY] goes with the method it came with', () => {
    given(registered(), methodAdded(grant('vneid', { method: 'vneid' })), {
      type: 'MethodRemoved',
      data: { methodId: 'mobile', method: 'mobileSubscriber', at: at(1) },
    })
      .when(change('second'))
      .thenRejected('method.passwordNotAllowed');
  });
});

describe('contact', () => {
  const email = clear({ email: 'nguoi@example.vn' });
  const setEmail: AccountEvent = { type: 'ContactChanged', data: { fields: ['email'], personal: email } };
  const verify = (emailVersion: number): AccountCommand => ({ type: 'VerifyEmail', at: at(2), emailVersion });
  const verified: AccountEvent = { type: 'EmailVerified', data: { at: at(2) } };

  it('changes', () => {
    given(registered())
      .when({ type: 'ChangeContact', fields: ['email'], personal: email })
      .then(setEmail)
      .andState((state) => expect(state).toEqual({ ...opened(registered()), contact: email, emailVersion: 1 }));
    given(registered()).when({ type: 'ChangeContact', fields: [], personal: email }).thenNothing();
  });

  it('takes the verification away with the address, and only with it', () => {
    const address = clear({ address: 'Số 1, đường Thử' });
    const moved: AccountEvent = { type: 'ContactChanged', data: { fields: ['address'], personal: address } };
    given(registered(), verified, moved).thenState((state) =>
      expect(state).toEqual({ ...opened(registered()), contact: address, emailVerifiedAt: at(2) }),
    );
    given(registered(), verified, setEmail).thenState((state) =>
      expect(state).toEqual({ ...opened(registered()), contact: email, emailVersion: 1 }),
    );
  });

  it('verifies the address once', () => {
    given(registered()).when(verify(0)).then(verified);
    given(registered(), setEmail).when(verify(1)).then(verified);
    given(registered(), verified).when(verify(0)).thenNothing();
  });

  it('[EMAIL-LINK-ADDRESS] refuses the link of an earlier address', () => {
    given(registered(), setEmail).when(verify(0)).thenRejected('contact.emailChanged');
    given(registered(), setEmail, verified).when(verify(0)).thenRejected('contact.emailChanged');
  });

  it('needs a live account', () => {
    given(registered(), closed).when(verify(0)).thenRejected('account.closed');
  });
});
