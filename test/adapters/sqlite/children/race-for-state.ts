import { createInterface } from 'node:readline';
import { openSqliteState } from '../../../../src/adapters/sqlite/state.js';
import { instant, milliseconds } from '../../../../src/domain/kernel/instant.js';

/** What one process got of what all processes wanted. */
export interface Booty {
  readonly correct: readonly string[];
  readonly taken: readonly string[];
  readonly spent: number;
  readonly fresh: readonly string[];
  readonly leased: readonly string[];
  readonly revoked: readonly string[];
}

// Opens the file, waits for the word on stdin so that all start at once, and takes what it can get.
const [path = '', count = '0', time = '0'] = process.argv.slice(2);
const at = instant(Number(time));
const life = milliseconds(60_000);
const { challenges, rateLimits, sessions, idempotency, outbox, close } = openSqliteState({ path });
const names = Array.from({ length: Number(count) }, (_, index) => `n${index}`);

async function plunder(): Promise<Booty> {
  const booty = { correct: [], taken: [], spent: 0, fresh: [], leased: [], revoked: [] } as {
    -readonly [K in keyof Booty]: Booty[K] extends number ? number : string[];
  };
  await Promise.all(
    names.map(async (name) => {
      if ((await challenges.attempt(name, 'right', at)).kind === 'correct') booty.correct.push(name);
      if ((await challenges.take(name, at)) !== undefined) booty.taken.push(name);
      const spendings = ['a', 'b'].map((key) => ({ key, budget: { limit: 25, window: life } }));
      if ((await rateLimits.spend(spendings, at)).kind === 'spent') booty.spent += 1;
      if ((await idempotency.start('caller', name, 'payload', life, at)).kind === 'fresh') booty.fresh.push(name);
      for (const { intent } of await outbox.lease(1, life, at)) booty.leased.push(intent.intentId);
      if (await sessions.revoke('account', name, at)) booty.revoked.push(name);
    }),
  );
  return booty;
}

process.stdout.write('ready\n');
createInterface({ input: process.stdin }).once('line', () => {
  void plunder().then((booty) => {
    close();
    process.stdout.write(`${JSON.stringify(booty)}\n`, () => process.exit(0));
  });
});
