import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { seconds } from '../../../src/domain/kernel/instant.js';
import {
  caller,
  type CoreHarness,
  goodPassword,
  openCore,
  register,
  solvedCaptcha,
} from '../../support/core-harness.js';

/** Counts the calls of every port, by port and method. */
function counted(harness: CoreHarness) {
  const calls = new Map<string, number>();
  const watch = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          const key = `${name}.${String(property)}`;
          calls.set(key, (calls.get(key) ?? 0) + 1);
          return (value as (...given: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  const names = [
    'eventStore',
    'snapshots',
    'vault',
    'passwordHasher',
    'rateLimits',
    'challenges',
    'personalData',
    'smsSender',
    'sessions',
  ] as const;
  const watched = harness.restarted({
    ports: (ports) => Object.fromEntries(names.map((name) => [name, watch(name, ports[name])])),
  });
  const take = (): Readonly<Record<string, number>> => {
    const taken = Object.fromEntries([...calls].sort());
    calls.clear();
    return taken;
  };
  return { watched, take };
}

describe('[LOGIN-SAME-ANSWER] an unknown number and a wrong password', () => {
  it('get one answer after the same work: as many reads, budgets and hashes', async () => {
    const harness = openCore();
    const { an, chi, dung } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(seconds(61));
    const { watched, take } = counted(harness);
    const seen = [];
    for (const [personId, password] of [
      [an.personalNumber, 'Sai-roi 2026!'],
      [dung.personalNumber, goodPassword],
      [chi.personalNumber, 'Sai-roi 2026!'],
      ['999999999', goodPassword],
    ] as const) {
      const outcome = await watched.core.logins.start({ personId, password, captcha: solvedCaptcha }, caller);
      const work = take();
      // What is written of a wrong guess comes after the answer.
      await watched.core.stop();
      take();
      seen.push({ outcome, hashes: hashesIn(work), work: withoutHashes(work) });
    }
    const [known, ...unknown] = seen;
    expect(known?.outcome).toEqual({
      kind: 'refused',
      code: 'login.invalidCredentials',
      facts: {},
      remedies: ['recoverPassword', 'register'],
    });
    expect(known?.hashes).toBe(1);
    for (const one of unknown) expect(one).toEqual(known);
  });

  it('and the total of an account under another of its numbers', async () => {
    const guesses = {
      ...sandboxEdition.guesses,
      totalPerAccount: { limit: 3, window: seconds(86_400) },
    };
    const harness = openCore({ editions: [{ ...sandboxEdition, guesses }] });
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(seconds(61));
    const start = (personId: string, password: string) =>
      harness.core.logins.start({ personId, password, captcha: solvedCaptcha }, caller);
    for (let i = 0; i < 3; i += 1) await start(an.cmnd ?? '', 'Sai-roi 2026!');
    const underTheOther = await start(an.personalNumber, goodPassword);
    expect(underTheOther).toEqual(await start('034190990014', goodPassword));
  });
});

const hashesIn = (work: Readonly<Record<string, number>>): number =>
  (work['passwordHasher.verify'] ?? 0) + (work['passwordHasher.verifyNothing'] ?? 0);

const withoutHashes = (work: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(work).filter(([name]) => !name.startsWith('passwordHasher.')));
