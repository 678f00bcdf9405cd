import { whenFree } from '../../../src/adapters/sqlite/when-free.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';

const sqliteError = (errcode: number): Error =>
  Object.assign(new Error('of SQLite'), { code: 'ERR_SQLITE_ERROR', errcode });
const BUSY = 5;
const BUSY_SNAPSHOT = 517;
const DISK_FULL = 13;

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => undefined).catch((error: unknown) => error);

describe('work on a database that others use', () => {
  it('is done at once when it is free', async () => {
    expect(await whenFree('eventStore', () => 'done')).toBe('done');
  });

  it('is tried again while it is busy, and lets the process work meanwhile', async () => {
    let attempts = 0;
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    const result = await whenFree('eventStore', () => {
      attempts += 1;
      if (attempts < 6) throw sqliteError(attempts % 2 === 0 ? BUSY : BUSY_SNAPSHOT);
      return 'done';
    });
    clearInterval(timer);
    expect([result, attempts]).toEqual(['done', 6]);
    expect(ticks).toBeGreaterThan(2);
  });

  it('is unavailable when it stays busy, and says when to come back', async () => {
    const failure = await failureOf(
      whenFree(
        'eventStore',
        () => {
          throw sqliteError(BUSY);
        },
        30,
      ),
    );
    expect(isUnavailable(failure)).toBe(true);
    expect(failure).toMatchObject({ port: 'eventStore', retryAfterMs: 1_000, cause: { errcode: BUSY } });
  });

  it('is unavailable at once on any other failure of SQLite, and when the database is closed', async () => {
    for (const error of [sqliteError(DISK_FULL), Object.assign(new Error('closed'), { code: 'ERR_INVALID_STATE' })]) {
      let attempts = 0;
      const failure = await failureOf(
        whenFree('snapshots', () => {
          attempts += 1;
          throw error;
        }),
      );
      expect(isUnavailable(failure)).toBe(true);
      expect(failure).toMatchObject({ port: 'snapshots', cause: error });
      expect(attempts).toBe(1);
    }
  });

  it('lets an error that is not of SQLite through as it is: it is a bug', async () => {
    const bug = new TypeError('a bug');
    expect(
      await failureOf(
        whenFree('eventStore', () => {
          throw bug;
        }),
      ),
    ).toBe(bug);
  });
});
