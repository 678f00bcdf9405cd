import assert from 'node:assert/strict';
import type { Ids } from '../../../application/ports/ids.port.js';
import type { Contract } from '../contract.js';

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const many = 20_000;
/** Chi-square with nine degrees of freedom: a fair source exceeds it once in ten million times. */
const unfair = 50;

/** What every source of identifiers and randomness must do. */
export const idsContract: Contract<Ids> = {
  port: 'ids',
  cases: [
    {
      title: 'ids are UUIDs of version 7',
      async run(ids) {
        assert.match(ids.id(), uuid7);
      },
    },
    {
      title: 'ids grow strictly as text, however fast they are made',
      async run(ids) {
        const made = Array.from({ length: many }, () => ids.id());
        made.forEach((id, n) => assert.ok(n === 0 || (made[n - 1] ?? '') < id, `${made[n - 1]} before ${id}`));
      },
    },
    {
      title: 'tokens are base64url of at least 256 bits, and do not repeat',
      async run(ids) {
        const made = Array.from({ length: 1_000 }, () => ids.token());
        for (const token of made) assert.match(token, /^[A-Za-z0-9_-]{43,}$/);
        assert.equal(new Set(made).size, made.length);
      },
    },
    {
      title: 'digits are as many as asked for, leading zeros included',
      async run(ids) {
        for (const count of [0, 1, 4, 6, 8, 40]) assert.match(ids.digits(count), new RegExp(`^[0-9]{${count}}$`));
        const first = new Set(Array.from({ length: 500 }, () => ids.digits(6).charAt(0)));
        assert.equal(first.size, 10);
      },
    },
    {
      title: 'no digit is likelier than another',
      async run(ids) {
        const counts = new Array<number>(10).fill(0);
        for (const digit of ids.digits(many)) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
        const expected = many / 10;
        const deviation = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
        assert.ok(deviation < unfair, `deviation ${deviation}`);
      },
    },
  ],
};
