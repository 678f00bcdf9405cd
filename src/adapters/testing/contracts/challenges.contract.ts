import assert from 'node:assert/strict';
import type { ChallengeAnswer, Challenges, ChallengeSpec } from '../../../application/ports/challenges.port.js';
import { milliseconds } from '../../../domain/kernel/instant.js';
import type { Contract, ContractCase } from '../contract.js';
import { pendingStepCases } from './pending-steps.contract.js';
import { after, callerClock, start, together } from './contract-time.js';

const life = 180_000;
const memory = 900_000;

const spec = (change: Partial<ChallengeSpec> = {}): ChallengeSpec => ({
  binding: 'login:account-1:phone-1',
  digest: 'd-right',
  life: milliseconds(life),
  tries: 5,
  memory: milliseconds(memory),
  ...change,
});
const { binding } = spec();

const count = (answers: readonly ChallengeAnswer[], kind: ChallengeAnswer['kind']): number =>
  answers.filter((answer) => answer.kind === kind).length;

const codes: readonly ContractCase<Challenges>[] = [
  {
    title: 'the right code is correct once; the challenge is gone with it',
    async run(challenges) {
      await challenges.issue(spec(), start);
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(1)), { kind: 'correct' });
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(2)), { kind: 'unknown' });
    },
  },
  {
    title: 'nothing was issued: unknown',
    async run(challenges) {
      assert.deepEqual(await challenges.attempt(binding, 'd-right', start), { kind: 'unknown' });
    },
  },
  {
    title: 'wrong codes use up the tries; then the right one is exhausted too, and stays so',
    async run(challenges) {
      await challenges.issue(spec({ tries: 3 }), start);
      for (const triesLeft of [2, 1, 0])
        assert.deepEqual(await challenges.attempt(binding, 'd-wrong', after(1)), { kind: 'wrong', triesLeft });
      for (const digest of ['d-right', 'd-wrong', 'd-right'])
        assert.deepEqual(await challenges.attempt(binding, digest, after(2)), { kind: 'exhausted' });
    },
  },
  {
    title: 'a right answer on the last try is correct',
    async run(challenges) {
      await challenges.issue(spec({ tries: 2 }), start);
      await challenges.attempt(binding, 'd-wrong', after(1));
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(2)), { kind: 'correct' });
    },
  },
  {
    title: 'no tries allowed: exhausted from the start',
    async run(challenges) {
      assert.equal((await challenges.issue(spec({ tries: 0 }), start)).triesLeft, 0);
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(1)), { kind: 'exhausted' });
    },
  },
  {
    title: 'a code fits only the binding it was issued for; trying it elsewhere is unknown and counts nowhere',
    async run(challenges) {
      await challenges.issue(spec(), start);
      for (const other of ['registration:account-1:phone-1', 'login:account-2:phone-1', 'login:account-1:phone-2', ''])
        assert.deepEqual(await challenges.attempt(other, 'd-right', after(1)), { kind: 'unknown' });
      assert.deepEqual(await challenges.attempt(binding, 'd-wrong', after(2)), { kind: 'wrong', triesLeft: 4 });
    },
  },
  {
    title: 'the right code of one binding is a wrong one under another',
    async run(challenges) {
      await challenges.issue(spec(), start);
      await challenges.issue(spec({ binding: 'other', digest: 'd-other' }), start);
      assert.deepEqual(await challenges.attempt('other', 'd-right', after(1)), { kind: 'wrong', triesLeft: 4 });
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(1)), { kind: 'correct' });
    },
  },
  {
    title: 'a digest counts as a whole and letter by letter',
    async run(challenges) {
      await challenges.issue(spec({ digest: 'abcd' }), start);
      for (const digest of ['ABCD', 'abc', 'abcde', '', 'abcd '])
        assert.equal((await challenges.attempt(binding, digest, after(1))).kind, 'wrong');
    },
  },
  {
    title: 'bindings are any text',
    async run(challenges) {
      const bindings = ['__proto__', 'constructor', "'; DROP TABLE challenges; --", 'Nguyễn', 'x'.repeat(2_000), ' '];
      for (const [index, one] of bindings.entries())
        await challenges.issue(spec({ binding: one, digest: `d${index}` }), start);
      for (const [index, one] of bindings.entries())
        assert.deepEqual(await challenges.attempt(one, `d${index}`, after(1)), { kind: 'correct' }, one.slice(0, 30));
    },
  },
];

