import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteEventStore } from '../../../src/adapters/sqlite/event-store.js';
import { runChild } from '../../support/child.js';
import { runs } from '../../support/fc-runs.js';
import { realClock } from '../../support/real-clock.js';
import { simpleEvent } from '../../support/simple-event.js';
import { temporaryFile } from '../../support/temporary-file.js';

/** Kills on one file; more runs are more files, as each kill reads all that was acknowledged before. */
const KILLS = 15;
const FILES = Math.max(1, Math.min(20, Math.floor(runs / 500)));

/** Starts a writer, kills it so long after its first acknowledgement, and tells all acknowledgements it got out. */
async function acknowledgedUntilKilled(path: string, round: number, afterMs: number): Promise<readonly string[]> {
  const child = runChild('test/adapters/sqlite/children/append-until-killed.ts', [path, `r${round}`]);
  try {
    await child.waitFor(() => true);
    await sleep(afterMs);
  } finally {
    child.kill('SIGKILL');
  }
  expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL', errors: '' });
  return child.lines;
}

async function killOnOneFile(path: string): Promise<void> {
  const acknowledged: string[] = [];
  for (let round = 0; round < KILLS; round++) {
    acknowledged.push(...(await acknowledgedUntilKilled(path, round, (round * 7) % 50)));

    const store = openSqliteEventStore({ path, clock: realClock });
    const { events } = await store.readAll(0, Number.MAX_SAFE_INTEGER);
    const at = new Map(events.map((event) => [`${event.stream} ${event.streamVersion}`, event]));
    const lost = acknowledged.filter((line) => {
      const [stream, version, position, batch] = line.split(' ');
      const last = at.get(`${stream} ${version}`);
      return last?.eventId !== `${batch}-c` || String(last.globalPosition) !== position;
    });
    expect(lost).toEqual([]);

    const ofWriters = events.filter(({ stream }) => stream.startsWith('writer-'));
    const batches = Map.groupBy(ofWriters, ({ eventId }) => eventId.slice(0, -2));
    expect([...batches.values()].filter((batch) => batch.length !== 3)).toEqual([]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);

    expect((await store.append('after the kill', round, [simpleEvent(`next-${round}`)])).kind).toBe('appended');
    for (let writer = 0; writer < 8; writer++)
      expect((await store.readStream(`writer-${writer}`, { limit: 0 })).version % 3).toBe(0);
    store.close();
  }
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  const db = new DatabaseSync(path);
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  db.close();
}

describe('kill -9 in the middle of acknowledged appends', () => {
  it(`loses none of them and blocks no later one, ${FILES * KILLS} times`, async () => {
    for (let count = 0; count < FILES; count++) {
      const file = temporaryFile('events.sqlite');
      try {
        await killOnOneFile(file.path);
      } finally {
        file.remove();
      }
    }
  });
});
