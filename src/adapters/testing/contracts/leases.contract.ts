import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LeaseAnswer, Leases } from '../../../application/ports/leases.port.js';
import { milliseconds } from '../../../domain/kernel/instant.js';
import type { Contract, ContractCase } from '../contract.js';
import { after, callerClock, start, together } from './contract-time.js';

const term = milliseconds(30_000);
const shortTerm = milliseconds(100);
const LATEST_MS = 10_000;

function tokenOf(answer: LeaseAnswer): number {
  assert.equal(answer.kind, 'granted');
  return answer.kind === 'granted' ? answer.token : 0;
}

/** Asks until it is granted: time passes by itself, and for those who take it from us alike. */
async function acquiredInTime(leases: Leases, name: string, holder: string): Promise<number> {
  for (let ms = 0; ms < LATEST_MS; ms += 20) {
    const answer = await leases.acquire(name, holder, term, after(ms));
    if (answer.kind === 'granted') return answer.token;
    await sleep(20);
  }
  return assert.fail('the lease never ended');
}

const holding: readonly ContractCase<Leases>[] = [
  {
    title: 'one gets it, another is told how long it is held',
    async run(leases) {
      assert.ok(tokenOf(await leases.acquire('projection', 'a', term, start)) > 0);
      const held = await leases.acquire('projection', 'b', term, after(1));
      assert.equal(held.kind, 'held');
      assert.ok(held.kind === 'held' && held.endsInMs >= 1 && held.endsInMs <= term);
    },
  },
  {
    title: 'its holder gets it again, under a greater token that ends the one before',
    async run(leases) {
      const first = tokenOf(await leases.acquire('projection', 'a', term, start));
      const second = tokenOf(await leases.acquire('projection', 'a', term, after(1)));
      assert.ok(second > first);
      assert.equal(await leases.renew('projection', first, term, after(2)), false);
      assert.equal(await leases.renew('projection', second, term, after(2)), true);
    },
  },
  {
    title: 'names do not touch each other, whatever is in them',
    async run(leases) {
      const token = tokenOf(await leases.acquire('projection', 'a', term, start));
      tokenOf(await leases.acquire('projection {ế}:1', 'b', term, start));
      tokenOf(await leases.acquire('', 'b', term, start));
      assert.equal(await leases.renew('outbox', token, term, after(1)), false);
    },
  },
  {
    title: 'of many that ask at once one gets it',
    async run(leases) {
      const answers = await together(20, (index) => leases.acquire('projection', `holder-${index}`, term, start));
      assert.equal(answers.filter(({ kind }) => kind === 'granted').length, 1);
    },
  },
];

const ending: readonly ContractCase<Leases>[] = [
  {
    title: 'released, it is free at once, and the next token is greater',
    async run(leases) {
      const first = tokenOf(await leases.acquire('projection', 'a', term, start));
      await leases.release('projection', first, after(1));
      assert.equal(await leases.renew('projection', first, term, after(2)), false);
      assert.ok(tokenOf(await leases.acquire('projection', 'b', term, after(2))) > first);
    },
  },
  {
    title: 'an earlier token, or none that was ever given, releases nothing',
    async run(leases) {
      const first = tokenOf(await leases.acquire('projection', 'a', term, start));
      const second = tokenOf(await leases.acquire('projection', 'a', term, after(1)));
      await leases.release('projection', first, after(2));
      await leases.release('never', second, after(2));
      assert.equal((await leases.acquire('projection', 'b', term, after(3))).kind, 'held');
    },
  },
  {
    title: 'a holder that falls silent is followed within its term, and is told when it comes back',
    async run(leases) {
      const first = tokenOf(await leases.acquire('projection', 'a', shortTerm, start));
      const second = await acquiredInTime(leases, 'projection', 'b');
      assert.ok(second > first);
      assert.equal(await leases.renew('projection', first, term, after(LATEST_MS)), false);
      await leases.release('projection', first, after(LATEST_MS));
      assert.equal((await leases.acquire('projection', 'a', term, after(LATEST_MS))).kind, 'held');
    },
  },
  {
    title: 'it ends at the end of its term and not before; a renewal counts from itself',
    needs: callerClock,
    async run(leases) {
      const token = tokenOf(await leases.acquire('projection', 'a', term, start));
      assert.deepEqual(await leases.acquire('projection', 'b', term, after(29_999)), { kind: 'held', endsInMs: 1 });
      assert.equal(await leases.renew('projection', token, term, after(29_999)), true);
      assert.deepEqual(await leases.acquire('projection', 'b', term, after(30_000)), {
        kind: 'held',
        endsInMs: 29_999,
      });
      assert.equal(await leases.renew('projection', token, term, after(59_999)), false);
      assert.ok(tokenOf(await leases.acquire('projection', 'b', term, after(59_999))) > token);
    },
  },
];

/** Every adapter of the port `Leases` shows this. */
export const leasesContract: Contract<Leases> = { port: 'Leases', cases: [...holding, ...ending] };
