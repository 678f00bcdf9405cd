import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { EventToAppend } from '../../../src/application/ports/event-store.port.js';
import { days, hours, type Instant, instant, plus, seconds } from '../../../src/domain/kernel/instant.js';
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
} from '../../support/core-harness.js';

async function registerByToken(harness: CoreHarness): Promise<string> {
  const { registrations } = harness.core;
  const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
  const step = due(started, 'signature');
  if (step.by !== 'usbToken') throw new Error('expected a challenge');
  const { registrationId } = accepted(started).value;
  const signature = signFor(harness.sandbox.cast.thao, step.challenge);
  await registrations.submit(registrationId, { kind: 'signature', signature }, caller);
  const confirmed = await registrations.submit(registrationId, { kind: 'holderConfirmation' }, caller);
  return accepted(confirmed).value.account?.accountId ?? '';
}

const certificateUntil = instant(Date.parse('2038-01-01T00:00:00+07:00'));

describe('replaying an account', () => {
  it('[AUDIT-ENVELOPE] tells every event with its envelope, its facts, and the account after it', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    const registeredAt = harness.clock.now();
    harness.clock.pass(seconds(61));
    await logIn(harness, an);
    const replay = accepted(await harness.core.audit.replay(accountId)).value;
    expect(replay).toMatchObject({ accountId, at: {}, status: 'live', level: 'IAL2' });
    expect(replay).not.toHaveProperty('absorbedInto');
    const [first, second] = replay.events;
    expect(first).toEqual({
      eventId: expect.any(String),
      streamVersion: 1,
      globalPosition: expect.any(Number),
      recordedAt: registeredAt,
      occurredAt: registeredAt,
      type: 'Registered.v1',
      actor: 'anonymous',
      channel: 'web',
      policyEdition: 'sandbox',
      commandId: expect.any(String),
      causationId: expect.any(String),
      data: expect.objectContaining({ subject: 'citizen', personal: expect.objectContaining({ name: an.name }) }),
      status: 'live',
      level: 'IAL2',
    });
    expect(second).toMatchObject({
      type: 'LoggedIn.v1',
      actor: `subject:${accountId}`,
      data: { personal: { network: '203.0.113.0/24', agent: 'test' } },
    });
  });

  it('shows what was erased as erased, and folds all the same', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    await harness.ports.personalData.erase(accountId);
    const { events, level } = accepted(await harness.core.audit.replay(accountId)).value;
    expect(events[0]?.data['personal']).toBe('erased');
    expect(level).toBe('IAL2');
  });

  it('of nobody is unknown', async () => {
    const { core } = openCore();
    expect(refused(await core.audit.replay('nobody')).code).toBe('account.unknown');
    expect(refused(await core.audit.explainLevel('nobody')).code).toBe('account.unknown');
  });

  it('before it was opened is unknown too', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const before = plus(harness.clock.now(), -1 as never);
    expect(refused(await harness.core.audit.replay(accountId, { asOf: before })).code).toBe('account.unknown');
    expect(refused(await harness.core.audit.explainLevel(accountId, before)).code).toBe('account.unknown');
  });

  it('[CLAIM-FOLLOWS-MERGE] that was absorbed says where the history goes on', async () => {
    const harness = openCore();
    const { an, mai } = harness.sandbox.cast;
    const old = await register(harness, an);
    const survivor = await register(harness, mai);
    const before = harness.clock.now();
    harness.clock.pass(hours(1));
    const context = {
      commandId: 'merge',
      correlationId: 'merge',
      causationId: 'merge',
      actor: { kind: 'system', id: 'test' },
      channel: 'system',
      policyEdition: 'sandbox',
    } as const;
    await harness.core.merges.merge('merge-1', survivor.accountId, old.accountId, context);
    expect(accepted(await harness.core.audit.replay(old.accountId)).value).toMatchObject({
      status: 'absorbed',
      absorbedInto: survivor.accountId,
    });
    const earlier = accepted(await harness.core.audit.replay(old.accountId, { asOf: before })).value;
    expect(earlier.status).toBe('live');
    expect(earlier).not.toHaveProperty('absorbedInto');
  });
});

/** An event that happened long before it was recorded: a suspension that a court ordered, entered three days later. */
async function suspendedLate(harness: CoreHarness, accountId: string, occurredAt: Instant): Promise<void> {
  const { eventStore, ids } = harness.ports;
  const { version } = await eventStore.readStream(`account-${accountId}`);
  const event: EventToAppend = {
    eventId: ids.id(),
    type: 'Suspended.v1',
    data: { ground: 'court order', ticket: 'T-1', at: occurredAt },
    meta: {
      occurredAt,
      actor: { kind: 'officer', id: 'officer-1' },
      channel: 'counter',
      commandId: 'late',
      correlationId: 'late',
      causationId: 'late',
      policyEdition: 'sandbox',
    },
  };
  await eventStore.append(`account-${accountId}`, version, [event]);
}

