import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import {
  at,
  changeRequested,
  evidence,
  given,
  opened,
  phone,
  phoneAdded,
  registered,
  registeredByToken,
} from '../../support/accounts.js';

const add = (phoneId: string): AccountCommand => ({
  type: 'AddOtpPhone',
  phoneId,
  at: at(1),
  personal: phone('+84900000001'),
});
const remove = (phoneId: string): AccountCommand => ({ type: 'RemoveOtpPhone', phoneId, at: at(2) });
const removed = (phoneId: string): AccountEvent => ({ type: 'OtpPhoneRemoved', data: { phoneId, at: at(2) } });
const makeDefault = (phoneId: string): AccountCommand => ({ type: 'SetDefaultOtpPhone', phoneId });
const madeDefault = (phoneId: string): AccountEvent => ({ type: 'DefaultOtpPhoneSet', data: { phoneId } });
const request = (parts: Partial<Extract<AccountCommand, { type: 'RequestOtpPhoneChange' }>> = {}): AccountCommand => ({
  type: 'RequestOtpPhoneChange',
  changeId: 'change',
  oldPhoneId: 'phone',
  newPhoneId: 'new-phone',
  effectiveFrom: at(60),
  evidence: [evidence('evidence-change')],
  personal: phone('+84900000002'),
  ...parts,
});
const cancel = (changeId = 'change'): AccountCommand => ({
  type: 'CancelOtpPhoneChange',
  changeId,
  by: 'verifiedEmail',
});
const cancelled: AccountEvent = {
  type: 'OtpPhoneChangeCancelled',
  data: { changeId: 'change', by: 'verifiedEmail' },
};
const complete = (minute: number, changeId = 'change'): AccountCommand => ({
  type: 'CompleteOtpPhoneChange',
  changeId,
  at: at(minute),
});
const changed: AccountEvent = {
  type: 'OtpPhoneChanged',
  data: {
    changeId: 'change',
    oldPhoneId: 'phone',
    newPhoneId: 'new-phone',
    at: at(60),
    personal: phone('+84900000002'),
  },
};

describe('OTP phones', () => {
  it('are added beside the default', () => {
    given(registered())
      .when(add('second'))
      .then(phoneAdded('second'))
      .andState((state) => expect(state).toMatchObject({ defaultPhoneId: 'phone' }));
    given(registered(), phoneAdded('second')).when(add('second')).thenNothing();
  });

  it('make the first one the default where there was none', () => {
    given(registeredByToken(), phoneAdded('first')).thenState((state) =>
      expect(state).toMatchObject({ defaultPhoneId: 'first' }),
    );
  });

  it('are removed, and stay removed', () => {
    given(registered(), phoneAdded('second'))
      .when(remove('second'))
      .then(removed('second'))
      .andState((state) => expect(state).toEqual({ ...opened(registered()), removedPhones: ['second'] }));
    given(registered(), phoneAdded('second'), removed('second')).when(remove('second')).thenNothing();
  });

  it('[REMOVED-STAYS-REMOVED] never come back under the same id', () => {
    const history = [registered(), phoneAdded('second'), removed('second')] as const;
    given(...history)
      .when(add('second'))
      .thenRejected('phone.wasRemoved');
    given(...history)
      .when(request({ newPhoneId: 'second' }))
      .thenRejected('phone.wasRemoved');
  });

  it('are refused when unknown', () => {
    given(registered()).when(remove('other')).thenRejected('phone.unknown');
    given(registered()).when(makeDefault('other')).thenRejected('phone.unknown');
    given(registered())
      .when(request({ oldPhoneId: 'other' }))
      .thenRejected('phone.unknown');
  });

  it('change which one is the default', () => {
    given(registered(), phoneAdded('second')).when(makeDefault('second')).then(madeDefault('second'));
    given(registered()).when(makeDefault('phone')).thenNothing();
  });

  it('[MERGE-GIVES-BACK] are taken back when a merge is reversed, the default too', () => {
    const take = { type: 'RemoveOtpPhone', phoneId: 'phone', at: at(9), mergeReversed: true } as const;
    const taken: AccountEvent = { type: 'OtpPhoneRemoved', data: { phoneId: 'phone', at: at(9) } };
    given(registered(), phoneAdded('second')).when(take).then(taken);
    expect(opened(registered(), phoneAdded('second'), taken).defaultPhoneId).toBe('second');
    expect(opened(registered(), taken).defaultPhoneId).toBeNull();
  });

  it('[DEFAULT-PHONE-GUARD] lose the default only after another was chosen', () => {
    given(registered(), phoneAdded('second')).when(remove('phone')).thenRejected('phone.isDefault');
    given(registered(), phoneAdded('second'), madeDefault('second')).when(remove('phone')).then(removed('phone'));
  });
});

describe('a lost phone', () => {
  it('is asked to be replaced', () => {
    given(registered()).when(request()).then(changeRequested());
    given(registered(), changeRequested()).when(request()).thenNothing();
  });

  it('[PHONE-CHANGE-DELAY] is replaced one at a time', () => {
    given(registered(), changeRequested())
      .when(request({ changeId: 'other' }))
      .thenRejected('phone.changePending');
    given(registered(), changeRequested()).when(add('new-phone')).thenRejected('phone.changePending');
  });

  it('is not replaced by one that the account has', () => {
    given(registered(), phoneAdded('new-phone')).when(request()).thenRejected('phone.alreadyAdded');
    given(registered())
      .when(request({ newPhoneId: 'phone' }))
      .thenRejected('phone.alreadyAdded');
  });

  it('[PHONE-CHANGE-DELAY] is replaced when the delay is over, no earlier', () => {
    given(registered(), changeRequested())
      .when(complete(59))
      .thenRejected('phone.changeTooEarly', { effectiveFrom: at(60) });
    given(registered(), changeRequested())
      .when(complete(60))
      .then(changed)
      .andState((state) =>
        expect(state).toEqual({
          ...opened(registered()),
          phones: [{ phoneId: 'new-phone', personal: phone('+84900000002') }],
          removedPhones: ['phone'],
          defaultPhoneId: 'new-phone',
          endedPhoneChanges: ['change'],
        }),
      );
  });

  it('leaves another default where it is', () => {
    given(registered(), phoneAdded('second'), madeDefault('second'), changeRequested(), changed).thenState((state) =>
      expect(state).toMatchObject({ defaultPhoneId: 'second' }),
    );
  });

  it('[PHONE-CHANGE-DELAY] is not replaced once the owner has cancelled', () => {
    given(registered(), changeRequested())
      .when(cancel())
      .then(cancelled)
      .andState((state) => expect(state).toEqual({ ...opened(registered()), endedPhoneChanges: ['change'] }));
    given(registered(), changeRequested(), cancelled).when(complete(60)).thenRejected('phone.noChangePending');
  });

  it('[REMOVED-STAYS-REMOVED] is not asked to be replaced again by the same request', () => {
    given(registered(), changeRequested(), cancelled).when(request()).thenRejected('phone.changeEnded');
    given(registered(), changeRequested(), changed).when(request()).thenRejected('phone.changeEnded');
    given(registered(), changeRequested(), cancelled)
      .when(request({ changeId: 'next' }))
      .then(changeRequested('next'));
  });

  it('knows of no other request', () => {
    given(registered()).when(cancel()).thenRejected('phone.noChangePending');
    given(registered(), changeRequested()).when(cancel('other')).thenRejected('phone.noChangePending');
    given(registered(), changeRequested()).when(complete(60, 'other')).thenRejected('phone.noChangePending');
  });
});
