import assert from 'node:assert/strict';
import type { RateLimits, Spending, Spent } from '../../../application/ports/rate-limits.port.js';
import { milliseconds } from '../../../domain/kernel/instant.js';
import type { Contract, ContractCase } from '../contract.js';
import { after, callerClock, start, together } from './contract-time.js';

const window = 60_000;
const one = (key: string, limit: number, span = window): Spending => ({
  key,
  budget: { limit, window: milliseconds(span) },
});
const spentOf = (answers: readonly Spent[]): number => answers.filter(({ kind }) => kind === 'spent').length;

function assertOver(answer: Spent, key: string): void {
  assert.equal(answer.kind, 'over');
  if (answer.kind !== 'over') return;
  assert.equal(answer.key, key);
  assert.ok(answer.retryAfterMs > 0 && answer.retryAfterMs <= window, `retry after ${answer.retryAfterMs} ms`);
}

const spending: readonly ContractCase<RateLimits>[] = [
  {
    title: 'a budget gives as many as its limit, then none',
    async run(limits) {
      for (let n = 1; n <= 3; n += 1) {
        assert.deepEqual(await limits.spend([one('a', 3)], after(n)), { kind: 'spent' });
        assert.equal(await limits.used('a', after(n)), n);
      }
      assertOver(await limits.spend([one('a', 3)], after(4)), 'a');
      assert.equal(await limits.used('a', after(5)), 3);
    },
  },
  {
    title: 'nothing spent: nothing used',
    async run(limits) {
      assert.equal(await limits.used('a', start), 0);
      assert.deepEqual(await limits.spend([], start), { kind: 'spent' });
    },
  },
  {
    title: 'takes from every budget or from none',
    async run(limits) {
      await limits.spend([one('wide', 5), one('tight', 1)], start);
      assertOver(await limits.spend([one('wide', 5), one('tight', 1), one('new', 5)], after(1)), 'tight');
      assert.equal(await limits.used('wide', after(2)), 1);
      assert.equal(await limits.used('tight', after(2)), 1);
      assert.equal(await limits.used('new', after(2)), 0);
    },
  },
  {
    title: 'names the first budget that had none left, in the order given',
    async run(limits) {
      await limits.spend([one('a', 1), one('b', 1)], start);
      assertOver(await limits.spend([one('fresh', 1), one('b', 1), one('a', 1)], after(1)), 'b');
      assertOver(await limits.spend([one('a', 1), one('b', 1)], after(1)), 'a');
    },
  },
  {
    title: 'a key named twice is taken from twice, or not at all',
    async run(limits) {
      assertOver(await limits.spend([one('a', 1), one('a', 1)], start), 'a');
      assert.equal(await limits.used('a', after(1)), 0);
      await limits.spend([one('a', 2), one('a', 2)], after(1));
      assert.equal(await limits.used('a', after(2)), 2);
    },
  },
  {
    title: 'a limit of zero gives nothing',
    async run(limits) {
      assertOver(await limits.spend([one('a', 0)], start), 'a');
      assert.equal(await limits.used('a', after(1)), 0);
    },
  },
  {
    title: 'the limit is that of the spending at hand: raised, it gives more; lowered below what is used, none',
    async run(limits) {
      await limits.spend([one('a', 1)], start);
      assert.deepEqual(await limits.spend([one('a', 2)], after(1)), { kind: 'spent' });
      assertOver(await limits.spend([one('a', 1)], after(2)), 'a');
    },
  },
  {
    title: 'keys do not meet, whatever they are',
    async run(limits) {
      const keys = ['a', 'A', 'a ', '', '__proto__', 'constructor', "'--", 'ế', 'z'.repeat(2_000)];
      for (const key of keys) assert.deepEqual(await limits.spend([one(key, 1)], start), { kind: 'spent' }, key);
      for (const key of keys) assert.equal(await limits.used(key, after(1)), 1, key);
    },
  },
  {
    title: 'reset forgets one key',
    async run(limits) {
      await limits.spend([one('a', 1), one('b', 1)], start);
      await limits.reset('a');
      await limits.reset('never seen');
      assert.equal(await limits.used('a', after(1)), 0);
      assert.equal(await limits.used('b', after(1)), 1);
      assert.deepEqual(await limits.spend([one('a', 1)], after(2)), { kind: 'spent' });
    },
  },
];

