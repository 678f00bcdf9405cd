import { DatabaseSync } from 'node:sqlite';
import { StateWriter } from '../../../src/adapters/sqlite/state-writer.js';
import { openSqliteState } from '../../../src/adapters/sqlite/state.js';
import type { SqliteState, SqliteStateOptions } from '../../../src/adapters/sqlite/state.js';
import type { Session } from '../../../src/application/ports/sessions.port.js';
import { instant, milliseconds, plus } from '../../../src/domain/kernel/instant.js';
import type { OutboxIntent } from '../../../src/application/ports/outbox.port.js';
import { temporaryFile } from '../../support/temporary-file.js';

const start = instant(1_790_000_000_000);
const after = (ms: number) => plus(start, milliseconds(ms));
const life = milliseconds(60_000);
const budget = (key: string, limit: number) => ({ key, budget: { limit, window: life } });
const session = (id: string, opened = start): Session => ({
  sessionId: id,
  accountId: 'a1',
  loginId: 'l',
  method: 'vneid',
  level: 'IAL3',
  authentication: 'auth3',
  openedAt: opened,
  lastSeenAt: opened,
  authenticatedAt: opened,
  absoluteExpiry: plus(opened, life),
  idle: life,
});
const intent = (id: string): OutboxIntent => ({
  intentId: id,
  channel: 'sms',
  template: 'newLogin',
  subject: 'a1',
  content: {
    kind: 'sealed',
    subject: 'a1',
    keyVersion: 1,
    eventId: id,
    box: 'the-sealed-box',
  },
});
const together = <T>(count: number, call: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

describe('the state file', () => {
  let file: ReturnType<typeof temporaryFile>;
  let opened: SqliteState[];
  const open = (options: Partial<SqliteStateOptions> = {}): SqliteState => {
    const state = openSqliteState({ path: file.path, ...options });
    opened.push(state);
    return state;
  };
  const rows = (state: SqliteState, table: string): number =>
    (state.db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  const synchronous = (state: SqliteState): number =>
    (state.db.prepare('PRAGMA synchronous').get() as { synchronous: number }).synchronous;

  beforeEach(() => {
    file = temporaryFile();
    opened = [];
  });
  afterEach(() => {
    for (const state of opened) state.close();
    file.remove();
  });

  it('keeps everything over a restart', async () => {
    const before = open();
    await before.challenges.issue({ binding: 'b', digest: 'd', life, tries: 3, memory: life }, start);
    await before.challenges.attempt('b', 'wrong', after(1));
    await before.challenges.put('step', { n: 1 }, life, start);
    await before.rateLimits.spend([budget('k', 2)], start);
    await before.sessions.open(session('s1'), 'digest-1');
    await before.idempotency.start('c', 'k', 'p', life, start);
    await before.idempotency.finish('c', 'k', { ok: true }, life, after(1));
    await before.outbox.add([intent('i1'), intent('i2')], start);
    await before.outbox.sent('i1', after(1));
    before.close();

    const now = open();
    expect(await now.challenges.attempt('b', 'wrong', after(2))).toEqual({ kind: 'wrong', triesLeft: 1 });
    expect(await now.challenges.attempt('b', 'd', after(3))).toEqual({ kind: 'correct' });
    expect(await now.challenges.take('step', after(3))).toEqual({ n: 1 });
    expect(await now.rateLimits.used('k', after(3))).toBe(1);
    expect((await now.sessions.touch('digest-1', after(3)))?.sessionId).toBe('s1');
    expect(await now.idempotency.start('c', 'k', 'p', life, after(3))).toEqual({ kind: 'done', outcome: { ok: true } });
    await now.outbox.add([intent('i1')], after(3));
    expect(await now.outbox.pending()).toBe(1);
  });

  it('what one connection decided the other sees at once', async () => {
    const [one, other] = [open(), open()];
    await one.sessions.open(session('s1'), 'digest-1');
    expect((await other.sessions.touch('digest-1', after(1)))?.sessionId).toBe('s1');
    expect(await other.sessions.revoke('a1', 's1', after(2))).toBe(true);
    expect(await one.sessions.touch('digest-1', after(3))).toBeUndefined();
  });

  it('races between connections to one file are decided once', async () => {
    const states = [open(), open(), open()];
    const any = (index: number): SqliteState => states[index % states.length] as SqliteState;
    await any(0).challenges.issue({ binding: 'b', digest: 'd', life, tries: 5, memory: life }, start);
    await any(0).challenges.issue({ binding: 'right', digest: 'd', life, tries: 50, memory: life }, start);
    await any(0).challenges.put('step', { n: 1 }, life, start);
    await any(0).outbox.add(await together(20, async (index) => intent(`i${index}`)), start);

    const guesses = await together(30, (index) => any(index).challenges.attempt('b', `g${index}`, after(1)));
    expect(guesses.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
    const right = await together(30, (index) => any(index).challenges.attempt('right', 'd', after(1)));
    expect(right.filter(({ kind }) => kind === 'correct')).toHaveLength(1);
    const taken = await together(30, (index) => any(index).challenges.take('step', after(1)));
    expect(taken.filter((value) => value !== undefined)).toHaveLength(1);
    const spent = await together(30, (index) =>
      any(index).rateLimits.spend([budget('a', 7), budget('b', 9)], after(1)),
    );
    expect(spent.filter(({ kind }) => kind === 'spent')).toHaveLength(7);
    const starts = await together(30, (index) => any(index).idempotency.start('c', 'k', 'p', life, after(1)));
    expect(starts.filter(({ kind }) => kind === 'fresh')).toHaveLength(1);
    const leased = await together(9, (index) => any(index).outbox.lease(3, life, after(1)));
    expect(new Set(leased.flat().map((one) => one.intent.intentId)).size).toBe(20);
    expect(leased.flat()).toHaveLength(20);
  });

  it('only what withdraws a right or promises a message waits for the disk', async () => {
    const state = open();
    const { challenges, sessions, outbox } = state;
    const waits = async (act: Promise<unknown>): Promise<boolean> => {
      await act;
      return synchronous(state) === 2;
    };
    const spec = { binding: 'b', digest: 'd', life, tries: 5, memory: life };
    expect(await waits(state.rateLimits.spend([budget('k', 9)], start))).toBe(false);
    expect(await waits(challenges.issue(spec, start))).toBe(false);
    expect(await waits(challenges.attempt('b', 'd', after(1)))).toBe(true);
    expect(await waits(challenges.put('s', {}, life, start))).toBe(false);
    expect(await waits(challenges.take('s', after(1)))).toBe(true);
    expect(await waits(state.rateLimits.giveBack(['k'], start))).toBe(false);
    expect(await waits(challenges.revoke('b'))).toBe(true);
    expect(await waits(sessions.open(session('s1'), 'digest-1'))).toBe(false);
    expect(await waits(sessions.revoke('a1', 's1', after(1)))).toBe(true);
    expect(await waits(sessions.touch('digest-1', after(1)))).toBe(false);
    expect(await waits(sessions.revokeAll('a1', after(1)))).toBe(true);
    expect(await waits(state.idempotency.start('c', 'k', 'p', life, start))).toBe(false);
    expect(await waits(outbox.add([intent('i1')], start))).toBe(true);
    expect(await waits(outbox.lease(1, life, after(1)))).toBe(false);
    expect(await waits(outbox.sent('i1', after(1)))).toBe(true);
    expect(await waits(outbox.failed('i1', after(1)))).toBe(false);
  });

  it('one write that waits secures all of its turn', async () => {
    const state = open();
    await Promise.all([
      state.rateLimits.spend([budget('k', 9)], start),
      state.challenges.revoke('b'),
      state.challenges.put('s', {}, life, start),
    ]);
    expect(synchronous(state)).toBe(2);
  });

  it('under `full` everything waits for the disk', async () => {
    const state = open({ durability: 'full' });
    await state.challenges.revoke('b');
    await state.rateLimits.spend([budget('k', 9)], start);
    expect(synchronous(state)).toBe(2);
  });

  it('forgets the content of a message that was sent, and keeps its id', async () => {
    const state = open();
    await state.outbox.add([intent('i1')], start);
    await state.outbox.lease(1, life, start);
    await state.outbox.sent('i1', after(1));
    expect(rows(state, 'outbox')).toBe(0);
    expect(rows(state, 'outbox_sent')).toBe(1);
  });

  it('throws out what has ended as new rows come, a few at a time', async () => {
    const state = open();
    const { challenges, rateLimits, sessions, idempotency } = state;
    const fill = (from: number, count: number, at: typeof start) =>
      together(count, async (index) => {
        const name = `n${from + index}`;
        await challenges.issue({ binding: name, digest: 'd', life, tries: 1, memory: life }, at);
        await challenges.put(name, {}, life, at);
        await rateLimits.spend([budget(name, 1)], at);
        await sessions.open(session(name, at), name);
        await idempotency.start('c', name, 'p', life, at);
      });
    const tables = ['challenges', 'pending_steps', 'rate_windows', 'sessions', 'idempotency'];
    await fill(0, 100, start);
    expect(tables.map((table) => rows(state, table))).toEqual([100, 100, 100, 100, 100]);
    // Each new row throws out two old ones; an idempotency key is remembered for a day after its call died.
    await fill(100, 10, after(60_000));
    expect(tables.map((table) => rows(state, table))).toEqual([90, 90, 90, 90, 110]);
    await fill(110, 60, after(60_001));
    expect(tables.map((table) => rows(state, table))).toEqual([70, 70, 70, 70, 170]);
    await idempotency.start('c', 'late', 'p', life, after(2 * 60_000 + 86_400_000));
    expect(rows(state, 'idempotency')).toBe(169);
  });

  it('closing finishes what was begun; later calls are told that the store is not there', async () => {
    const state = open();
    const begun = [
      state.challenges.put('step', { n: 1 }, life, start),
      state.rateLimits.spend([budget('k', 1)], start),
    ];
    state.close();
    state.close();
    await Promise.all(begun);
    await expect(state.challenges.attempt('b', 'd', start)).rejects.toMatchObject({
      code: 'unavailable',
      port: 'state',
    });
    await expect(state.rateLimits.used('k', start)).rejects.toMatchObject({ code: 'unavailable' });
    const again = open();
    expect(await again.challenges.take('step', after(1))).toEqual({ n: 1 });
    expect(await again.rateLimits.used('k', after(1))).toBe(1);
  });

  it('waits for another process that is writing, without holding the thread', async () => {
    const state = open();
    const other = new DatabaseSync(file.path);
    other.exec('BEGIN IMMEDIATE');
    let done = false;
    const write = state.rateLimits.spend([budget('k', 1)], start).then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(done).toBe(false);
    other.exec('COMMIT');
    await write;
    other.close();
    expect(await state.rateLimits.used('k', after(1))).toBe(1);
  });
});

describe('StateWriter', () => {
  const open = () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)');
    return { db, writer: new StateWriter(db, 'normal'), insert: db.prepare('INSERT INTO t VALUES (?)') };
  };

  it('an operation that fails fails alone, and leaves nothing of itself', async () => {
    const { db, writer, insert } = open();
    const results = await Promise.allSettled([
      writer.write('soon', () => insert.run(1).changes),
      writer.write('soon', () => {
        insert.run(2);
        throw new Error('a bug');
      }),
      writer.write('lasting', () => insert.run(1).changes),
      writer.write('soon', () => insert.run(3).changes),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(db.prepare('SELECT n FROM t ORDER BY n').all()).toMatchObject([{ n: 1 }, { n: 3 }]);
    expect(results[1]).toMatchObject({ reason: { message: 'a bug' } });
  });
});
