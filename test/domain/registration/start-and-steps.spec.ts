import type { RegistrationCommand } from '../../../src/domain/registration/registration.decider.js';
import type { RegistrationEvent } from '../../../src/domain/registration/registration.events.js';
import {
  asserted,
  at,
  confirmation,
  confirmed,
  evidence,
  everyCommand,
  given,
  linked,
  linkFollowed,
  match,
  matched,
  otpConfirmed,
  pinnedByMobile,
  proof,
  rows,
  signed,
  start,
  started,
} from '../../support/registrations.js';

describe('starting a registration', () => {
  it('records the form, the steps of the row and the consent', () => {
    given()
      .when({ type: 'Start', ...start(rows.mobile) })
      .then({ type: 'RegistrationStarted', data: start(rows.mobile) })
      .andState((state) => {
        expect(state).toEqual({
          status: 'running',
          registrationId: 'registration',
          subject: 'citizen',
          method: 'mobileSubscriber',
          edition: 'edition-1',
          steps: rows.mobile,
          consent: start(rows.mobile).consent,
          startedAt: at(0),
          expiresAt: at(60),
          typed: start(rows.mobile).personal,
          attestations: [],
          otpConfirmedAt: null,
          linkFollowedAt: null,
          proof: null,
          confirmation: null,
          pinned: null,
        });
      });
  });

  it.each(['edition', 'digest'] as const)('[CONSENT-REQUIRED] refuses a consent without its %s', (part) => {
    const consent = { ...start(rows.mobile).consent, [part]: '' };
    given()
      .when({ type: 'Start', ...start(rows.mobile, { consent }) })
      .thenRejected('registration.consentMissing');
  });

  it('happens once', () => {
    given(started(rows.mobile))
      .when({ type: 'Start', ...start(rows.mobile) })
      .thenRejected('registration.alreadyStarted');
  });

  it.each(everyCommand(1).map((command) => [command.type, command] as const))('comes before %s', (_type, command) => {
    given().when(command).thenRejected('registration.unknown');
  });
});

interface Row {
  readonly when: RegistrationCommand;
  readonly given: readonly RegistrationEvent[];
  readonly then: RegistrationEvent;
}

const matchBy = (by: Parameters<typeof match>[0]): RegistrationCommand => ({
  type: 'RecordMatch',
  at: at(1),
  match: match(by),
});

const inTheirTurn: Readonly<Record<string, Row>> = {
  'a code by SMS': { given: [started(rows.mobile)], when: { type: 'ConfirmOtp', at: at(2) }, then: otpConfirmed },
  'the carrier’s match': {
    given: [started(rows.mobile), otpConfirmed],
    when: matchBy('subscriberRegistry'),
    then: matched('subscriberRegistry'),
  },
  'social insurance’s match': {
    given: [started(rows.insurance)],
    when: matchBy('socialInsuranceRegistry'),
    then: matched('socialInsuranceRegistry'),
  },
  'Vietnam Post’s match': {
    given: [started(rows.post)],
    when: matchBy('postalAccounts'),
    then: matched('postalAccounts'),
  },
  'an activation by code': {
    given: [started(rows.post), matched('postalAccounts')],
    when: { type: 'ConfirmOtp', at: at(2) },
    then: otpConfirmed,
  },
  'an activation by link': {
    given: [started(rows.post), matched('postalAccounts')],
    when: { type: 'FollowEmailLink', at: at(2) },
    then: linkFollowed,
  },
  'a signature': {
    given: [started(rows.agency)],
    when: { type: 'RecordProof', at: at(3), proof: proof() },
    then: signed,
  },
  'the directory’s answer': {
    given: [started(rows.agency), signed],
    when: matchBy('organisationDirectory'),
    then: matched('organisationDirectory'),
  },
  'the holder’s agreement': {
    given: [started(rows.agency), signed, matched('organisationDirectory')],
    when: { type: 'ConfirmHolder', confirmation: confirmation() },
    then: confirmed,
  },
  'a VNeID assertion': {
    given: [started(rows.eid)],
    when: { type: 'RecordProof', at: at(3), proof: proof('eidProvider') },
    then: asserted,
  },
  'papers at a counter': { given: [started(rows.counter)], when: matchBy('counter'), then: matched('counter') },
  'the person’s other numbers': {
    given: [started(rows.mobile), otpConfirmed, matched('subscriberRegistry')],
    when: matchBy('populationRegistry'),
    then: matched('populationRegistry'),
  },
};

