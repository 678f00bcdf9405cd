import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { StartRegistration } from '../../../src/application/registration/registration-api.js';
import { seconds } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  allEvents,
  caller,
  codeOn,
  type CoreHarness,
  due,
  formOf,
  goodPassword,
  officer,
  openCore,
  proofForm,
  refused,
  register,
  registrationEvents,
  upToPassword,
} from '../../support/core-harness.js';

const password = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;
const personRemedies = ['recoverPassword', 'counter', 'complaint'];
const duplicate = (identifier: string, remedies: readonly string[] = personRemedies) => ({
  kind: 'refused',
  code: 'registration.duplicate',
  facts: { identifier },
  remedies,
});

describe('a person who has an account is refused with what to do', () => {
  const again: readonly (readonly [string, Partial<StartRegistration>, string])[] = [
    ['the same number', {}, 'personalNumber'],
    ['the number with other spacing', { personId: ' 001.090 990-001' }, 'personalNumber'],
    ['the CMND that the population register gave', { personId: '012 990 001' }, 'cmnd'],
  ];

  it.each(again)('[MOB-ORDER] by mobile, under %s, before any code is sent', async (_what, more, identifier) => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(seconds(61));
    const sent = harness.sandbox.inbox.list().length;
    expect(await harness.core.registrations.start(formOf(an, more), caller)).toEqual(duplicate(identifier));
    expect(harness.sandbox.inbox.list()).toHaveLength(sent);
  });

  it('[BHXH-REGISTER-ID] by social insurance, which returns the CMND while she types her number', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    await register(harness, binh, { personId: '190990002', method: 'socialInsurance' });
    harness.clock.pass(seconds(61));
    const byInsurance = formOf(binh, { method: 'socialInsurance' });
    expect(await harness.core.registrations.start(byInsurance, caller)).toEqual(duplicate('personalNumber'));
  });

  it('at a counter', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(seconds(61));
    const { registrations } = harness.core;
    const { registrationId } = accepted(await registrations.start(formOf(an, { method: 'inPerson' }), officer)).value;
    await registrations.submit(registrationId, { kind: 'counterProof', documentReference: 'CC-1' }, officer);
    const code = codeOn(harness, an.phones[0]);
    expect(await registrations.submit(registrationId, { kind: 'otp', code }, caller)).toEqual(
      duplicate('personalNumber'),
    );
  });

  it('by VNeID, which may be added to the account instead', async () => {
    const harness = openCore();
    await register(harness, harness.sandbox.cast.an);
    const { registrations } = harness.core;
    const started = await registrations.start(proofForm('citizen', 'vneid'), caller);
    const login = harness.sandbox.eidProvider.logIn('an', due(started, 'eidAssertion').authorizeUrl);
    if (login.kind !== 'redirect') throw new Error(login.reason);
    const { code, state } = login;
    const { registrationId } = accepted(started).value;
    const answer = await registrations.submit(registrationId, { kind: 'authorizationCode', code, state }, caller);
    expect(answer).toEqual(duplicate('personalNumber', [...personRemedies, 'addMethod']));
  });

  it('or an enterprise, and is told the same when asked again', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    const token = await registerByToken(harness, 'mayTrang');
    expect(token.answer.kind).toBe('accepted');
    const second = await registerByToken(harness, 'mayTrang');
    expect(second.answer).toEqual(duplicate('taxCode', ['counter', 'complaint', 'addMethod']));
    expect(await harness.core.registrations.view(second.registrationId, caller)).toEqual(second.answer);
    expect((await registrationEvents(harness, second.registrationId)).at(-1)).toBe('RegistrationEnded');
    expect(await allEvents(harness, 'Registered')).toHaveLength(2);
  });
});

