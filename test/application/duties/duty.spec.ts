import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryLeases } from '../../../src/adapters/memory/leases.js';
import { Duty, type Work } from '../../../src/application/duties/duty.js';
import type { Leases } from '../../../src/application/ports/leases.port.js';
import { Unavailable } from '../../../src/application/ports/unavailable.js';
import { milliseconds } from '../../../src/domain/kernel/instant.js';
import { realClock } from '../../support/real-clock.js';

const term = milliseconds(90);

class Counted implements Work {
  readonly name = 'counted';
  running = 0;
  starts = 0;
  fails = 0;
  isCutOff = false;
  async start(): Promise<void> {
    if (this.fails > 0) {
      this.fails -= 1;
      throw new Unavailable('readModels');
    }
    this.starts += 1;
    this.running += 1;
  }
  async stop(): Promise<void> {
    this.running = Math.max(0, this.running - 1);
  }
  async reach(): Promise<void> {
    if (this.isCutOff) throw new Unavailable('eventStore');
  }
}

/** Leases that can be cut off from one process, as by a broken network. */
class Cuttable implements Leases {
  isCut = false;
  constructor(private readonly inner: Leases) {}
  private ask<T>(call: () => Promise<T>): Promise<T> {
    return this.isCut ? Promise.reject(new Unavailable('leases')) : call();
  }
  acquire(...given: Parameters<Leases['acquire']>) {
    return this.ask(() => this.inner.acquire(...given));
  }
  renew(...given: Parameters<Leases['renew']>) {
    return this.ask(() => this.inner.renew(...given));
  }
  release(...given: Parameters<Leases['release']>) {
    return this.ask(() => this.inner.release(...given));
  }
}

const duties: Duty[] = [];
function dutyOf(holder: string, leases: Leases) {
  const work = new Counted();
  const errors: unknown[] = [];
  const turns: boolean[] = [];
  const duty = new Duty(work, leases, holder, realClock, {
    term,
    onError: (error) => errors.push(error),
    onTurn: (_, isOurs) => turns.push(isOurs),
  });
  duties.push(duty);
  return { duty, work, errors, turns };
}
afterEach(async () => {
  for (const duty of duties.splice(0)) await duty.stop();
});

async function until(met: () => boolean, limitMs = 5_000): Promise<number> {
  const begun = performance.now();
  while (!met()) {
    if (performance.now() - begun > limitMs) throw new Error('it never came');
    await sleep(5);
  }
  return performance.now() - begun;
}

describe('a duty', () => {
  it('is done by one of two, for many terms', async () => {
    const leases = new MemoryLeases();
    const [a, b] = [dutyOf('a', leases), dutyOf('b', leases)];
    a.duty.start();
    b.duty.start();
    await until(() => a.work.running + b.work.running > 0);
    for (let look = 0; look < 60; look += 1) {
      expect(a.work.running + b.work.running).toBe(1);
      await sleep(5);
    }
    expect([a.work.starts + b.work.starts, a.duty.isOnDuty === b.duty.isOnDuty]).toEqual([1, false]);
  });

  it('is handed over when its process stops, within a third of a term or so', async () => {
    const leases = new MemoryLeases();
    const [a, b] = [dutyOf('a', leases), dutyOf('b', leases)];
    a.duty.start();
    await until(() => a.duty.isOnDuty);
    b.duty.start();
    await a.duty.stop();
    expect(a.work.running).toBe(0);
    await until(() => b.duty.isOnDuty);
    expect(a.turns).toEqual([true, false]);
    expect(b.turns).toEqual([true]);
  });

  it('is taken over from a process that fell silent, which stops as soon as it asks again', async () => {
    const leases = new MemoryLeases();
    const cut = new Cuttable(leases);
    const [a, b] = [dutyOf('a', cut), dutyOf('b', leases)];
    a.duty.start();
    await until(() => a.duty.isOnDuty);
    b.duty.start();
    cut.isCut = true;
    await until(() => b.duty.isOnDuty);
    expect(a.work.running).toBe(1);
    cut.isCut = false;
    await until(() => !a.duty.isOnDuty);
    expect([a.work.running, b.work.running, a.errors.length > 0]).toEqual([0, 1, true]);
  });

  it('goes on, without a second beginning, while nobody can be asked', async () => {
    const cut = new Cuttable(new MemoryLeases());
    const a = dutyOf('a', cut);
    a.duty.start();
    await until(() => a.duty.isOnDuty);
    cut.isCut = true;
    const b = dutyOf('b', cut);
    b.duty.start();
    await sleep(3 * term);
    expect([a.work.starts, a.work.running, b.work.starts, b.turns]).toEqual([1, 1, 0, []]);
    cut.isCut = false;
    // Its term has passed meanwhile: whoever asks first has it next, and one of them in the end.
    await sleep(2 * term);
    expect(a.work.running + b.work.running).toBe(1);
  });

  it('goes to another process where the work reaches nothing, and comes back when nobody else can', async () => {
    const leases = new MemoryLeases();
    const [a, b] = [dutyOf('a', leases), dutyOf('b', leases)];
    a.duty.start();
    await until(() => a.duty.isOnDuty);
    b.duty.start();
    a.work.isCutOff = true;
    await until(() => b.duty.isOnDuty);
    expect([a.work.running, b.work.running, a.turns]).toEqual([0, 1, [true, false]]);
    a.work.isCutOff = false;
    await b.duty.stop();
    await until(() => a.duty.isOnDuty);
  });

  it('stays where the work was cut off for less than a term', async () => {
    const a = dutyOf('a', new MemoryLeases());
    a.duty.start();
    await until(() => a.duty.isOnDuty);
    a.work.isCutOff = true;
    await sleep(term / 2);
    a.work.isCutOff = false;
    await sleep(2 * term);
    expect([a.work.starts, a.turns]).toEqual([1, [true]]);
  });

  it('is given back and tried again where the work cannot begin', async () => {
    const a = dutyOf('a', new MemoryLeases());
    a.work.fails = 2;
    a.duty.start();
    await until(() => a.duty.isOnDuty);
    expect([a.errors.length, a.work.starts, a.turns]).toEqual([2, 1, [true]]);
  });
});
