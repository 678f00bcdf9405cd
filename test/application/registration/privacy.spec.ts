import { formDate } from '../../../src/domain/values/partial-date.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  formOf,
  goodPassword,
  linkTokenIn,
  openCore,
  refused,
} from '../../support/core-harness.js';

/** Everything that stores were given: events, pending steps, budgets, secrets. */
function watched() {
  const written: unknown[] = [];
  const harness = openCore({
    ports: ({ eventStore, challenges, rateLimits, vault, readModels, outbox, idempotency }) => {
      const watch = <T extends object>(store: T): T =>
        new Proxy(store, {
          get(target, property) {
            const value: unknown = Reflect.get(target, property, target);
            if (typeof value !== 'function') return value;
            return (...args: unknown[]): unknown => {
              written.push(args);
              return (value as (...given: unknown[]) => unknown).apply(target, args);
            };
          },
        });
      return {
        eventStore: watch(eventStore),
        challenges: watch(challenges),
        rateLimits: watch(rateLimits),
        vault: watch(vault),
        readModels: watch(readModels),
        outbox: watch(outbox),
        idempotency: watch(idempotency),
      };
    },
  });
  return { harness, text: () => JSON.stringify(written) };
}

const finish = async (harness: CoreHarness) => {
  const { an } = harness.sandbox.cast;
  const { registrations } = harness.core;
  const form = formOf(an, { email: 'an@hopthu.example' });
  const { registrationId } = accepted(await registrations.start(form, caller)).value;
  const code = codeOn(harness, an.phones[0]);
  accepted(await registrations.submit(registrationId, { kind: 'otp', code }, caller));
  const password = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;
  accepted(await registrations.submit(registrationId, password, caller));
  return { registrationId, code };
};

describe('what is kept of a registration', () => {
  it('[REG-HANDLE] has neither what continues it, nor its code or password in clear', async () => {
    const { harness, text } = watched();
    const { registrationId, code } = await finish(harness);
    const kept = text();
    expect(kept).toContain(harness.ports.digests.sha256(registrationId));
    for (const secret of [registrationId, goodPassword, `"${code}"`]) expect(kept).not.toContain(secret);
  });

  it('has no personal data in clear', async () => {
    const { harness, text } = watched();
    await finish(harness);
    const { an } = harness.sandbox.cast;
    const personal = [
      an.personalNumber,
      an.cmnd ?? '',
      an.name,
      an.birthDate,
      formDate(an.birthDate),
      an.phones[0] ?? '',
      'an@hopthu.example',
      'Nam Định',
      caller.address,
    ];
    for (const value of personal) expect(text()).not.toContain(value);
  });

  it('has not the activation link either', async () => {
    const { harness, text } = watched();
    const { dung } = harness.sandbox.cast;
    const form = formOf(dung, { method: 'vnpost', activation: 'email', email: 'dung@hopthu.example' });
    accepted(await harness.core.registrations.start(form, caller));
    const token = linkTokenIn(harness, 'dung@hopthu.example');
    accepted(await harness.core.registrations.followLink(token, caller));
    for (const part of [token, ...token.split('.')]) expect(text()).not.toContain(part);
  });
});

describe('the log', () => {
  it('[REG-HANDLE] lets nobody who reads it continue a registration', async () => {
    const harness = openCore();
    accepted(await harness.core.registrations.start(formOf(harness.sandbox.cast.an), caller));
    const { events } = await harness.ports.eventStore.readAll(0, 10);
    const [started] = events;
    const id = started?.stream.slice('registration-'.length) ?? '';
    expect(started?.data['registrationId']).toBe(id);
    expect(refused(await harness.core.registrations.view(id, caller)).code).toBe('registration.unknown');
  });

  it('has one command for all events of one call', async () => {
    const harness = openCore();
    const { registrationId } = await finish(harness);
    const stream = `registration-${harness.ports.digests.sha256(registrationId)}`;
    const { events } = await harness.ports.eventStore.readStream(stream);
    const commands = events.map(({ meta }) => meta.commandId);
    expect(commands.slice(1, 4)).toEqual(Array.from({ length: 3 }, () => commands[1]));
    expect(commands.slice(4)).toEqual(Array.from({ length: 2 }, () => commands[4]));
    expect(new Set(commands).size).toBe(3);
    expect(new Set(events.map(({ meta }) => meta.policyEdition))).toEqual(new Set(['sandbox']));
    expect(new Set(events.map(({ meta }) => meta.correlationId))).toEqual(new Set(['correlation-1']));
  });
});

it('erased while it runs, a registration is over', async () => {
  const harness = openCore();
  const { registrationId } = accepted(
    await harness.core.registrations.start(formOf(harness.sandbox.cast.an), caller),
  ).value;
  await harness.ports.personalData.erase(harness.ports.digests.sha256(registrationId));
  harness.clock.pass(minutes(1));
  expect(refused(await harness.core.registrations.view(registrationId, caller)).code).toBe('registration.expired');
});