describe('[REG-IN-ORDER] a step of a registration', () => {
  it.each(Object.entries(inTheirTurn))('is taken in its turn: %s', (_step, row) => {
    given(...row.given)
      .when(row.when)
      .then(row.then);
  });

  it.each(Object.entries(inTheirTurn))('was taken already: %s', (_step, row) => {
    given(...row.given, row.then)
      .when(row.when)
      .thenNothing();
  });

  it('is not taken before its turn, and the refusal names the one that is due', () => {
    given(started(rows.mobile))
      .when(matchBy('subscriberRegistry'))
      .thenRejected('registration.stepNotDue', { due: 'smsOtp' });
    given(started(rows.post))
      .when({ type: 'ConfirmOtp', at: at(1) })
      .thenRejected('registration.stepNotDue', { due: 'postalMatch' });
    given(started(rows.agency))
      .when({ type: 'ConfirmHolder', confirmation: confirmation() })
      .thenRejected('registration.stepNotDue', { due: 'signature' });
    given(started(rows.mobile))
      .when(matchBy('populationRegistry'))
      .thenRejected('registration.stepNotDue', { due: 'smsOtp' });
  });

  it('is not taken when the row does not have it', () => {
    given(started(rows.eid))
      .when({ type: 'ConfirmOtp', at: at(1) })
      .thenRejected('registration.stepNotDue', { due: 'eidAssertion' });
    given(started(rows.mobile))
      .when({ type: 'FollowEmailLink', at: at(1) })
      .thenRejected('registration.stepNotDue', { due: 'smsOtp' });
    given(started(rows.mobile), otpConfirmed)
      .when(matchBy('socialInsuranceRegistry'))
      .thenRejected('registration.stepNotDue', { due: 'subscriberMatch' });
  });

  it('is not taken any more once the registration is pinned', () => {
    given(...pinnedByMobile)
      .when(matchBy('populationRegistry'))
      .thenRejected('registration.stepNotDue', { due: null });
  });

  it('is a proof only where a holder proves something, and a match only where a register confirms', () => {
    given(started(rows.agency))
      .when({ type: 'RecordMatch', at: at(1), match: match('certificate') })
      .thenRejected('registration.stepNotDue', { due: 'signature' });
    given(started(rows.counter))
      .when({ type: 'RecordProof', at: at(1), proof: proof('counter') })
      .thenRejected('registration.stepNotDue', { due: 'counterProof' });
  });

  it('keeps what a certificate says, for the account’s first event', () => {
    const certificate = proof('certificate', { certificate: 'fingerprint', validUntil: at(1_000) });
    given(started(rows.agency))
      .when({ type: 'RecordProof', at: at(3), proof: certificate })
      .then({ type: 'SignatureVerified', data: certificate })
      .andState((state) => {
        expect(state).toMatchObject({
          proof: { certificate: 'fingerprint', validUntil: at(1_000), level: null },
          attestations: [{ by: 'certificate', evidence: evidence('certificate') }],
        });
      });
  });
});

describe('a match that the population register had to link', () => {
  it('[BHXH-LINKED-ID] records both answers, the link first', () => {
    given(started(rows.insurance))
      .when({ type: 'RecordMatch', at: at(1), match: match('socialInsuranceRegistry'), linked })
      .then(matched('populationRegistry'), matched('socialInsuranceRegistry'))
      .andState((state) => {
        expect(state).toMatchObject({
          attestations: [{ by: 'populationRegistry' }, { by: 'socialInsuranceRegistry' }],
        });
      });
  });

  it('has been asked once: resolving the aliases finds its step done', () => {
    given(started(rows.insurance), matched('populationRegistry'), matched('socialInsuranceRegistry'), otpConfirmed)
      .when(matchBy('populationRegistry'))
      .thenNothing();
  });

  it('does not repeat a link that is there already', () => {
    given(started(rows.insurance), matched('populationRegistry'))
      .when({ type: 'RecordMatch', at: at(1), match: match('socialInsuranceRegistry'), linked })
      .then(matched('socialInsuranceRegistry'));
  });
});
