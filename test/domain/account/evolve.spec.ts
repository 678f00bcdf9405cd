import { deepFreeze } from '../../../src/adapters/testing/decider-spec.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import { emptyAccount, evolveAccount } from '../../../src/domain/account/account.evolve.js';
import type { OpenedAccount } from '../../../src/domain/account/account.state.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import {
  absorbed,
  at,
  certificate,
  changeRequested,
  closed,
  evidence,
  grant,
  key,
  mergeRefused,
  mergeReversed,
  mergeStarted,
  methodAdded,
  opened,
  origin,
  passwordChanged,
  phone,
  phoneAdded,
  profile,
  registered,
  suspended,
} from '../../support/accounts.js';

type Type = AccountEvent['type'];
type Changes = Partial<OpenedAccount>;
interface Step {
  readonly after?: readonly AccountEvent[];
  readonly event: AccountEvent;
  /** What is different afterwards; everything else is as before. */
  readonly changes: Changes;
}

const other = clear({ identifiers: [], name: 'Tên Mới' });
const contact = clear({ email: 'nguoi@example.vn' });
const mine = { phoneId: 'phone', personal: profile };
const second = { phoneId: 'second', personal: phone('+84900000001') };
const paper = { ground: 'court order', ticket: 'T-1', at: at(9) };

/** One step per type of event that may follow the first one. */
const steps: Readonly<Record<Exclude<Type, 'Registered' | 'RegistrationSuperseded' | 'RegistrationRefused'>, Step>> = {
  MethodAdded: {
    event: methodAdded(certificate('token')),
    changes: { grants: [grant('mobile'), certificate('token')] },
  },
  MethodRemoved: {
    event: { type: 'MethodRemoved', data: { methodId: 'mobile', method: 'mobileSubscriber', at: at(9) } },
    changes: { grants: [], removedMethods: ['mobile'] },
  },
  IdentifierAdded: {
    event: {
      type: 'IdentifierAdded',
      data: { keys: [key('alias')], evidence: [], personal: clear({ identifiers: [] }) },
    },
    changes: { keys: [key('own'), key('alias')] },
  },
  KeysRenewed: {
    event: { type: 'KeysRenewed', data: { keys: [key('twin')] } },
    changes: { keys: [key('own'), key('twin')] },
  },
  OtpPhoneAdded: { event: phoneAdded('second'), changes: { phones: [mine, second] } },
  OtpPhoneRemoved: {
    after: [phoneAdded('second')],
    event: { type: 'OtpPhoneRemoved', data: { phoneId: 'second', at: at(9) } },
    changes: { phones: [mine], removedPhones: ['second'] },
  },
  DefaultOtpPhoneSet: {
    after: [phoneAdded('second')],
    event: { type: 'DefaultOtpPhoneSet', data: { phoneId: 'second' } },
    changes: { defaultPhoneId: 'second' },
  },
  OtpPhoneChangeRequested: {
    event: changeRequested(),
    changes: {
      phoneChange: {
        changeId: 'change',
        oldPhoneId: 'phone',
        newPhoneId: 'new-phone',
        effectiveFrom: at(60),
        personal: phone('+84900000002'),
      },
    },
  },
  OtpPhoneChangeCancelled: {
    after: [changeRequested()],
    event: { type: 'OtpPhoneChangeCancelled', data: { changeId: 'change', by: 'login' } },
    changes: { phoneChange: null, endedPhoneChanges: ['change'] },
  },
  OtpPhoneChanged: {
    after: [phoneAdded('second'), changeRequested()],
    event: {
      type: 'OtpPhoneChanged',
      data: {
        changeId: 'change',
        oldPhoneId: 'phone',
        newPhoneId: 'new-phone',
        at: at(60),
        personal: phone('+84900000002'),
      },
    },
    changes: {
      phones: [second, { phoneId: 'new-phone', personal: phone('+84900000002') }],
      removedPhones: ['phone'],
      defaultPhoneId: 'new-phone',
      phoneChange: null,
      endedPhoneChanges: ['change'],
    },
  },
  PasswordChanged: { event: passwordChanged('new'), changes: { passwordId: 'new', pastPasswords: ['password'] } },
  PasswordReset: {
    event: { type: 'PasswordReset', data: { passwordId: 'new', at: at(9), by: 'otp' } },
    changes: { passwordId: 'new', pastPasswords: ['password'] },
  },
  ContactChanged: {
    after: [{ type: 'EmailVerified', data: { at: at(8) } }],
    event: { type: 'ContactChanged', data: { fields: ['email'], personal: contact } },
    changes: { contact, emailVersion: 1, emailVerifiedAt: null },
  },
  EmailVerified: { event: { type: 'EmailVerified', data: { at: at(9) } }, changes: { emailVerifiedAt: at(9) } },
  LoggedIn: {
    event: {
      type: 'LoggedIn',
      data: {
        loginId: 'login',
        sessionId: 'session',
        at: at(9),
        method: 'password',
        level: 'IAL2',
        authentication: 'auth2',
        personal: origin,
      },
    },
    changes: {},
  },
  LoginDisavowed: {
    event: { type: 'LoginDisavowed', data: { loginId: 'login', at: at(9) } },
    changes: {
      disavowedLogins: ['login'],
      locks: [{ factor: 'password', until: null, untilReset: true }],
    },
  },
  LoginLocked: {
    after: [{ type: 'LoginLocked', data: { factor: 'otp', at: at(7), until: at(8) } }],
    event: { type: 'LoginLocked', data: { factor: 'otp', at: at(9) } },
    changes: { locks: [{ factor: 'otp', until: null }] },
  },
  LoginUnlocked: {
    after: [{ type: 'LoginLocked', data: { factor: 'otp', at: at(7), until: at(8) } }],
    event: { type: 'LoginUnlocked', data: { factor: 'otp', at: at(9) } },
    changes: { locks: [] },
  },
  SessionsRevoked: {
    event: { type: 'SessionsRevoked', data: { sessionIds: 'all', reason: 'theft', at: at(9) } },
    changes: {},
  },
  IdentitySyncedFromCSDL: {
    event: {
      type: 'IdentitySyncedFromCSDL',
      data: { evidence: evidence('sync', 'populationRegistry'), changed: ['name'], personal: other },
    },
    changes: { profile: other },
  },
  MergeStarted: {
    event: mergeStarted('m', 'victim'),
    changes: { mergesStarted: [{ mergeId: 'm', absorbs: 'victim' }] },
  },
  AbsorbedIntoAccount: {
    event: absorbed('m'),
    changes: {
      status: 'absorbed',
      absorbed: { mergeId: 'm', into: 'survivor' },
      passwordId: null,
      pastPasswords: ['password'],
    },
  },
  MergeRefused: { event: mergeRefused('m'), changes: { mergesSpent: [{ mergeId: 'm', into: null }] } },
  MergeReversed: {
    after: [absorbed('m')],
    event: mergeReversed('m'),
    changes: { status: 'live', absorbed: null, mergesSpent: [{ mergeId: 'm', into: 'survivor' }] },
  },
  Suspended: { event: suspended, changes: { status: 'suspended' } },
  Reinstated: { after: [suspended], event: { type: 'Reinstated', data: paper }, changes: { status: 'live' } },
  PersonalDataErased: {
    after: [closed],
    event: { type: 'PersonalDataErased', data: paper },
    changes: { dataErased: true },
  },
  Closed: {
    after: [suspended],
    event: closed,
    changes: { status: 'closed', passwordId: null, pastPasswords: ['password'] },
  },
};

