import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteReadModels } from '../../src/adapters/sqlite/read-models.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountEvent } from '../../src/domain/account/account.events.js';
import type { AccountState } from '../../src/domain/account/account.state.js';
import { identityProfileProjection } from '../../src/application/projections/identity-profile.projection.js';
import { loginHistoryProjection } from '../../src/application/projections/login-history.projection.js';
import { Projector } from '../../src/application/projections/projector.js';
import type { RecordedEvent } from '../../src/application/ports/event-store.port.js';
import type { Personal } from '../../src/domain/kernel/personal.js';
import type { ImportedEvent } from '../../src/adapters/sqlite/event-import.js';
import { history } from '../lib/history.js';
import type { Case, Row } from '../lib/result.js';
import { openWorld, type World } from '../lib/world.js';

const PER_ACCOUNT = 20;
const PAGE = 1_000;

interface Timed {
  readonly seconds: number;
  readonly rate: number;
}

const timed = async (events: number, work: () => Promise<unknown>): Promise<Timed> => {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  return { seconds, rate: events / seconds };
};

async function forEachPage(
  world: World,
  use: (events: readonly RecordedEvent[]) => Promise<void> | void,
): Promise<void> {
  for (let after = 0; ;) {
    const { events, next } = await world.store.readAll(after, PAGE);
    if (events.length === 0) return;
    await use(events);
    after = next;
  }
}

/** The same bytes, appended to a plain file with a sync where the import commits. */
function rawWrite(directory: string, page: readonly ImportedEvent[], pages: number): number {
  const text = Buffer.from(page.map((event) => JSON.stringify(event)).join('\n'));
  const file = openSync(join(directory, 'raw.bin'), 'w');
  const start = performance.now();
  for (let index = 0; index < pages; index += 1) {
    writeSync(file, text);
    fdatasyncSync(file);
  }
  const seconds = (performance.now() - start) / 1_000;
  closeSync(file);
  return (page.length * pages) / seconds;
}

/** Fills a log; making (and sealing) the events is not counted. */
async function fill(world: World, directory: string, events: number): Promise<Row> {
  const waiting = { page: [] as ImportedEvent[], first: undefined as ImportedEvent[] | undefined };
  let importing = 0;
  const flush = async (): Promise<void> => {
    if (waiting.page.length === 0) return;
    waiting.first ??= waiting.page;
    const start = performance.now();
    await world.store.importEvents(waiting.page);
    importing += performance.now() - start;
    waiting.page = [];
  };
  for await (const event of history(world.codec, world.ids, events, PER_ACCOUNT)) {
    waiting.page.push(event);
    if (waiting.page.length === PAGE) await flush();
  }
  await flush();
  const value = (events / importing) * 1_000;
  const floor = rawWrite(directory, waiting.first ?? [], Math.min(200, Math.ceil(events / PAGE)));
  return {
    id: 'import',
    what: `bulk import of ${events.toLocaleString('en')} events`,
    value,
    unit: 'events/s',
    floor: { what: 'the same bytes to a file, fdatasync each 1,000', value: floor, unit: 'events/s' },
    ratio: value / floor,
  };
}

async function replay(world: World, events: number, open: boolean): Promise<Timed> {
  return timed(events, async () => {
    let stream = '';
    let state: AccountState = accountDecider.initialState;
    await forEachPage(world, async (page) => {
      for (const recorded of page) {
        if (recorded.stream !== stream) {
          stream = recorded.stream;
          state = accountDecider.initialState;
        }
        const { event } = world.ledger.entry<AccountEvent>(recorded);
        state = accountDecider.evolve(state, event);
        if (open) await world.personalData.open((event.data as { personal: Personal<unknown> }).personal);
      }
    });
    if (state.status === 'empty') throw new Error('Nothing was replayed');
  });
}

/** What any reader of JSON pays at least: parsing the stored bytes, kept in memory page by page. */
async function parseFloor(world: World, events: number): Promise<number> {
  let parsing = 0;
  await forEachPage(world, (page) => {
    const texts = page.map((event) => [JSON.stringify(event.data), JSON.stringify(event.meta)] as const);
    const start = performance.now();
    for (const [data, meta] of texts) {
      JSON.parse(data);
      JSON.parse(meta);
    }
    parsing += performance.now() - start;
  });
  return (events / parsing) * 1_000;
}

export const logCase: Case = {
  name: 'log',
  async run({ directory, events }) {
    const world = openWorld(directory);
    const readModels = openSqliteReadModels({ path: join(directory, 'projections.sqlite') });
    try {
      const rows: Row[] = [await fill(world, directory, events)];
      const floor = await parseFloor(world, events);
      const parse = { what: 'JSON.parse of the same bytes', value: floor, unit: 'events/s' };
      for (const open of [false, true]) {
        const { rate } = await replay(world, events, open);
        rows.push({
          id: open ? 'replay-opened' : 'replay',
          what: open ? 'full replay, every sealed field opened' : 'full replay, fields left sealed',
          value: rate,
          unit: 'events/s',
          floor: parse,
          ratio: rate / floor,
        });
      }
      for (const projection of [identityProfileProjection, loginHistoryProjection]) {
        const projector = new Projector(projection, world.store, world.ledger, readModels, (error) => {
          throw error;
        });
        const { rate } = await timed(events, () => projector.rebuild(() => undefined));
        rows.push({
          id: `rebuild-${projection.name}`,
          what: `${projection.name} rebuilt from the log`,
          value: rate,
          unit: 'events/s',
          floor: parse,
          ratio: rate / floor,
        });
      }
      return rows;
    } finally {
      readModels.close();
      world.close();
    }
  },
};