async function registerByToken(harness: CoreHarness, handle: 'mayTrang') {
  const { registrations } = harness.core;
  const started = await registrations.start(proofForm('enterprise', 'usbToken'), caller);
  const step = due(started, 'signature');
  if (step.by !== 'usbToken') throw new Error('expected a challenge');
  const { registrationId } = accepted(started).value;
  const signature = signFor(harness.sandbox.cast[handle], step.challenge);
  await registrations.submit(registrationId, { kind: 'signature', signature }, caller);
  const agreed = { kind: 'holderConfirmation', email: 'vanthu@maytrang.example' } as const;
  return { registrationId, answer: await registrations.submit(registrationId, agreed, caller) };
}

describe('two registrations of one person at the same time', () => {
  it('both pass the advice; the claims decide, and the loser’s password is gone', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const first = await upToPassword(harness, an);
    const started = await harness.core.registrations.start(formOf(an, { phone: '0950000011' }), caller);
    const { registrationId } = accepted(started).value;
    await harness.core.registrations.submit(
      registrationId,
      { kind: 'otp', code: codeOn(harness, an.phones[1]) },
      caller,
    );

    const put: string[] = [];
    const slow = harness.restarted({
      ports: ({ vault, passwordHasher }) => ({
        passwordHasher: {
          ...passwordHasher,
          hash: async (text) => {
            accepted(await harness.core.registrations.submit(first, password, caller));
            return passwordHasher.hash(text);
          },
        },
        vault: {
          put: (id, owner, secret) => {
            put.push(id);
            return vault.put(id, owner, secret);
          },
          find: (id) => vault.find(id),
          delete: (id) => vault.delete(id),
          deleteOwner: (owner) => vault.deleteOwner(owner),
        },
      }),
    });
    const answer = await slow.core.registrations.submit(registrationId, password, caller);
    expect(answer).toEqual(duplicate('personalNumber'));
    expect(await harness.core.registrations.view(registrationId, caller)).toEqual(answer);
    expect((await registrationEvents(harness, registrationId)).slice(-2)).toEqual([
      'RegistrationPinned',
      'RegistrationEnded',
    ]);
    expect(put).toHaveLength(1);
    expect(await harness.ports.vault.find(put[0] ?? '')).toBeUndefined();
    expect(await allEvents(harness, 'Registered')).toHaveLength(1);
    expect(await allEvents(harness, 'RegistrationRefused')).toHaveLength(1);
  });

  it('who both finish at once get one account', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const first = await upToPassword(harness, an);
    const started = await harness.core.registrations.start(formOf(an, { phone: '0950000011' }), caller);
    const second = accepted(started).value.registrationId;
    await harness.core.registrations.submit(second, { kind: 'otp', code: codeOn(harness, an.phones[1]) }, caller);
    const answers = await Promise.all(
      [first, second].map((id) => harness.core.registrations.submit(id, password, caller)),
    );
    const registered = await allEvents(harness, 'Registered');
    expect(registered).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    const [loser] = answers.filter(({ kind }) => kind !== 'accepted');
    expect(['registration.duplicate', 'registration.pending']).toContain(refused(loser ?? answers[0]!).code);
    // Asked again, the loser gets the final answer.
    const final = await harness.core.registrations.view(answers[0]?.kind === 'accepted' ? second : first, caller);
    expect(refused(final).code).toBe('registration.duplicate');
    expect(await allEvents(harness, 'Registered')).toHaveLength(1);
  });
});

describe('[NO-SESSION-AFTER-REGISTRATION] registering', () => {
  it('opens no session', async () => {
    const opened: string[] = [];
    const harness = openCore({
      ports: ({ sessions }) => ({
        sessions: {
          open: async (session, digest) => {
            opened.push(session.sessionId);
            return sessions.open(session, digest);
          },
          touch: (digest, at) => sessions.touch(digest, at),
          list: (accountId, at) => sessions.list(accountId, at),
          revoke: (accountId, id, at) => sessions.revoke(accountId, id, at),
          revokeAll: (accountId, at, except) => sessions.revokeAll(accountId, at, except),
        },
      }),
    });
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    expect(opened).toEqual([]);
    expect(await harness.ports.sessions.list(accountId, harness.clock.now())).toEqual([]);
  });
});
