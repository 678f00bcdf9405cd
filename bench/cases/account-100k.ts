import {
  Accounts,
  accountSnapshotEvery,
  accountSnapshotSchema,
  accountStream,
} from '../../src/application/ledger/accounts.js';
import type { JsonValue } from '../../src/application/ports/json.js';
import type { Snapshots } from '../../src/application/ports/snapshots.port.js';
import { accountEvent, accountIdOf, encoded, meta } from '../lib/history.js';
import { paired, rate } from '../lib/measure.js';
import type { Case, Row } from '../lib/result.js';
import { openWorld, type World } from '../lib/world.js';

const ROUNDS = 8;
const SLICE_MS = 400;
/** Many short ones: what is looked for is smaller than what the disk does by itself. */
const RECORDING = { rounds: 40, sliceMs: 100 };
const SHORT = 10;
const LONG = 100_000;
/** Just saved, and as old as a snapshot gets before the next one is due. */
const EVENTS_AFTER = [0, accountSnapshotEvery - 1];
const PAGE = 1_000;
const KEEP_NONE = 0;
/** At most one and a half times the cost. */
const TARGET = 0.67;

const noSnapshots: Snapshots = {
  find: async () => undefined,
  save: async () => undefined,
  purge: async () => undefined,
};

/** Adds logins to an account until it has so many events. */
async function lengthen(world: World, account: number, from: number, to: number): Promise<string> {
  const accountId = accountIdOf(account);
  for (let version = from; version < to; version += PAGE) {
    const page = [];
    for (let next = version + 1; next <= Math.min(version + PAGE, to); next += 1)
      page.push(await encoded(world.storage, accountId, account, next));
    await world.store.append(accountStream(accountId), version, page);
  }
  return accountId;
}

async function saveSnapshot(world: World, accountId: string): Promise<void> {
  const { version, state } = await new Accounts(world.ledger, noSnapshots).load(accountId);
  const snapshot = { version, state: state as unknown as JsonValue };
  await world.storage.snapshots.save(accountStream(accountId), accountSnapshotSchema, snapshot);
}

async function load(accounts: Accounts, accountId: string, events: number): Promise<number> {
  const { version, state } = await accounts.load(accountId);
  if (state.status !== 'live' || version !== events) throw new Error('A loaded account must be live and whole');
  return 1;
}

/** What a command reads first: nothing of the account is in memory, and short ones have no snapshot. */
async function loads(world: World, longest: number, slice: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const accounts = new Accounts(world.ledger, world.storage.snapshots, KEEP_NONE);
  const short = await lengthen(world, 0, 0, SHORT + 1);
  let events = longest + 1;
  const long = await lengthen(world, 1, 0, events);
  await saveSnapshot(world, long);
  for (const after of EVENTS_AFTER) {
    await lengthen(world, 1, events, events + after);
    events += after;
    const result = await paired(
      ROUNDS,
      () => rate(slice, () => load(accounts, long, events)),
      () => rate(slice, () => load(accounts, short, SHORT + 1)),
    );
    rows.push({
      id: `account-100k-${after}`,
      what: `load of an account with ${longest.toLocaleString('en')} logins, ${after} events after its snapshot`,
      value: result.value,
      unit: 'accounts/s',
      floor: { what: 'load of an account with 10 logins', value: result.floor, unit: 'accounts/s' },
      ratio: result.ratio,
      target: TARGET,
    });
  }
  return rows;
}

/** What the snapshots cost those who log in: the same account loaded and appended to, with and without them. */
async function recording(world: World, effort: number): Promise<Row> {
  const record = async (account: number, snapshots: Snapshots): Promise<() => Promise<number>> => {
    const accountId = await lengthen(world, account, 0, 1);
    const accounts = new Accounts(world.ledger, snapshots);
    return async () => {
      const loaded = await accounts.load(accountId);
      const login = accountEvent(accountId, account, loaded.version + 1);
      const appended = await accounts.append(loaded, [login], meta(0, accountId));
      if (appended.kind !== 'appended') throw new Error('Nobody else writes here');
      return 1;
    };
  };
  const withThem = await record(2, world.storage.snapshots);
  const without = await record(3, noSnapshots);
  const slice = RECORDING.sliceMs * effort;
  const result = await paired(
    RECORDING.rounds,
    () => rate(slice, withThem),
    () => rate(slice, without),
  );
  return {
    id: 'account-100k-recording',
    what: `recording a login (load and append), a snapshot every ${accountSnapshotEvery} events`,
    value: result.value,
    unit: 'logins/s',
    floor: { what: 'the same without snapshots', value: result.floor, unit: 'logins/s' },
    ratio: result.ratio,
  };
}

export const account100kCase: Case = {
  name: 'account-100k',
  async run({ directory, events, effort }) {
    const world = openWorld(directory);
    try {
      const rows = await loads(world, Math.min(LONG, events), SLICE_MS * effort);
      return { rows: [...rows, await recording(world, effort)] };
    } finally {
      world.close();
    }
  },
};