const reissues: readonly ContractCase<Challenges>[] = [
  {
    title: 'a new code replaces the old one',
    async run(challenges) {
      await challenges.issue(spec({ digest: 'd-old' }), start);
      await challenges.issue(spec({ digest: 'd-new' }), after(1));
      assert.deepEqual(await challenges.attempt(binding, 'd-old', after(2)), { kind: 'wrong', triesLeft: 4 });
      assert.deepEqual(await challenges.attempt(binding, 'd-new', after(3)), { kind: 'correct' });
    },
  },
  {
    title: 'tries span re-issues: asking for a new code buys no new guess',
    async run(challenges) {
      assert.equal((await challenges.issue(spec({ tries: 3 }), start)).triesLeft, 3);
      await challenges.attempt(binding, 'd-wrong', after(1));
      assert.equal((await challenges.issue(spec({ tries: 3 }), after(2))).triesLeft, 2);
      await challenges.attempt(binding, 'd-wrong', after(3));
      assert.equal((await challenges.issue(spec({ tries: 3 }), after(4))).triesLeft, 1);
      assert.deepEqual(await challenges.attempt(binding, 'd-wrong', after(5)), { kind: 'wrong', triesLeft: 0 });
      assert.equal((await challenges.issue(spec({ tries: 3 }), after(6))).triesLeft, 0);
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(7)), { kind: 'exhausted' });
    },
  },
  {
    title: 'the tries of the last issue count: fewer than were used leave none',
    async run(challenges) {
      await challenges.issue(spec({ tries: 5 }), start);
      for (let guess = 0; guess < 3; guess += 1) await challenges.attempt(binding, 'd-wrong', after(1));
      assert.equal((await challenges.issue(spec({ tries: 2 }), after(2))).triesLeft, 0);
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(3)), { kind: 'exhausted' });
    },
  },
  {
    title: 'a correct answer forgets the tries',
    async run(challenges) {
      await challenges.issue(spec({ tries: 2 }), start);
      await challenges.attempt(binding, 'd-wrong', after(1));
      await challenges.attempt(binding, 'd-right', after(2));
      assert.equal((await challenges.issue(spec({ tries: 2 }), after(3))).triesLeft, 2);
    },
  },
  {
    title: 'revoked is unknown, and the tries are forgotten',
    async run(challenges) {
      await challenges.issue(spec({ tries: 2 }), start);
      await challenges.attempt(binding, 'd-wrong', after(1));
      await challenges.revoke(binding);
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(2)), { kind: 'unknown' });
      assert.equal((await challenges.issue(spec({ tries: 2 }), after(3))).triesLeft, 2);
    },
  },
  {
    title: 'revoking touches no other binding, and an unknown one is no error',
    async run(challenges) {
      await challenges.issue(spec(), start);
      await challenges.revoke('another');
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(1)), { kind: 'correct' });
    },
  },
  {
    title: 'used tries are remembered for `memory` after the last issue, not longer',
    needs: callerClock,
    async run(challenges) {
      await challenges.issue(spec({ tries: 2 }), start);
      await challenges.attempt(binding, 'd-wrong', after(1));
      assert.equal((await challenges.issue(spec({ tries: 2 }), after(memory - 1))).triesLeft, 1);
      assert.equal((await challenges.issue(spec({ tries: 2 }), after(2 * memory - 2))).triesLeft, 1);
      assert.equal((await challenges.issue(spec({ tries: 2 }), after(3 * memory - 2))).triesLeft, 2);
    },
  },
  {
    title: 'an exhausted binding is exhausted until it is forgotten, then unknown',
    needs: callerClock,
    async run(challenges) {
      await challenges.issue(spec({ tries: 1 }), start);
      await challenges.attempt(binding, 'd-wrong', after(1));
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(memory - 1)), { kind: 'exhausted' });
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(memory)), { kind: 'unknown' });
    },
  },
];

