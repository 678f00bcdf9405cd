import { setTimeout as sleep } from 'node:timers/promises';
import { throwError } from 'rxjs';
import { MemoryLeases } from '../../../src/adapters/memory/leases.js';
import type { Ports } from '../../../src/application/composition/ports.js';
import type { Leases } from '../../../src/application/ports/leases.port.js';
import type { SmsSender } from '../../../src/application/ports/messaging.port.js';
import { Unavailable } from '../../../src/application/ports/unavailable.js';
import { milliseconds } from '../../../src/domain/kernel/instant.js';
import { accepted, type CoreHarness, openCore, register } from '../../support/core-harness.js';
import { realClock } from '../../support/real-clock.js';

const leaseTerm = milliseconds(150);
const outboxEveryMs = 5;

/** The core's clock stands still in tests, leases run by the real one. */
function timed(inner: Leases): Leases {
  return {
    acquire: (name, holder, term) => inner.acquire(name, holder, term, realClock.now()),
    renew: (name, token, term) => inner.renew(name, token, term, realClock.now()),
    release: (name, token) => inner.release(name, token, realClock.now()),
  };
}

interface Cable {
  isCut: boolean;
}

/** A port behind a cable: cut, it answers nothing but that it does not answer. */
const behind = <T extends object>(cable: Cable, port: T): T =>
  new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]): unknown => {
        if (!cable.isCut) return Reflect.apply(member, target, given);
        const error = new Unavailable(String(name));
        return name === 'subscribe' ? throwError(() => error) : Promise.reject(error);
      };
    },
  });

const stores = ['eventStore', 'readModels', 'outbox', 'snapshots', 'challenges', 'rateLimits', 'sessions'] as const;
const cabled = (cable: Cable, ports: Ports, leases: Leases): Partial<Ports> => ({
  ...(Object.fromEntries(stores.map((name) => [name, behind(cable, ports[name])])) as Partial<Ports>),
  leases: behind(cable, timed(leases)),
});

/** Two cores over one set of stores, and what went out of both. */
function twoCores() {
  const leases = new MemoryLeases();
  const [cableA, cableB] = [{ isCut: false }, { isCut: false }];
  const sent: string[] = [];
  const sender = (ports: Ports): SmsSender => ({
    async send(message) {
      sent.push(message.messageId);
      return ports.smsSender.send(message);
    },
  });
  const options = (cable: Cable) => ({
    ...{ leaseTerm, outboxEveryMs, onError: () => undefined },
    ports: (ports: Ports) => ({ ...cabled(cable, ports, leases), smsSender: sender(ports) }),
  });
  const a = openCore(options(cableA));
  const b = a.restarted(options(cableB));
  return { a, b, cableA, cableB, sent };
}

const works = (core: CoreHarness['core']): number => Object.values(core.onDuty()).filter(Boolean).length;
async function until(met: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<number> {
  const begun = performance.now();
  while (!(await met())) {
    if (performance.now() - begun > limitMs) throw new Error('it never came');
    await sleep(5);
  }
  return performance.now() - begun;
}

const running: CoreHarness[] = [];
afterEach(async () => {
  for (const { core } of running.splice(0)) await core.stop();
});

describe('background work of two processes over one set of stores', () => {
  it('is done by one; the other reads what it wrote, and takes over where it stood', async () => {
    const { a, b, cableA, sent } = twoCores();
    running.push(a, b);
    const all = Object.keys(a.core.onDuty()).length;
    await a.core.start();
    await until(() => works(a.core) === all);
    await b.core.start();
    const { an, binh } = a.sandbox.cast;

    const first = await register(a, an);
    const atLeast = first.position ?? 0;
    expect(accepted(await b.core.profiles.profile(first.accountId, { atLeast })).value.accountId).toBe(first.accountId);
    expect([works(a.core), works(b.core)]).toEqual([all, 0]);

    cableA.isCut = true;
    const recovered = await until(() => works(b.core) === all);
    expect(recovered).toBeLessThan(2 * leaseTerm + 1_000);
    const second = await register(b, binh);
    const seen = await b.core.profiles.profile(second.accountId, { atLeast: second.position ?? 0 });
    expect(accepted(seen).value.accountId).toBe(second.accountId);

    // Back again, it finds that its term has passed and leaves the work to the other.
    cableA.isCut = false;
    await until(() => works(a.core) === 0);
    expect(works(b.core)).toBe(all);
    await until(async () => (await b.ports.outbox.pending()) === 0);
    expect(new Set(sent).size).toBe(sent.length);
  });

  it('is handed over at once by a process that stops', async () => {
    const { a, b } = twoCores();
    running.push(b);
    const all = Object.keys(a.core.onDuty()).length;
    await a.core.start();
    await until(() => works(a.core) === all);
    await b.core.start();
    await a.core.stop();
    expect(works(a.core)).toBe(0);
    expect(await until(() => works(b.core) === all)).toBeLessThan(leaseTerm + 1_000);
  });
});