describe('[AUDIT-AS-OF] [AUDIT-EFFECTIVE] an event that was recorded late', () => {
  it('is not there as recorded by the day between, and is there as in effect on it', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const registeredAt = harness.clock.now();
    const happened = plus(registeredAt, days(1));
    harness.clock.pass(days(4));
    await suspendedLate(harness, accountId, happened);
    const between = plus(registeredAt, days(2));
    const replay = async (at: Parameters<typeof harness.core.audit.replay>[1]) =>
      accepted(await harness.core.audit.replay(accountId, at)).value;
    expect(await replay({ asOf: between })).toMatchObject({ status: 'live', events: { length: 1 } });
    expect(await replay({ effective: between })).toMatchObject({ status: 'suspended', events: { length: 2 } });
    expect(await replay({ asOf: harness.clock.now() })).toMatchObject({ status: 'suspended' });
    expect(await replay({ asOf: between, effective: between })).toMatchObject({ status: 'live' });
    expect(await replay({ effective: plus(happened, -1 as never) })).toMatchObject({ status: 'live' });
    expect(await replay({ effective: happened })).toMatchObject({ status: 'suspended' });
  });
});

describe('[AUDIT-EXPLAIN] why the level was what it was', () => {
  it('is the evidence of the event that gave it', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const at = harness.clock.now();
    const explained = accepted(await harness.core.audit.explainLevel(accountId)).value;
    expect(explained).toEqual({
      accountId,
      at,
      level: 'IAL2',
      status: 'live',
      grants: [
        {
          grant: expect.objectContaining({ method: 'mobileSubscriber', level: 'IAL2' }),
          inForce: true,
          removed: false,
          by: {
            eventId: expect.any(String),
            type: 'Registered.v1',
            streamVersion: 1,
            occurredAt: at,
            policyEdition: 'sandbox',
          },
          evidence: [
            expect.objectContaining({
              source: 'subscriberRegistry',
              attributes: { personId: 'match', name: 'match', birthDate: 'match' },
            }),
            expect.objectContaining({ source: 'populationRegistry' }),
          ],
          decides: true,
        },
      ],
    });
  });

  it('[LEVEL-EXPIRY] is not a certificate that had ended on the day asked about', async () => {
    const harness = openCore();
    const accountId = await registerByToken(harness);
    harness.clock.set(plus(certificateUntil, days(10)));
    const levelAsOf = async (asOf: Instant) => {
      const { level, grants } = accepted(await harness.core.audit.explainLevel(accountId, asOf)).value;
      return [level, grants.map(({ inForce, decides }) => [inForce, decides])];
    };
    expect(await levelAsOf(plus(certificateUntil, -1 as never))).toEqual(['IAL3', [[true, true]]]);
    expect(await levelAsOf(certificateUntil)).toEqual(['none', [[false, false]]]);
    const { level } = accepted(await harness.core.audit.replay(accountId)).value;
    expect(level).toBe('none');
    expect(
      accepted(await harness.core.audit.replay(accountId, { effective: plus(certificateUntil, -1 as never) })).value
        .level,
    ).toBe('IAL3');
  });

  it('tells a removed method from one that counts, and the decisive one from the others', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const at = harness.clock.now();
    const grant = { method: 'usbToken', level: 'IAL3', verifiedAt: at, evidenceIds: [] } as const;
    await changeAccount(harness, accountId, {
      type: 'AddMethod',
      grant: { ...grant, methodId: 'one', certificate: 'f1' },
      evidence: [],
    });
    await changeAccount(harness, accountId, {
      type: 'AddMethod',
      grant: { ...grant, methodId: 'two', certificate: 'f2' },
      evidence: [],
    });
    const between = harness.clock.now();
    harness.clock.pass(hours(1));
    await changeAccount(harness, accountId, { type: 'RemoveMethod', methodId: 'one', at: harness.clock.now() });
    await addPhone(harness, accountId, 'second', '+84950000011');
    const rows = async (asOf?: Instant) =>
      accepted(await harness.core.audit.explainLevel(accountId, asOf)).value.grants.map((one) => [
        one.grant.methodId.length > 3 ? 'mobile' : one.grant.methodId,
        one.removed,
        one.decides,
      ]);
    expect(await rows()).toEqual([
      ['mobile', false, false],
      ['one', true, false],
      ['two', false, true],
    ]);
    expect(await rows(between)).toEqual([
      ['mobile', false, false],
      ['one', false, true],
      ['two', false, true],
    ]);
  });
});