const expiry: readonly ContractCase<Challenges>[] = [
  {
    title: 'a code lives until `at + life`, that instant not included',
    needs: callerClock,
    async run(challenges) {
      const { expiresAt } = await challenges.issue(spec(), start);
      assert.equal(expiresAt, after(life));
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(life)), { kind: 'expired' });
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(life - 1)), { kind: 'correct' });
    },
  },
  {
    title: 'an expired code is not compared: right or wrong, it uses no try',
    needs: callerClock,
    async run(challenges) {
      await challenges.issue(spec({ tries: 2 }), start);
      for (const digest of ['d-wrong', 'd-right', 'd-wrong'])
        assert.deepEqual(await challenges.attempt(binding, digest, after(life)), { kind: 'expired' });
      assert.equal((await challenges.issue(spec({ tries: 2 }), after(life + 1))).triesLeft, 2);
    },
  },
  {
    title: 'a new code lives its own life',
    needs: callerClock,
    async run(challenges) {
      await challenges.issue(spec(), start);
      await challenges.issue(spec({ digest: 'd-new' }), after(life + 5));
      assert.deepEqual(await challenges.attempt(binding, 'd-new', after(2 * life)), { kind: 'correct' });
    },
  },
  {
    title: 'a memory shorter than the life counts as the life',
    needs: callerClock,
    async run(challenges) {
      await challenges.issue(spec({ memory: milliseconds(0) }), start);
      await challenges.attempt(binding, 'd-wrong', after(1));
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(life - 1)), { kind: 'correct' });
      assert.deepEqual(await challenges.attempt(binding, 'd-right', after(life)), { kind: 'unknown' });
    },
  },
];

const races: readonly ContractCase<Challenges>[] = [
  {
    title: 'of parallel wrong guesses never more are compared than tries were allowed',
    async run(challenges) {
      await challenges.issue(spec(), start);
      const answers = await together(60, (index) => challenges.attempt(binding, `guess-${index}`, after(1)));
      const left = answers.flatMap((answer) => (answer.kind === 'wrong' ? [answer.triesLeft] : []));
      assert.deepEqual(
        left.sort((a, b) => a - b),
        [0, 1, 2, 3, 4],
      );
      assert.equal(count(answers, 'exhausted'), 55);
    },
  },
  {
    title: 'of parallel right answers exactly one is correct',
    async run(challenges) {
      await challenges.issue(spec(), start);
      const answers = await together(30, () => challenges.attempt(binding, 'd-right', after(1)));
      assert.equal(count(answers, 'correct'), 1);
      assert.equal(count(answers, 'unknown'), 29);
    },
  },
  {
    title: 'a right answer among parallel guesses wins at most once and within the tries',
    async run(challenges) {
      for (let round = 0; round < 10; round += 1) {
        const one = spec({ binding: `round-${round}` });
        await challenges.issue(one, start);
        const answers = await together(20, (index) =>
          challenges.attempt(one.binding, index % 4 === round % 4 ? 'd-right' : `guess-${index}`, after(1)),
        );
        const compared = count(answers, 'correct') + count(answers, 'wrong');
        assert.ok(compared <= 5, `${compared} compared`);
        assert.ok(count(answers, 'correct') <= 1);
      }
    },
  },
  {
    title: 're-issues among parallel guesses buy no guess',
    async run(challenges) {
      await challenges.issue(spec(), start);
      const answers = await together(40, async (index) => {
        if (index % 4 === 0) await challenges.issue(spec({ digest: `d-${index}` }), after(1));
        return challenges.attempt(binding, 'd-wrong', after(1));
      });
      assert.equal(count(answers, 'wrong'), 5);
      assert.equal(count(answers, 'exhausted'), 35);
    },
  },
  {
    title: 'many bindings at once do not meet',
    async run(challenges) {
      const answers = await together(100, async (index) => {
        const one = spec({ binding: `b-${index}`, digest: `d-${index}` });
        await challenges.issue(one, start);
        return challenges.attempt(one.binding, one.digest, after(1));
      });
      assert.equal(count(answers, 'correct'), 100);
    },
  },
];

/** Every adapter of the port `Challenges` shows this. */
export const challengesContract: Contract<Challenges> = {
  port: 'Challenges',
  cases: [...codes, ...reissues, ...expiry, ...races, ...pendingStepCases],
};
