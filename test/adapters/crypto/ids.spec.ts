import { makeIds } from '../../../src/adapters/crypto/ids.js';

const timeOf = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

it('carries the milliseconds of its making', () => {
  expect(timeOf(makeIds(() => 1_700_000_000_123).id())).toBe(1_700_000_000_123);
});

it('grows on a clock that stands still, past the end of the counter', () => {
  const ids = makeIds(() => 1_700_000_000_000);
  const made = Array.from({ length: 10_000 }, () => ids.id());
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  // It borrows the coming milliseconds, no more than it needs.
  expect(timeOf(made.at(-1) ?? '') - 1_700_000_000_000).toBeLessThanOrEqual(4);
});

it('grows on a clock that steps back', () => {
  let now = 1_700_000_000_000;
  const ids = makeIds(() => now);
  const made: string[] = [];
  for (const step of [0, 1, -60_000, 0, 30_000, 60_001, -1]) {
    now += step;
    made.push(ids.id(), ids.id());
  }
  expect([...made].sort()).toEqual(made);
});
