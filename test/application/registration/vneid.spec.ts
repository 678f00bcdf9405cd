import type { RegistrationView } from '../../../src/application/registration/registration-api.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import type { SubjectKind } from '../../../src/domain/policy/methods.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  caller,
  type CoreHarness,
  due,
  eventsOf,
  openCore,
  proofForm,
  redirectUri,
  refused,
} from '../../support/core-harness.js';

async function redirect(harness: CoreHarness, subject: SubjectKind = 'citizen') {
  const started = await harness.core.registrations.start(proofForm(subject, 'vneid'), caller);
  const { authorizeUrl } = due(started, 'eidAssertion');
  return { registrationId: accepted(started).value.registrationId, authorizeUrl };
}

function logInAt(harness: CoreHarness, who: string, url: string, onBehalfOf?: string) {
  const login = harness.sandbox.eidProvider.logIn(who, url, onBehalfOf);
  if (login.kind !== 'redirect') throw new Error(login.reason);
  return { kind: 'authorizationCode', code: login.code, state: login.state } as const;
}

async function registerAs(harness: CoreHarness, who: string, subject: SubjectKind = 'citizen', onBehalfOf?: string) {
  const { registrationId, authorizeUrl } = await redirect(harness, subject);
  const input = logInAt(harness, who, authorizeUrl, onBehalfOf);
  return { registrationId, answer: await harness.core.registrations.submit(registrationId, input, caller) };
}

const accountOf = (outcome: Outcome<RegistrationView>) => {
  const { account } = accepted(outcome).value;
  if (account === null) throw new Error('not registered');
  return account;
};

describe('a citizen registers by VNeID', () => {
  it.each([
    ['an', 'level 2', 'IAL3'],
    ['lam', 'level 1', 'IAL2'],
  ] as const)('%s, of %s, earns %s', async (handle, _level, level) => {
    const harness = openCore();
    const person = harness.sandbox.cast[handle];
    const { answer } = await registerAs(harness, handle);
    const account = accountOf(answer);
    expect(account).toEqual({ accountId: expect.any(String), level, next: 'logIn' });
    const [event] = await eventsOf(harness, `account-${account.accountId}`);
    expect(event).toMatchObject({
      data: {
        grant: { method: 'vneid', level },
        keys: [{ kind: 'personalNumber' }],
        evidence: [{ source: 'eidProvider', reference: expect.stringMatching(/^vneid-/) }],
        personal: { value: { name: person.name, birthDate: person.birthDate, gender: person.gender } },
      },
    });
    expect(event).not.toHaveProperty('data.passwordId');
  });

  it('whose account is locked there is refused', async () => {
    const harness = openCore();
    const { answer } = await registerAs(harness, 'kien');
    expect(answer).toEqual({ kind: 'refused', code: 'eid.locked', facts: {}, remedies: ['retry'] });
  });
});

describe('an organisation registers by VNeID', () => {
  it('an enterprise by whom it authorised, with an e-mail address', async () => {
    const harness = openCore();
    const { registrationId, answer } = await registerAs(harness, 'loan', 'enterprise', 'mayTrang');
    expect(due(answer, 'holderConfirmation')).toEqual({
      step: 'holderConfirmation',
      certificate: null,
      name: 'Công ty TNHH Mây Trắng Sandbox',
      email: 'required',
      captcha: false,
    });
    const email = 'vanthu@maytrang.example';
    const confirmed = await harness.core.registrations.submit(
      registrationId,
      { kind: 'holderConfirmation', email },
      caller,
    );
    const { accountId } = accountOf(confirmed);
    const [event] = await eventsOf(harness, `account-${accountId}`);
    expect(event).toMatchObject({
      data: {
        subject: 'enterprise',
        keys: [{ kind: 'taxCode' }],
        personal: { value: { name: 'Công ty TNHH Mây Trắng Sandbox', email } },
      },
    });
    expect(event).not.toHaveProperty('data.personal.value.birthDate');
  });

  it('[AGENCY-DIRECTORY] an agency under the code that the directory gives for its tax code', async () => {
    const harness = openCore();
    const { soSaoMai } = harness.sandbox.cast;
    const { loan } = harness.sandbox.cast;
    const { registrationId, authorizeUrl } = await redirect(harness, 'agency');
    const { code, state } = logInAt(harness, 'loan', authorizeUrl);
    harness.sandbox.controls.answerNext('eidProvider', {
      kind: 'authenticated',
      raw: '{}',
      eid: {
        subject: 's',
        personalNumber: loan.personalNumber,
        name: loan.name,
        birthDate: loan.birthDate,
        level: 'eid2',
        organisation: { taxCode: soSaoMai.taxCode ?? '', name: soSaoMai.name },
      },
    });
    const answer = await harness.core.registrations.submit(
      registrationId,
      { kind: 'authorizationCode', code, state },
      caller,
    );
    expect(due(answer, 'holderConfirmation').name).toBe(soSaoMai.name);
    const confirmed = await harness.core.registrations.submit(registrationId, { kind: 'holderConfirmation' }, caller);
    const [event] = await eventsOf(harness, `account-${accountOf(confirmed).accountId}`);
    expect(event).toMatchObject({
      data: {
        subject: 'agency',
        grant: { level: 'IAL3' },
        keys: [{ kind: 'organisationCode' }],
        personal: { value: { identifiers: [{ kind: 'organisationCode', value: 'H99.05' }] } },
      },
    });
  });

  it.each(['enterprise', 'agency'] as const)('an %s not by somebody who logged in for themselves', async (subject) => {
    const harness = openCore();
    const { answer } = await registerAs(harness, 'loan', subject);
    expect(answer).toEqual({
      kind: 'refused',
      code: 'eid.notForSubject',
      facts: { subject },
      remedies: ['chooseAnotherMethod'],
    });
  });

  it('not a person by an organisation whose number cannot be one', async () => {
    const harness = openCore();
    const { registrationId, authorizeUrl } = await redirect(harness);
    const input = logInAt(harness, 'loan', authorizeUrl);
    const { name, birthDate } = harness.sandbox.cast.loan;
    harness.sandbox.controls.answerNext('eidProvider', {
      kind: 'authenticated',
      raw: '{}',
      eid: { subject: 's', personalNumber: '60197990021', name, birthDate, level: 'eid2' },
    });
    expect(refused(await harness.core.registrations.submit(registrationId, input, caller)).code).toBe(
      'eid.notForSubject',
    );
  });
});

