import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteEventStore, type SqliteEventStore } from '../../../src/adapters/sqlite/event-store.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { realClock } from '../../support/real-clock.js';
import { simpleEvent } from '../../support/simple-event.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';

let file: TemporaryFile;
let store: SqliteEventStore;
/** Another connection to the same file, as another process has it. */
let other: DatabaseSync;
beforeEach(() => {
  file = temporaryFile('events.sqlite');
  store = openSqliteEventStore({ path: file.path, clock: realClock });
  other = new DatabaseSync(file.path);
});
afterEach(() => {
  store.close();
  if (other.isOpen) other.close();
  file.remove();
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => undefined).catch((error: unknown) => error);
const countOf = (table: string): number =>
  (other.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

describe('appends of one turn', () => {
  it('see each other in the order of their calls', async () => {
    const results = await Promise.all([
      store.append('a', 0, [simpleEvent('a-1')]),
      store.append('a', 1, [simpleEvent('a-2'), simpleEvent('a-3')]),
      store.append('a', 1, [simpleEvent('stale')]),
      store.append('a', 3, [simpleEvent('a-4')]),
    ]);
    expect(results).toEqual([
      { kind: 'appended', version: 1, position: 1 },
      { kind: 'appended', version: 3, position: 3 },
      { kind: 'conflict', expected: 1, actual: 3 },
      { kind: 'appended', version: 4, position: 4 },
    ]);
  });

  it('are one transaction: all are recorded at one time, and all are lost together', async () => {
    let reading = 0;
    const counting = openSqliteEventStore({ path: file.path, clock: { now: () => instant((reading += 1)) } });
    await Promise.all(Array.from({ length: 40 }, (_, index) => counting.append(`s-${index}`, 0, [simpleEvent('e')])));
    await counting.append('next', 0, [simpleEvent('e')]);
    const { events } = await counting.readAll(0, 100);
    expect(events.map(({ recordedAt }) => recordedAt)).toEqual([...Array<number>(40).fill(1), 2]);
    counting.close();
  });

  it('are all rejected as unavailable when COMMIT fails, and leave nothing', async () => {
    other.exec(`
      CREATE TABLE doomed (sid REFERENCES streams (id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER doom AFTER INSERT ON events WHEN NEW.type = 'Doomed.v1' BEGIN INSERT INTO doomed VALUES (-1); END`);
    const work = [
      store.append('a', 0, [simpleEvent('a')]),
      store.append('b', 0, [simpleEvent('b', {}, 'Doomed.v1')]),
      store.append('c', 5, [simpleEvent('c')]),
    ];
    const failures = await Promise.all(work.map(failureOf));
    expect(failures.map(isUnavailable)).toEqual([true, true, true]);
    expect([countOf('events'), countOf('streams'), await store.head()]).toEqual([0, 0, 0]);
    expect(await store.append('a', 0, [simpleEvent('a')])).toMatchObject({ kind: 'appended', version: 1 });
  });

  it('refuse text that SQLite cannot keep, before anybody else is harmed', async () => {
    const half = '\ud800';
    const broken = [
      store.append(`stream ${half}`, 0, [simpleEvent('a')]),
      store.append('b', 0, [simpleEvent(`id ${half}`)]),
      store.append('c', 0, [simpleEvent('c', {}, half)]),
    ];
    const sound = store.append('d', 0, [simpleEvent('d', { text: half })]);
    for (const failure of await Promise.all(broken.map(failureOf))) expect(failure).toBeInstanceOf(TypeError);
    expect(await sound).toMatchObject({ kind: 'appended' });
    expect((await store.readStream('d')).events[0]?.data).toEqual({ text: half });
    expect(countOf('events')).toBe(1);
  });
});

describe('while another process writes', () => {
  it('an append waits without holding up the process, and reading goes on', async () => {
    await store.append('a', 0, [simpleEvent('a-1')]);
    other.exec('BEGIN IMMEDIATE');
    let isAnswered = false;
    const append = store.append('a', 1, [simpleEvent('a-2')]).finally(() => (isAnswered = true));
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await sleep(60);
    expect([isAnswered, (await store.readStream('a')).version]).toEqual([false, 1]);
    expect(ticks).toBeGreaterThan(10);
    clearInterval(timer);
    other.exec('COMMIT');
    expect(await append).toMatchObject({ kind: 'appended', version: 2 });
  });

  it('the version is checked inside the transaction: what the other wrote first is a conflict', async () => {
    const rival = openSqliteEventStore({ path: file.path, clock: realClock });
    const { version } = await store.readStream('a');
    await rival.append('a', version, [simpleEvent('of the rival')]);
    expect(await store.append('a', version, [simpleEvent('late')])).toEqual({
      kind: 'conflict',
      expected: 0,
      actual: 1,
    });
    rival.close();
  });
});

describe('closing', () => {
  it('commits what is queued, answers it, and keeps it', async () => {
    const appends = [1, 2, 3].map((n) => store.append(`s-${n}`, 0, [simpleEvent(`e-${n}`)]));
    store.close();
    expect((await Promise.all(appends)).map(({ kind }) => kind)).toEqual(['appended', 'appended', 'appended']);
    const reopened = openSqliteEventStore({ path: file.path, clock: realClock });
    expect((await reopened.readAll(0, 10)).events.map(({ eventId }) => eventId)).toEqual(['e-1', 'e-2', 'e-3']);
    expect(await reopened.append('s-1', 1, [simpleEvent('more')])).toEqual({
      kind: 'appended',
      version: 2,
      position: 4,
    });
    reopened.close();
  });

  it('leaves a store that is unavailable, and may be done twice', async () => {
    store.close();
    store.close();
    for (const work of [
      store.append('a', 0, [simpleEvent('a')]),
      store.readStream('a'),
      store.readAll(0, 1),
      store.head(),
      store.importEvents([{ ...simpleEvent('a'), stream: 'a', streamVersion: 1, recordedAt: instant(1) }]),
    ])
      expect(isUnavailable(await failureOf(work))).toBe(true);
  });

  it('ends subscriptions with unavailable', async () => {
    const failures = [0, 1].map(
      (after) => new Promise((resolve) => store.subscribe(after).subscribe({ error: resolve })),
    );
    await sleep(5);
    store.close();
    for (const failure of failures) expect(isUnavailable(await failure)).toBe(true);
  });
});

describe('the file', () => {
  beforeEach(async () => {
    await store.append('account-1', 0, [simpleEvent('a-1', { name: 'Nguyễn Văn Thử' }), simpleEvent('a-2')]);
  });

  it.each([
    ['UPDATE events SET data = 1', 'events are never changed'],
    ['DELETE FROM events', 'events are never deleted'],
    [`UPDATE streams SET stream = 'other'`, 'streams are never renamed'],
    ['DELETE FROM streams', 'streams are never deleted'],
  ])('refuses %s from whoever opens it', (statement, reason) => {
    expect(() => other.exec(statement)).toThrow(reason);
    expect([countOf('events'), countOf('streams')]).toEqual([2, 1]);
  });

  it('can be read by a person with any SQLite tool', () => {
    const [first] = other.prepare('SELECT * FROM history ORDER BY position').all();
    expect(first).toMatchObject({
      position: 1,
      stream: 'account-1',
      version: 1,
      event_id: 'a-1',
      type: 'Happened.v1',
      occurred_at: '2026-09-21T14:13:20.000Z',
      actor_kind: 'system',
      actor_id: 'test',
      channel: 'test',
      command_id: 'command of a-1',
      correlation_id: 'correlation of a-1',
      causation_id: 'cause of a-1',
      policy_edition: '',
      data: '{"name":"Nguyễn Văn Thử"}',
    });
    expect(first?.recorded_at).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

it('a store in memory keeps the same promises for as long as it is open', async () => {
  const memory = openSqliteEventStore({ path: ':memory:', clock: realClock, durability: 'normal' });
  expect(await memory.append('a', 0, [simpleEvent('a')])).toMatchObject({ kind: 'appended' });
  expect((await memory.readStream('a')).version).toBe(1);
  memory.close();
});