const windows: readonly ContractCase<RateLimits>[] = [
  {
    title: 'the window starts with the first spending and is not prolonged by later ones',
    needs: callerClock,
    async run(limits) {
      await limits.spend([one('a', 2)], start);
      await limits.spend([one('a', 2)], after(window - 10));
      assert.deepEqual(await limits.spend([one('a', 2)], after(window - 1)), {
        kind: 'over',
        key: 'a',
        retryAfterMs: 1,
      });
      assert.deepEqual(await limits.spend([one('a', 2)], after(window)), { kind: 'spent' });
      assert.equal(await limits.used('a', after(window)), 1);
    },
  },
  {
    title: 'a refused spending neither counts nor prolongs',
    needs: callerClock,
    async run(limits) {
      await limits.spend([one('a', 1)], start);
      for (let n = 0; n < 5; n += 1)
        assert.deepEqual(await limits.spend([one('a', 1)], after(1_000 + n)), {
          kind: 'over',
          key: 'a',
          retryAfterMs: window - 1_000 - n,
        });
      assert.deepEqual(await limits.spend([one('a', 1)], after(window)), { kind: 'spent' });
    },
  },
  {
    title: 'what is used ends with the window',
    needs: callerClock,
    async run(limits) {
      await limits.spend([one('a', 5)], start);
      assert.equal(await limits.used('a', after(window - 1)), 1);
      assert.equal(await limits.used('a', after(window)), 0);
    },
  },
  {
    title: 'a running window keeps its length when the budget changes',
    needs: callerClock,
    async run(limits) {
      await limits.spend([one('a', 5)], start);
      await limits.spend([one('a', 5, 10)], after(1));
      assert.equal(await limits.used('a', after(window - 1)), 2);
      assert.equal(await limits.used('a', after(window)), 0);
    },
  },
  {
    title: 'each key has its own window',
    needs: callerClock,
    async run(limits) {
      await limits.spend([one('short', 1, 1_000)], start);
      await limits.spend([one('long', 1, 5_000)], start);
      assert.deepEqual(await limits.spend([one('short', 1, 1_000), one('long', 1, 5_000)], after(1_500)), {
        kind: 'over',
        key: 'long',
        retryAfterMs: 3_500,
      });
      assert.equal(await limits.used('short', after(1_500)), 0);
    },
  },
];

const givingBack: readonly ContractCase<RateLimits>[] = [
  {
    title: 'one given back can be spent again',
    async run(limits) {
      await limits.spend([one('a', 1), one('b', 2)], start);
      await limits.giveBack(['a', 'b'], start);
      assert.equal(await limits.used('a', after(1)), 0);
      assert.equal(await limits.used('b', after(1)), 0);
      assert.deepEqual(await limits.spend([one('a', 1)], after(2)), { kind: 'spent' });
    },
  },
  {
    title: 'never below zero',
    async run(limits) {
      await limits.spend([one('a', 1)], start);
      for (let n = 0; n < 3; n += 1) await limits.giveBack(['a', 'never seen'], start);
      assert.equal(await limits.used('a', after(1)), 0);
      await limits.spend([one('a', 1)], after(2));
      assertOver(await limits.spend([one('a', 1)], after(3)), 'a');
    },
  },
  {
    title: 'a key named twice gets two back',
    async run(limits) {
      for (let n = 0; n < 3; n += 1) await limits.spend([one('a', 3)], start);
      await limits.giveBack(['a', 'a'], start);
      assert.equal(await limits.used('a', after(1)), 1);
    },
  },
  {
    title: 'not into a later window than it was taken from',
    needs: callerClock,
    async run(limits) {
      await limits.spend([one('a', 2)], start);
      await limits.spend([one('a', 2)], after(window + 5));
      await limits.giveBack(['a'], start);
      assert.equal(await limits.used('a', after(window + 6)), 1);
      await limits.giveBack(['a'], after(window + 5));
      assert.equal(await limits.used('a', after(window + 6)), 0);
    },
  },
  {
    title: 'a window that was emptied still ends when it would have',
    needs: callerClock,
    async run(limits) {
      await limits.spend([one('a', 1)], start);
      await limits.giveBack(['a'], start);
      await limits.spend([one('a', 1)], after(window - 10));
      assert.equal(await limits.used('a', after(window)), 0);
    },
  },
];

const races: readonly ContractCase<RateLimits>[] = [
  {
    title: 'parallel spendings never take more than the limit',
    async run(limits) {
      const answers = await together(60, () => limits.spend([one('a', 7)], after(1)));
      assert.equal(spentOf(answers), 7);
      assert.equal(await limits.used('a', after(2)), 7);
    },
  },
  {
    title: 'parallel spendings over the same keys in any order take all or none, and none waits for ever',
    async run(limits) {
      const answers = await together(40, (index) =>
        limits.spend(index % 2 === 0 ? [one('a', 5), one('b', 9)] : [one('b', 9), one('a', 5)], after(1)),
      );
      assert.equal(spentOf(answers), 5);
      assert.equal(await limits.used('a', after(2)), 5);
      assert.equal(await limits.used('b', after(2)), 5);
    },
  },
  {
    title: 'parallel right answers up to the budget all pass, and give back what they took',
    async run(limits) {
      const answers = await together(8, async () => {
        const answer = await limits.spend([one('account', 8), one('network', 50)], after(1));
        if (answer.kind === 'spent') await limits.giveBack(['account', 'network'], after(1));
        return answer;
      });
      assert.equal(spentOf(answers), 8);
      assert.equal(await limits.used('account', after(2)), 0);
      assert.equal(await limits.used('network', after(2)), 0);
    },
  },
];

/** Every adapter of the port `RateLimits` shows this. */
export const rateLimitsContract: Contract<RateLimits> = {
  port: 'RateLimits',
  cases: [...spending, ...windows, ...givingBack, ...races],
};
