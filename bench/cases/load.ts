import { accountIdOf, encoded } from '../lib/history.js';
import { paired, rate } from '../lib/measure.js';
import type { Case, Row } from '../lib/result.js';
import { openWorld, type World } from '../lib/world.js';

const ROUNDS = 8;
const ACCOUNTS = 500;

async function makeAccounts(world: World, first: number, accounts: number, events: number): Promise<readonly string[]> {
  const made: string[] = [];
  for (let account = first; account < first + accounts; account += 1) {
    const accountId = accountIdOf(account);
    const all = [];
    for (let version = 1; version <= events; version += 1)
      all.push(await encoded(world.codec, world.ids, accountId, account, version));
    await world.store.append(`account-${accountId}`, 0, all);
    made.push(accountId);
  }
  return made;
}

async function loads(world: World, events: number, first: number, slice: number): Promise<Row> {
  const accounts = events > 100 ? ACCOUNTS / 10 : ACCOUNTS;
  const ids = await makeAccounts(world, first, accounts, events);
  const texts: (readonly string[])[] = [];
  for (const id of ids) {
    const { events: stored } = await world.store.readStream(`account-${id}`);
    texts.push(stored.flatMap((event) => [JSON.stringify(event.data), JSON.stringify(event.meta)]));
  }
  for (const id of ids) await world.accounts.load(id);
  let next = 0;
  const result = await paired(
    ROUNDS,
    () =>
      rate(slice, async () => {
        const { state } = await world.accounts.load(ids[next % ids.length] ?? '');
        if (state.status !== 'live') throw new Error('A loaded account must be live');
        next += 1;
        return 1;
      }),
    () =>
      rate(slice, () => {
        for (const text of texts[next % texts.length] ?? []) JSON.parse(text);
        next += 1;
        return 1;
      }),
  );
  return {
    id: `load-${events}`,
    what: `load of a ${events.toLocaleString('en')}-event account for a command`,
    value: result.value,
    unit: 'accounts/s',
    floor: { what: 'JSON.parse of all its bytes', value: result.floor, unit: 'accounts/s' },
    ratio: result.ratio,
    ...(events > 100 && { note: 'from its snapshot' }),
  };
}

export const loadCase: Case = {
  name: 'load',
  async run({ directory, effort }) {
    const world = openWorld(directory);
    try {
      return [await loads(world, 20, 1, 300 * effort), await loads(world, 1_000, 100_000, 300 * effort)];
    } finally {
      world.close();
    }
  },
};
