import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Accounts } from '../../src/application/ledger/accounts.js';
import type { RecordedEvent } from '../../src/application/ports/event-store.port.js';
import { identityProfileProjection } from '../../src/application/projections/identity-profile.projection.js';
import { loginHistoryProjection } from '../../src/application/projections/login-history.projection.js';
import { Projector } from '../../src/application/projections/projector.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountEvent } from '../../src/domain/account/account.events.js';
import type { AccountState } from '../../src/domain/account/account.state.js';
import type { Personal } from '../../src/domain/kernel/personal.js';
import type { ImportedEvent } from '../../src/adapters/sqlite/event-import.js';
import { diskFloorIs, openDiskFloor } from '../lib/floors.js';
import { FlowSlices } from '../lib/flow-slices.js';
import { accountIdOf, historyPages } from '../lib/history.js';
import { millisecondsOf, paired, perSecond, rate } from '../lib/measure.js';
import { nextEvents, PreparedAppends, scattered } from '../lib/prepared-appends.js';
import type { Case, CaseOptions, Row } from '../lib/result.js';
import { openService } from '../lib/service.js';
import { openWorld, parseAll, type World } from '../lib/world.js';
import { flowRounds } from './flows.js';

const PER_ACCOUNT = 20;
const PAGE = 1_000;
const ROUNDS = 6;
const SLICE_MS = 300;
const MOST_APPENDS = 40_000;
const CALLERS = 32;
const ENOUGH_TO_PARSE = 100_000;

type Floor = Row['floor'];

/** Fills a log; making and sealing the events is not counted. The floor takes turns with the import, page by page. */
async function fill(world: World, directory: string, events: number): Promise<Row> {
  const file = openSync(join(directory, 'raw.bin'), 'w');
  let importing = 0;
  let writing = 0;
  for await (const page of historyPages(world.storage, events, PER_ACCOUNT, PAGE)) {
    const bytes = bytesOf(page);
    writing += await millisecondsOf(() => {
      writeSync(file, bytes);
      fdatasyncSync(file);
    });
    importing += await millisecondsOf(() => world.store.importEvents(page));
  }
  closeSync(file);
  const value = perSecond(events, importing);
  const floor = perSecond(events, writing);
  return {
    id: 'import',
    what: 'bulk import',
    value,
    unit: 'events/s',
    floor: { what: 'the same bytes to a file, fdatasync each 1,000', value: floor, unit: 'events/s' },
    ratio: value / floor,
  };
}

const bytesOf = (page: readonly ImportedEvent[]): Buffer =>
  Buffer.from(page.map(({ data, meta }) => JSON.stringify(data) + JSON.stringify(Object.values(meta))).join('\n'));

/** What any reader of JSON pays at least; reading the bytes from the file is not counted. */
async function parseFloor(world: World): Promise<Floor> {
  let parsing = 0;
  let parsed = 0;
  for (const page of world.texts(PAGE)) {
    parsing += await millisecondsOf(() => parseAll(page));
    parsed += page.length;
    if (parsed >= ENOUGH_TO_PARSE) break;
  }
  return { what: 'JSON.parse of the same bytes', value: perSecond(parsed, parsing), unit: 'events/s' };
}

async function replay(world: World, opening: boolean): Promise<void> {
  let stream = '';
  let state: AccountState = accountDecider.initialState;
  const take = (recorded: RecordedEvent): AccountEvent => {
    if (recorded.stream !== stream) {
      stream = recorded.stream;
      state = accountDecider.initialState;
    }
    const { event } = world.ledger.entry<AccountEvent>(recorded);
    state = accountDecider.evolve(state, event);
    return event;
  };
  for (let after = 0; ;) {
    const { events, next } = await world.store.readAll(after, PAGE);
    if (events.length === 0) break;
    for (const recorded of events) {
      const { data } = take(recorded);
      if (!opening) continue;
      const opened = await world.storage.personalData.open((data as { readonly personal: Personal<unknown> }).personal);
      if (opened.kind !== 'clear') throw new Error('A sealed field must open');
    }
    after = next;
  }
  if (state.status === 'empty') throw new Error('Nothing was replayed');
}