describe('an opened account', () => {
  it.each(Object.entries(steps))('after %s', (type, { after = [], event, changes }) => {
    const before = deepFreeze(opened(registered(), ...after));
    expect(event.type).toBe(type);
    expect(evolveAccount(before, deepFreeze(event))).toStrictEqual({ ...before, ...changes });
  });

  it('begins with what Registered says', () => {
    expect(evolveAccount(deepFreeze(emptyAccount), deepFreeze(registered()))).toStrictEqual({
      status: 'live',
      registrationId: 'registration',
      subject: 'citizen',
      registeredBy: 'mobileSubscriber',
      grants: [grant('mobile')],
      removedMethods: [],
      keys: [key('own')],
      phones: [mine],
      removedPhones: [],
      defaultPhoneId: 'phone',
      phoneChange: null,
      endedPhoneChanges: [],
      passwordId: 'password',
      pastPasswords: [],
      profile,
      contact: null,
      emailVersion: 0,
      emailVerifiedAt: null,
      locks: [],
      disavowedLogins: [],
      mergesStarted: [],
      mergesSpent: [],
      absorbed: null,
      dataErased: false,
    });
  });

  it('needs neither phone nor password', () => {
    const { passwordId: _password, phoneId: _phone, ...data } = registered().data;
    expect(opened({ type: 'Registered', data })).toStrictEqual({
      ...opened(registered()),
      phones: [],
      defaultPhoneId: null,
      passwordId: null,
    });
  });
});

describe('an account that never opens', () => {
  it('keeps why it was superseded', () => {
    const event: AccountEvent = { type: 'RegistrationSuperseded', data: { registrationId: 'r', by: 'taker' } };
    expect(evolveAccount(deepFreeze(emptyAccount), deepFreeze(event))).toStrictEqual({
      status: 'superseded',
      registrationId: 'r',
      code: 'registration.superseded',
      facts: { by: 'taker' },
    });
  });

  it('keeps why it was refused', () => {
    const data = { registrationId: 'r', code: 'registration.duplicate', facts: { identifier: 'cmnd' } };
    expect(evolveAccount(deepFreeze(emptyAccount), deepFreeze({ type: 'RegistrationRefused', data }))).toStrictEqual({
      status: 'refused',
      ...data,
    });
  });
});
