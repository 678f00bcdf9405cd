import { Accounts, accountSnapshotSchema, accountStream } from '../../src/application/ledger/accounts.js';
import type { Snapshots } from '../../src/application/ports/snapshots.port.js';
import type { JsonValue } from '../../src/application/ports/json.js';
import { accountIdOf, historyOf } from '../lib/history.js';
import { paired, rate } from '../lib/measure.js';
import type { Case, Row } from '../lib/result.js';
import { openWorld, parseAll, type StoredText, type World } from '../lib/world.js';

const ROUNDS = 8;
const SLICE_MS = 250;
const SIZES = [
  { events: 20, accounts: 500 },
  { events: 1_000, accounts: 50 },
];
const KEEP_ALL = 2_000;
const KEEP_NONE = 0;

const noSnapshots: Snapshots = {
  find: async () => undefined,
  save: async () => undefined,
  purge: async () => undefined,
};

type Ids = readonly string[];

async function makeAccounts(world: World, first: number, accounts: number, events: number): Promise<Ids> {
  const made: string[] = [];
  for (let account = first; account < first + accounts; account += 1) {
    await world.store.append(accountStream(accountIdOf(account)), 0, await historyOf(world.storage, account, events));
    made.push(accountIdOf(account));
  }
  return made;
}

/** Snapshots of all, also of accounts that are too short to get one by themselves. */
async function saveSnapshots(world: World, ids: Ids): Promise<void> {
  const accounts = new Accounts(world.ledger, noSnapshots);
  for (const id of ids) {
    const { version, state } = await accounts.load(id);
    const snapshot = { version, state: state as unknown as JsonValue };
    await world.storage.snapshots.save(accountStream(id), accountSnapshotSchema, snapshot);
  }
}

async function loads(world: World, ids: Ids, texts: readonly StoredText[], slice: number): Promise<readonly Row[]> {
  const events = texts.length / ids.length;
  const ways = [
    { id: 'folded', how: 'all its events', accounts: new Accounts(world.ledger, noSnapshots, KEEP_NONE) },
    {
      id: 'snapshot',
      how: 'from its snapshot',
      accounts: new Accounts(world.ledger, world.storage.snapshots, KEEP_NONE),
    },
    { id: 'kept', how: 'used before', accounts: new Accounts(world.ledger, world.storage.snapshots, KEEP_ALL) },
  ];
  let next = 0;
  const floor = (): Promise<number> =>
    rate(slice, () => {
      const from = (next % ids.length) * events;
      parseAll(texts.slice(from, from + events));
      next += 1;
      return 1;
    });
  const rows: Row[] = [];
  for (const { id, how, accounts } of ways) {
    const load = async (): Promise<number> => {
      const { version, state } = await accounts.load(ids[next % ids.length] ?? '');
      if (state.status !== 'live' || version !== events) throw new Error('A loaded account must be live and whole');
      next += 1;
      return 1;
    };
    for (const _ of ids) await load();
    const result = await paired(ROUNDS, () => rate(slice, load), floor);
    rows.push({
      id: `load-${events}-${id}`,
      what: `load of a ${events.toLocaleString('en')}-event account, ${how}`,
      value: result.value,
      unit: 'accounts/s',
      floor: { what: 'JSON.parse of all its bytes', value: result.floor, unit: 'accounts/s' },
      ratio: result.ratio,
    });
  }
  return rows;
}

export const loadCase: Case = {
  name: 'load',
  async run({ directory, effort }) {
    const world = openWorld(directory);
    const rows: Row[] = [];
    try {
      let made = 0;
      for (const [index, { events, accounts }] of SIZES.entries()) {
        const some = Math.ceil(accounts * Math.min(1, effort * 4));
        const ids = await makeAccounts(world, index * 100_000, some, events);
        await saveSnapshots(world, ids);
        const texts = [...world.texts(10_000)].flat().slice(made);
        made += texts.length;
        rows.push(...(await loads(world, ids, texts, SLICE_MS * effort)));
      }
      return { rows };
    } finally {
      world.close();
    }
  },
};