describe('[EID-STATE] the redirect from VNeID', () => {
  it('counts once', async () => {
    const harness = openCore();
    const { registrationId, authorizeUrl } = await redirect(harness);
    const input = logInAt(harness, 'an', authorizeUrl);
    const { accountId } = accountOf(await harness.core.registrations.submit(registrationId, input, caller));
    const again = accepted(await harness.core.registrations.submit(registrationId, input, caller)).value;
    expect(again.account?.accountId).toBe(accountId);
    expect(
      harness.sandbox.controls.calls('eidProvider').filter(({ operation }) => operation === 'redeem'),
    ).toHaveLength(1);
  });

  it('of another registration changes nothing', async () => {
    const harness = openCore();
    const mine = await redirect(harness);
    const theirs = await redirect(harness);
    const stolen = logInAt(harness, 'an', theirs.authorizeUrl);
    expect(await harness.core.registrations.submit(mine.registrationId, stolen, caller)).toEqual({
      kind: 'refused',
      code: 'eid.wrongState',
      facts: {},
      remedies: ['retry'],
    });
    accountOf(
      await harness.core.registrations.submit(mine.registrationId, logInAt(harness, 'an', mine.authorizeUrl), caller),
    );
  });

  it('of another registration with this one’s state is found out by its nonce', async () => {
    const harness = openCore();
    const mine = await redirect(harness);
    const theirs = await redirect(harness);
    const { code } = logInAt(harness, 'an', theirs.authorizeUrl);
    const { state } = logInAt(harness, 'an', mine.authorizeUrl);
    const mixed = { kind: 'authorizationCode', code, state } as const;
    expect(refused(await harness.core.registrations.submit(mine.registrationId, mixed, caller)).code).toBe(
      'eid.nonceMismatch',
    );
  });

  it('with a code that VNeID does not know, or that came too late', async () => {
    const harness = openCore();
    const first = await redirect(harness);
    const { state } = logInAt(harness, 'an', first.authorizeUrl);
    const forged = { kind: 'authorizationCode', code: 'forged', state } as const;
    expect(refused(await harness.core.registrations.submit(first.registrationId, forged, caller)).code).toBe(
      'eid.invalidCode',
    );
    expect(refused(await harness.core.registrations.submit(first.registrationId, forged, caller)).code).toBe(
      'eid.expired',
    );

    const second = await redirect(harness);
    const late = logInAt(harness, 'an', second.authorizeUrl);
    harness.clock.pass(minutes(2));
    expect(refused(await harness.core.registrations.submit(second.registrationId, late, caller)).code).toBe(
      'eid.expired',
    );
  });

  it('waits for a VNeID that does not answer', async () => {
    const harness = openCore();
    const { registrationId, authorizeUrl } = await redirect(harness);
    const input = logInAt(harness, 'an', authorizeUrl);
    harness.sandbox.controls.down('eidProvider', { calls: 1 });
    expect(await harness.core.registrations.submit(registrationId, input, caller)).toMatchObject({
      kind: 'unavailable',
      code: 'unavailable.eidProvider',
    });
    accountOf(await harness.core.registrations.submit(registrationId, input, caller));
  });

  it('goes to where the form said', async () => {
    const harness = openCore();
    const { authorizeUrl } = await redirect(harness);
    expect(new URL(authorizeUrl).searchParams.get('redirect_uri')).toBe(redirectUri);
    const without = await harness.core.registrations.start(
      { ...proofForm('citizen', 'vneid'), redirectUri: ' ' },
      caller,
    );
    expect(refused(without).code).toBe('registration.redirectUriMissing');
  });
});
