import type { RegistrationCommand } from '../../../src/domain/registration/registration.decider.js';
import type { RegistrationEvent } from '../../../src/domain/registration/registration.events.js';
import { registrationDecider } from '../../../src/domain/registration/registration.decider.js';
import { fold } from '../../../src/domain/kernel/decider.js';
import {
  at,
  atPassword,
  evidence,
  everyCommand,
  given,
  match,
  matched,
  otpConfirmed,
  pinned,
  pinnedByMobile,
  pinnedWith,
  rows,
  started,
} from '../../support/registrations.js';

const mismatch: RegistrationCommand = {
  type: 'RecordMismatch',
  at: at(3),
  mismatch: { by: 'subscriberRegistry', evidence: evidence('subscriberRegistry') },
};
const mismatched: readonly RegistrationEvent[] = [
  {
    type: 'IdentityMismatched',
    data: { by: 'subscriberRegistry', evidence: evidence('subscriberRegistry') },
  },
  {
    type: 'RegistrationEnded',
    data: {
      how: 'mismatch',
      code: 'registration.identityMismatch',
      facts: { source: 'subscriberRegistry' },
      at: at(3),
    },
  },
];
const registered: RegistrationEvent = {
  type: 'RegistrationEnded',
  data: { how: 'registered', accountId: 'account', at: at(11) },
};
const expired: RegistrationEvent = { type: 'RegistrationExpired', data: { at: at(60) } };

describe('an answer that is another person', () => {
  it('ends the registration, with the evidence', () => {
    const [first, second] = mismatched as [RegistrationEvent, RegistrationEvent];
    given(started(rows.mobile), otpConfirmed)
      .when(mismatch)
      .then(first, second)
      .andState((state) => {
        expect(state).toMatchObject({ status: 'ended', how: 'mismatch', accountId: null });
      });
  });

  it('ends nothing when it is not due, or when the source had matched before', () => {
    given(started(rows.mobile)).when(mismatch).thenRejected('registration.stepNotDue', { due: 'smsOtp' });
    given(...atPassword)
      .when(mismatch)
      .thenRejected('registration.stepNotDue', { due: 'password' });
    given(...pinnedByMobile)
      .when(mismatch)
      .thenRejected('registration.stepNotDue', { due: null });
  });
});

describe('a person to whom the method is closed', () => {
  const disqualify: RegistrationCommand = {
    type: 'Disqualify',
    at: at(3),
    match: match('postalAccounts'),
    code: 'registration.civilServant',
  };

  it('is recorded as matched and refused in one', () => {
    given(started(rows.post))
      .when(disqualify)
      .then(matched('postalAccounts'), {
        type: 'RegistrationEnded',
        data: { how: 'refused', code: 'registration.civilServant', at: at(3) },
      });
  });

  it('is not refused after all when a twin had the match recorded', () => {
    given(started(rows.post), matched('postalAccounts'))
      .when(disqualify)
      .thenRejected('registration.stepNotDue', { due: 'activation' });
  });
});

describe('[REG-PINNED] pinning', () => {
  const withPassword = pinned({ passwordId: 'password' });

  it('fixes account, keys and password once all proofs are in', () => {
    given(...atPassword)
      .when({ type: 'Pin', pinned: withPassword })
      .then({ type: 'RegistrationPinned', data: withPassword });
    given(started(rows.counter), matched('counter'), otpConfirmed)
      .when({ type: 'Pin', pinned: pinned() })
      .then({ type: 'RegistrationPinned', data: pinned() });
  });

  it('happens once: whoever comes later gets what is there', () => {
    given(...pinnedByMobile)
      .when({ type: 'Pin', pinned: pinned({ accountId: 'other', passwordId: 'other' }) })
      .thenNothing();
  });

  it('waits for every proof, and names the first that is missing', () => {
    given(started(rows.mobile))
      .when({ type: 'Pin', pinned: withPassword })
      .thenRejected('registration.proofsMissing', { step: 'smsOtp' });
    given(started(rows.mobile), otpConfirmed)
      .when({ type: 'Pin', pinned: withPassword })
      .thenRejected('registration.proofsMissing', { step: 'subscriberMatch' });
  });

  it('needs a key to claim', () => {
    given(...atPassword)
      .when({ type: 'Pin', pinned: { ...withPassword, keys: [] } })
      .thenRejected('registration.proofsMissing', { step: null });
  });

  it('has a password exactly where the row asks for one', () => {
    given(...atPassword)
      .when({ type: 'Pin', pinned: pinned() })
      .thenRejected('registration.proofsMissing', { step: 'password' });
    given(started(rows.counter), matched('counter'), otpConfirmed)
      .when({ type: 'Pin', pinned: withPassword })
      .thenRejected('registration.proofsMissing', { step: 'password' });
  });
});

