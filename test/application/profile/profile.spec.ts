import { signFor } from '../../../src/adapters/sandbox/index.js';
import { hours, instant, seconds } from '../../../src/domain/kernel/instant.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import {
  accepted,
  addPhone,
  caller,
  changeAccount,
  type CoreHarness,
  due,
  logIn,
  openCore,
  proofForm,
  refused,
  register,
  unavailable,
} from '../../support/core-harness.js';

const context = {
  commandId: 'merge',
  correlationId: 'merge',
  causationId: 'merge',
  actor: { kind: 'system', id: 'test' },
  channel: 'system',
  policyEdition: 'sandbox',
} as const;

const harnesses: CoreHarness[] = [];
async function running() {
  const harness = openCore();
  await harness.core.start();
  harnesses.push(harness);
  return harness;
}
afterEach(async () => {
  for (const { core } of harnesses.splice(0)) await core.stop();
});

describe('the identity profile', () => {
  it('[READ-YOUR-WRITES] shows what the owner has just done', async () => {
    const harness = await running();
    const { an } = harness.sandbox.cast;
    const { accountId, position } = await register(harness, an, { email: 'an@hopthu.example' });
    const registeredAt = harness.clock.now();
    const profile = await harness.core.profiles.profile(accountId, { atLeast: position ?? 0 });
    expect(accepted(profile).value).toEqual({
      accountId,
      subject: 'citizen',
      status: 'live',
      level: 'IAL2',
      registeredAt,
      registeredBy: 'mobileSubscriber',
      identity: expect.objectContaining({
        name: 'Nguyễn Minh An',
        birthDate: '1990-05-12',
        phone: '+84950000001',
        email: 'an@hopthu.example',
        identifiers: [
          expect.objectContaining({ kind: 'personalNumber', attested: true }),
          expect.objectContaining({ kind: 'cmnd', attested: true }),
        ],
      }),
      contact: null,
      emailVerified: false,
      methods: [
        {
          methodId: expect.any(String),
          method: 'mobileSubscriber',
          level: 'IAL2',
          verifiedAt: registeredAt,
          validUntil: null,
          inForce: true,
        },
      ],
      phones: [{ phoneId: expect.any(String), masked: '095****001', isDefault: true }],
      hasPassword: true,
    });
  });

  it('follows every change of the account', async () => {
    const harness = await running();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    await addPhone(harness, accountId, 'second', '+84950000011');
    await changeAccount(harness, accountId, { type: 'SetDefaultOtpPhone', phoneId: 'second' });
    const at = harness.clock.now();
    await changeAccount(harness, accountId, {
      type: 'ChangeContact',
      fields: ['email', 'address'],
      personal: clear({ email: 'moi@hopthu.example', address: 'Số 8 phố Sao Mai' }),
    });
    await changeAccount(harness, accountId, { type: 'VerifyEmail', at, emailVersion: 1 });
    await changeAccount(harness, accountId, { type: 'Suspend', ground: 'court order', ticket: 'T-1', at });
    const atLeast = await harness.ports.eventStore.head();
    expect(accepted(await harness.core.profiles.profile(accountId, { atLeast })).value).toMatchObject({
      status: 'suspended',
      phones: [
        { masked: '095****001', isDefault: false },
        { phoneId: 'second', masked: '095****011', isDefault: true },
      ],
      contact: { email: 'moi@hopthu.example', address: 'Số 8 phố Sao Mai' },
      emailVerified: true,
    });
  });

  it('[LEVEL-EXPIRY] of a certificate that has ended shows the level falling, without an event', async () => {
    const harness = await running();
    const { registrations } = harness.core;
    const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
    const step = due(started, 'signature');
    if (step.by !== 'usbToken') throw new Error('expected a challenge');
    const { registrationId } = accepted(started).value;
    const signature = signFor(harness.sandbox.cast.thao, step.challenge);
    await registrations.submit(registrationId, { kind: 'signature', signature }, caller);
    const done = accepted(await registrations.submit(registrationId, { kind: 'holderConfirmation' }, caller));
    const read = async () =>
      accepted(
        await harness.core.profiles.profile(done.value.account?.accountId ?? '', { atLeast: done.position ?? 0 }),
      ).value;
    expect(await read()).toMatchObject({ level: 'IAL3', hasPassword: false, phones: [] });
    harness.clock.set(instant(Date.parse('2038-01-01T00:00:00+07:00')));
    expect(await read()).toMatchObject({ level: 'none', methods: [{ inForce: false }] });
  });

  it('[CLAIM-FOLLOWS-MERGE] of an account that was absorbed is that of its survivor', async () => {
    const harness = await running();
    const { an, mai } = harness.sandbox.cast;
    const old = await register(harness, an);
    const survivor = await register(harness, mai);
    await harness.core.merges.merge('merge-1', survivor.accountId, old.accountId, context);
    const atLeast = await harness.ports.eventStore.head();
    const profile = accepted(await harness.core.profiles.profile(old.accountId, { atLeast })).value;
    expect(profile).toMatchObject({ accountId: survivor.accountId, status: 'live', identity: { name: mai.name } });
  });

  it('[READ-YOUR-WRITES] of an account that the read model has not seen yet is to be asked for again', async () => {
    const { core, ...harness } = openCore();
    const { accountId } = await register({ core, ...harness }, harness.sandbox.cast.an);
    for (const answer of [await core.profiles.profile(accountId), await core.identities.screen(accountId)])
      expect(unavailable(answer)).toMatchObject({ code: 'unavailable.readModels', retryAfterMs: 1_000 });
  });

  it('of nobody is unknown', async () => {
    const harness = await running();
    expect(refused(await harness.core.profiles.profile('nobody')).code).toBe('account.unknown');
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    expect(await harness.core.profiles.profile('nobody', { atLeast: 1 })).toEqual({
      kind: 'refused',
      code: 'account.unknown',
      facts: {},
      remedies: [],
    });
  });

  it('of an erased subject is empty, and stands', async () => {
    const harness = await running();
    const { accountId, position } = await register(harness, harness.sandbox.cast.an);
    await harness.ports.personalData.erase(accountId);
    expect(accepted(await harness.core.profiles.profile(accountId, { atLeast: position ?? 0 })).value).toMatchObject({
      identity: null,
      phones: [],
      level: 'IAL2',
    });
  });

  it('lies sealed in the read model', async () => {
    const harness = await running();
    const { an } = harness.sandbox.cast;
    const { accountId, position } = await register(harness, an);
    accepted(await harness.core.profiles.profile(accountId, { atLeast: position ?? 0 }));
    const document = JSON.stringify(await harness.ports.readModels.get('identity-profile', 'profile', accountId));
    expect(document).toContain('"registeredBy":"mobileSubscriber"');
    for (const personal of [an.personalNumber, an.name, '+8495', 'Nam Định']) expect(document).not.toContain(personal);
  });
});