async function readings(world: World, events: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const measure = async (id: string, what: string, work: () => Promise<void>): Promise<void> => {
    const before = await parseFloor(world);
    const value = perSecond(events, await millisecondsOf(work));
    const after = await parseFloor(world);
    const floor = { ...before, value: (before.value + after.value) / 2 };
    rows.push({ id, what, value, unit: 'events/s', floor, ratio: value / floor.value });
  };
  await measure('replay', 'full replay, fields left sealed', () => replay(world, false));
  await measure('replay-opened', 'full replay, every sealed field opened', () => replay(world, true));
  for (const projection of [identityProfileProjection, loginHistoryProjection]) {
    const projector = new Projector(projection, world.store, world.ledger, world.storage.readModels, (error) => {
      throw error;
    });
    await measure(`rebuild-${projection.name}`, `${projection.name} rebuilt`, () => projector.rebuild(() => undefined));
  }
  return rows;
}

/** What one call costs on a log of this size, on accounts anywhere in it. */
async function single(world: World, directory: string, events: number, effort: number): Promise<readonly Row[]> {
  const accounts = Math.max(1, Math.floor(events / PER_ACCOUNT));
  const ms = SLICE_MS * effort;
  const loader = new Accounts(world.ledger, world.storage.snapshots, 0);
  const [texts = []] = world.texts(PAGE);
  let step = 0;
  const loaded = await paired(
    ROUNDS,
    () =>
      rate(ms, async () => {
        const { state } = await loader.load(accountIdOf(scattered((step += 1), accounts)));
        if (state.status !== 'live') throw new Error('A loaded account must be live');
        return 1;
      }),
    () =>
      rate(ms, () => {
        const from = ((step += 1) * PER_ACCOUNT) % texts.length;
        parseAll(texts.slice(from, from + PER_ACCOUNT));
        return 1;
      }),
  );
  const disk = openDiskFloor(directory);
  const appends = new PreparedAppends(world, await nextEvents(world, accounts, PER_ACCOUNT));
  const appended = await paired(
    ROUNDS,
    () => appends.rate(1, ms, Math.ceil(MOST_APPENDS * effort)),
    () => disk.rate(ms),
  );
  disk.close();
  return [
    {
      id: 'append-at-size',
      what: 'durable append to any account, one caller',
      value: appended.value,
      unit: 'events/s',
      floor: { ...diskFloorIs, value: appended.floor },
      ratio: appended.ratio,
    },
    {
      id: 'load-at-size',
      what: 'load of any account of 20 events and more',
      value: loaded.value,
      unit: 'accounts/s',
      floor: { what: 'JSON.parse of 20 events', value: loaded.floor, unit: 'accounts/s' },
      ratio: loaded.ratio,
    },
  ];
}

/** Registrations and logins of new people beside the log. Projections do not run: they would first read all of it. */
async function flowsAtSize(directory: string, effort: number): Promise<readonly Row[]> {
  const service = openService(directory, false);
  const disk = openDiskFloor(directory);
  const slices = new FlowSlices(service.flows, 1);
  try {
    const { registrations, logins } = await flowRounds(
      ROUNDS / 2,
      () => disk.rate(SLICE_MS * effort),
      () => slices.run({ callers: CALLERS, ms: SLICE_MS * effort }),
    );
    return [
      { id: 'registration-at-size', what: 'registration', pairs: registrations },
      { id: 'login-at-size', what: 'login', pairs: logins },
    ].map(({ id, what, pairs }) => {
      const { value, floor, ratio } = pairs.result();
      return {
        id,
        what: `${what} without hashing, ${CALLERS} callers`,
        value,
        unit: `${what}s/s`,
        floor: { ...diskFloorIs, value: floor },
        ratio,
      };
    });
  } finally {
    await service.close();
    disk.close();
  }
}

async function run({ directory, events, effort }: CaseOptions): Promise<readonly Row[]> {
  const world = openWorld(directory);
  const rows: Row[] = [];
  try {
    rows.push(await fill(world, directory, events));
    rows.push(...(await readings(world, events)));
    rows.push(...(await single(world, directory, events, effort)));
  } finally {
    world.close();
  }
  rows.push(...(await flowsAtSize(directory, effort)));
  return rows.map((row) => ({ ...row, what: `${row.what} (log of ${events.toLocaleString('en')} events)` }));
}

export const logCase: Case = { name: 'log', run: async (options) => ({ rows: await run(options) }) };