describe('[REG-EXPIRES] time', () => {
  it.each(
    everyCommand(60)
      .filter(({ type }) => type !== 'End' && type !== 'Expire')
      .map((one) => [one.type, one] as const),
  )('has run out for %s', (_type, command) => {
    given(started(rows.mobile)).when(command).thenRejected('registration.expired');
  });

  it('has not run out a moment before', () => {
    given(started(rows.mobile))
      .when({ type: 'ConfirmOtp', at: at(59) })
      .then({ type: 'OtpConfirmed', data: { at: at(59) } });
    given(started(rows.mobile))
      .when({ type: 'Expire', at: at(59) })
      .thenRejected('registration.notExpired');
  });

  it('ends a registration that was not finished', () => {
    given(started(rows.mobile))
      .when({ type: 'Expire', at: at(60) })
      .then(expired)
      .andState((state) => {
        expect(state).toMatchObject({ status: 'ended', how: 'expired', code: 'registration.expired', accountId: null });
      });
  });

  it('is harmless to one that is pinned: it can always be finished', () => {
    given(...pinnedByMobile)
      .when({ type: 'Expire', at: at(10_000) })
      .thenRejected('registration.notExpired');
    given(...pinnedByMobile)
      .when({ type: 'End', how: 'registered', at: at(10_000) })
      .then({ type: 'RegistrationEnded', data: { how: 'registered', accountId: 'account', at: at(10_000) } });
  });
});

describe('[REG-ENDED-FINAL] the end', () => {
  it('names the pinned account once it is registered', () => {
    given(...pinnedByMobile)
      .when({ type: 'End', how: 'registered', at: at(11) })
      .then(registered)
      .andState((state) => {
        expect(state).toEqual({
          status: 'ended',
          registrationId: 'registration',
          subject: 'citizen',
          method: 'mobileSubscriber',
          edition: 'edition-1',
          steps: rows.mobile,
          expiresAt: at(60),
          proof: null,
          pinned: pinned({ passwordId: 'password' }),
          how: 'registered',
          accountId: 'account',
          code: null,
          facts: {},
        });
        expect(registrationDecider.isTerminal(state)).toBe(true);
      });
  });

  it.each(['duplicate', 'superseded'] as const)('says why there is no account: %s', (how) => {
    const facts = { identifier: 'personalNumber' };
    given(...pinnedByMobile)
      .when({ type: 'End', how, code: `registration.${how}`, facts, at: at(11) })
      .then({ type: 'RegistrationEnded', data: { how, code: `registration.${how}`, facts, at: at(11) } });
  });

  it('is decided by claims, so nothing unpinned ends this way', () => {
    given(started(rows.mobile))
      .when({ type: 'End', how: 'registered', at: at(1) })
      .thenRejected('registration.proofsMissing', { step: 'smsOtp' });
    given(...atPassword)
      .when({ type: 'End', how: 'duplicate', at: at(1) })
      .thenRejected('registration.proofsMissing', { step: 'password' });
  });

  it('is told again to a twin, and to nobody else', () => {
    given(...pinnedByMobile, registered)
      .when({ type: 'End', how: 'registered', at: at(12) })
      .thenNothing();
    given(...pinnedByMobile, registered)
      .when({ type: 'End', how: 'duplicate', at: at(12) })
      .thenRejected('registration.ended');
    given(started(rows.mobile), expired)
      .when({ type: 'Expire', at: at(61) })
      .thenNothing();
  });

  it.each(
    everyCommand(12)
      .filter(({ type }) => type !== 'End')
      .map((one) => [one.type, one] as const),
  )('refuses %s', (_type, command) => {
    given(...pinnedByMobile, registered)
      .when(command)
      .thenRejected('registration.ended');
    given(started(rows.mobile), otpConfirmed, ...mismatched)
      .when(command)
      .thenRejected('registration.ended');
  });

  it.each(
    everyCommand(61)
      .filter(({ type }) => type !== 'Expire')
      .map((one) => [one.type, one] as const),
  )('by time refuses %s as expired', (_type, command) => {
    given(started(rows.mobile), expired).when(command).thenRejected('registration.expired');
  });

  it('is not there before', () => {
    for (const events of [[], [started(rows.mobile)], [...pinnedByMobile]])
      expect(registrationDecider.isTerminal(fold(registrationDecider, events))).toBe(false);
    expect(fold(registrationDecider, [started(rows.eid), pinnedWith()])).toMatchObject({ status: 'running' });
  });
});