describe('a reader who asks for a position', () => {
  it('that the projection does not reach is told to ask again', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const started = Date.now();
    const answers = await Promise.all([
      harness.core.profiles.profile(accountId, { atLeast: 1 }),
      harness.core.profiles.loginHistory(accountId, {}, { atLeast: 1 }),
    ]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(4_900);
    for (const answer of answers)
      expect(answer).toEqual({ kind: 'unavailable', code: 'unavailable.readModels', retryAfterMs: 1_000 });
  }, 20_000);

  it('that comes meanwhile is answered with it', async () => {
    const harness = await running();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    const head = await harness.ports.eventStore.head();
    const waiting = harness.core.profiles.loginHistory(accountId, {}, { atLeast: head + 1 });
    harness.clock.pass(seconds(61));
    await logIn(harness, an);
    expect(accepted(await waiting).value.items).toHaveLength(1);
  });

  it('that comes meanwhile from another process is answered with it', async () => {
    const harness = await running();
    const other = harness.restarted();
    const { an } = harness.sandbox.cast;
    const { accountId, position } = await register(other, an);
    expect(accepted(await harness.core.profiles.profile(accountId, { atLeast: position ?? 0 })).value.accountId).toBe(
      accountId,
    );
    harness.clock.pass(hours(1));
  });
});
