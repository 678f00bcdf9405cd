import { filter, firstValueFrom } from 'rxjs';
import { Accounts, accountStream } from '../../src/application/ledger/accounts.js';
import { Ledger } from '../../src/application/ledger/ledger.js';
import type { Snapshots } from '../../src/application/ports/snapshots.port.js';
import { FlowSlices } from '../lib/flow-slices.js';
import { accountIdOf, historyOf } from '../lib/history.js';
import { paired, perSecond, rate } from '../lib/measure.js';
import { histories, PreparedAppends } from '../lib/prepared-appends.js';
import type { Case, CaseOptions, Row } from '../lib/result.js';
import { serviceOver } from '../lib/service.js';
import { connectionStringOf, type Limit, openStore, type StoreName, type StoreUnderTest } from '../lib/stores.js';
import { callersText, flowRounds } from './flows.js';

const MANY = 32;
const ROUNDS = { append: 10, load: 6, flow: 4, catchUp: 5 };
const SLICE_MS = { append: 400, load: 300, flow: 1_000 };
/** More than a slice can use up. */
const MOST = { one: 40_000, many: 60_000 };
const LIFE = { atATime: 500, events: 20 };
const SIZES = [
  { events: 20, accounts: 200 },
  { events: 1_000, accounts: 10 },
];
const CATCH_UP = { accounts: 20, events: 1_000 };
/** Histories of different workloads are of different accounts. */
const FIRST = { adapter: 1, limit: 20_000_000, loads: 40_000_000, catchUp: 60_000_000, flowLimit: 80_000_000 };
const KEEP_NONE = 0;

const noSnapshots: Snapshots = {
  find: async () => undefined,
  save: async () => undefined,
  purge: async () => undefined,
};

interface Workload {
  readonly store: StoreUnderTest;
  readonly effort: number;
}

const rounds = (count: number, effort: number): number => Math.max(1, Math.round(count * Math.min(1, effort * 2)));
const mostOf = (callers: number, effort: number): number =>
  Math.ceil((callers === 1 ? MOST.one : MOST.many) * Math.min(1, effort));
const rowOf = (
  id: string,
  what: string,
  unit: string,
  limit: Limit,
  { value, floor, ratio }: { readonly value: number; readonly floor: number; readonly ratio: number },
): Row => ({ id, what, value, unit, floor: { ...limit, value: floor }, ratio });

async function appends({ store, effort }: Workload): Promise<readonly Row[]> {
  const { storage, limits } = store;
  const lives = new PreparedAppends(
    { storage, store: storage.eventStore },
    await histories({ storage }, FIRST.adapter, LIFE),
  );
  const bare = await histories({ storage }, FIRST.limit, LIFE);
  const ms = SLICE_MS.append * effort;
  const rows: Row[] = [];
  for (const callers of [1, MANY]) {
    const most = mostOf(callers, effort);
    const result = await paired(
      rounds(ROUNDS.append, effort),
      () => lives.rate(callers, ms, most),
      () => store.appends(bare, callers, ms, most),
    );
    rows.push(rowOf(`append-${callers}`, `append, ${callersText(callers)}`, 'events/s', limits.append, result));
  }
  return rows;
}

async function flows({ store, effort }: Workload): Promise<readonly Row[]> {
  const { storage, limits } = store;
  const service = serviceOver({ storage, close: () => undefined });
  const slices = new FlowSlices(service.flows, 1);
  const bare = await histories({ storage }, FIRST.flowLimit, LIFE);
  const ms = SLICE_MS.flow * effort;
  const rows: Row[] = [];
  await service.core.start();
  for (const callers of [MANY, 1]) {
    const { registrations, logins } = await flowRounds(
      rounds(ROUNDS.flow, effort),
      () => store.appends(bare, callers, ms / 3, mostOf(callers, effort)),
      () => slices.run({ callers, ms }),
    );
    const how = `${callersText(callers)}, without hashing`;
    const { append } = limits;
    rows.push(
      rowOf(`registration-${callers}`, `registration, ${how}`, 'registrations/s', append, registrations.result()),
      rowOf(`login-${callers}`, `login, ${how}`, 'logins/s', append, logins.result()),
    );
  }
  await service.close();
  return rows;
}

async function loads({ store, effort }: Workload): Promise<readonly Row[]> {
  const { storage, limits } = store;
  const ledger = new Ledger(storage.eventStore, storage.codec, storage.ids, storage.clock);
  const accounts = new Accounts(ledger, noSnapshots, KEEP_NONE);
  const rows: Row[] = [];
  let next = FIRST.loads;
  for (const { events, accounts: count } of SIZES) {
    const some = Math.max(1, Math.ceil(count * Math.min(1, effort * 4)));
    const ids = Array.from({ length: some }, (_, index) => next + index).map((account) => ({
      account,
      id: accountIdOf(account),
    }));
    next += some;
    for (const { account, id } of ids)
      await storage.eventStore.append(accountStream(id), 0, await historyOf(storage, account, events));
    const sample = await historyOf(storage, next, events);
    let step = 0;
    const load = async (): Promise<number> => {
      const { version } = await accounts.load(ids[step % ids.length]?.id ?? '');
      if (version !== events) throw new Error('A loaded account must be whole');
      step += 1;
      return 1;
    };
    const result = await paired(
      rounds(ROUNDS.load, effort),
      () => rate(SLICE_MS.load * effort, load),
      () =>
        store.loads(
          ids.map(({ id }) => accountStream(id)),
          sample,
          SLICE_MS.load * effort,
        ),
    );
    const what = `load of a ${events.toLocaleString('en')}-event account, all its events`;
    rows.push(rowOf(`load-${events}`, what, 'accounts/s', limits.load, result));
  }
  return rows;
}

/** A subscriber that was away while so much was written. */
async function catchUp({ store, effort }: Workload): Promise<Row> {
  const { storage, limits } = store;
  const { eventStore } = storage;
  const sample = await historyOf(storage, FIRST.catchUp, CATCH_UP.events);
  const after = await eventStore.head();
  const accounts = Math.ceil(CATCH_UP.accounts * Math.min(1, effort * 4));
  for (let account = FIRST.catchUp; account < FIRST.catchUp + accounts; account += 1)
    await eventStore.append(accountStream(accountIdOf(account)), 0, await historyOf(storage, account, CATCH_UP.events));
  const count = accounts * CATCH_UP.events;
  const follow = async (): Promise<number> => {
    const start = performance.now();
    let seen = 0;
    await firstValueFrom(eventStore.subscribe(after).pipe(filter((batch) => (seen += batch.length) >= count)));
    return perSecond(count, performance.now() - start);
  };
  const result = await paired(rounds(ROUNDS.catchUp, effort), follow, () => store.catchUp(sample, after, count));
  return rowOf('catch-up', 'subscription catching up', 'events/s', limits.catchUp, result);
}

/** The same workloads over each store, each beside what that store cannot exceed. */
export const storeCase = (name: StoreName, env: NodeJS.ProcessEnv = process.env): Case => ({
  name,
  async run({ directory, effort }: CaseOptions) {
    const store = await openStore(name, directory, name === 'eventstoredb' ? connectionStringOf(env) : undefined);
    const workload = { store, effort };
    try {
      const appended = await appends(workload);
      const flowed = await flows(workload);
      return { rows: [...appended, ...flowed, ...(await loads(workload)), await catchUp(workload)] };
    } finally {
      await store.close();
    }
  },
});
