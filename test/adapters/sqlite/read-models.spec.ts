import { DatabaseSync } from 'node:sqlite';
import { openSqliteReadModels } from '../../../src/adapters/sqlite/read-models.js';
import { openSqliteSnapshots } from '../../../src/adapters/sqlite/snapshots.js';
import type { ReadModelChange } from '../../../src/application/ports/read-models.port.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';

let file: TemporaryFile;
beforeEach(() => {
  file = temporaryFile('state.sqlite');
});
afterEach(() => file.remove());

const rows = (count: number, built: string): readonly ReadModelChange[] =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'put',
    collection: 'c',
    key: `k-${n}`,
    sort: '',
    document: { built },
  }));

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => undefined).catch((error: unknown) => error);

describe('read models in SQLite', () => {
  it('are there after reopening, beside snapshots in the same file', async () => {
    const models = openSqliteReadModels({ path: file.path });
    const snapshots = openSqliteSnapshots({ path: file.path });
    await models.apply('p', 0, 0, 7, rows(1, 'before'));
    await snapshots.save('account-1', 's', { version: 3, state: { of: 3 } });
    models.close();
    snapshots.close();
    const again = openSqliteReadModels({ path: file.path });
    const snapshotsAgain = openSqliteSnapshots({ path: file.path });
    expect([await again.checkpoint('p', 0), await again.get('p', 'c', 'k-0')]).toEqual([7, { built: 'before' }]);
    expect(await snapshotsAgain.find('account-1', 's')).toEqual({ version: 3, state: { of: 3 } });
    again.close();
    snapshotsAgain.close();
  });

  it('of two connections only one applies a batch', async () => {
    const [one, two] = [openSqliteReadModels({ path: file.path }), openSqliteReadModels({ path: file.path })];
    for (let from = 0; from < 200; from += 10) {
      const answers = await Promise.all(
        [one, two, one, two].map((models, index) => models.apply('p', 0, from, from + 10, rows(3, `${from}/${index}`))),
      );
      expect(answers.filter((applied) => applied)).toHaveLength(1);
      expect(await two.get('p', 'c', 'k-2')).toEqual({ built: `${from}/${answers.indexOf(true)}` });
    }
    one.close();
    two.close();
  });

  it('rows that a crash left of a dropped generation are swept with the next one, and shown to nobody', async () => {
    const models = openSqliteReadModels({ path: file.path });
    await models.apply('p', 0, 0, 1, rows(10, 'live'));
    await models.apply('p', 1, 0, 1, rows(5_000, 'dropped'));
    const other = new DatabaseSync(file.path);
    other.exec('DELETE FROM generations WHERE generation = 1');
    expect(await models.getIn('p', 1, 'c', 'k-0')).toBeUndefined();
    await models.apply('p', 1, 0, 1, rows(1, 'anew'));
    expect(await models.getIn('p', 1, 'c', 'k-1')).toBeUndefined();
    await models.drop('p', 2);
    expect(other.prepare('SELECT count(*) AS n FROM documents').get()).toEqual({ n: 11 });
    other.close();
    models.close();
  });

  it('and snapshots are unavailable after closing, which may be done twice', async () => {
    const models = openSqliteReadModels({ path: file.path });
    const snapshots = openSqliteSnapshots({ path: file.path });
    for (const store of [models, models, snapshots, snapshots]) store.close();
    for (const work of [models.get('p', 'c', 'k'), models.apply('p', 0, 0, 1, []), snapshots.find('a', 's')])
      expect(isUnavailable(await failureOf(work))).toBe(true);
  });
});
