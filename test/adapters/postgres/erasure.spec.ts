import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeLocalMasterKey } from '../../../src/adapters/crypto/local-master-key.js';
import { makePersonalData } from '../../../src/adapters/crypto/personal-data.js';
import { rewrapUnder } from '../../../src/adapters/crypto/rewrap.js';
import { connectPostgres, type PostgresDatabase } from '../../../src/adapters/postgres/database.js';
import { rewrapPostgresSubjectKeys } from '../../../src/adapters/postgres/rewrap-keys.js';
import { openPostgresSecretVault } from '../../../src/adapters/postgres/secret-vault.js';
import { openPostgresSubjectKeys } from '../../../src/adapters/postgres/subject-keys.js';
import { freshSchema, withPostgres } from '../../support/postgres/with-server.js';
import { testKey } from '../../support/secret-key.js';

/** Bytes that occur nowhere else, different for each number. */
const wrappedOf = (n: number): Buffer =>
  Buffer.from(`<<wrapped-key-of-${String(n).padStart(6, '0')}-0123456789abcdef0123>>`);

/** Whether any file under a folder holds the bytes. The server may take files away meanwhile. */
const holds = (folder: string, bytes: Buffer): boolean =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => {
    try {
      const path = join(folder, name);
      return statSync(path).isFile() && readFileSync(path).includes(bytes);
    } catch {
      return false;
    }
  });

withPostgres(
  'what erasure leaves in PostgreSQL',
  (server) => {
    let database: PostgresDatabase;
    beforeEach(() => {
      database = connectPostgres({ connectionString: server().urlOf(), schema: freshSchema() });
    });
    afterEach(() => database.close());

    /** In the files of tables, and in the write-ahead log. */
    async function remains(n: number): Promise<{ readonly tables: boolean; readonly log: boolean }> {
      await server().ask('CHECKPOINT');
      const [tables, log] = ['base', 'pg_wal'].map((folder) => holds(join(server().folder, folder), wrappedOf(n)));
      return { tables: tables === true, log: log === true };
    }

    it('a destroyed key stays in its table until a vacuum and in the log for longer, as the guide says', async () => {
      const keys = await openPostgresSubjectKeys(database);
      await server().ask(`ALTER TABLE ${database.schema}.subject_keys SET (autovacuum_enabled = off)`);
      for (let n = 0; n < 20; n++)
        await keys.add({ subject: `s${n}`, version: 1, masterKeyId: 'm1', wrapped: wrappedOf(n) });
      await keys.destroy('s7');
      await keys.destroy('s19');
      expect(await remains(7)).toEqual({ tables: true, log: true });
      await server().ask(`VACUUM ${database.schema}.subject_keys`);
      // Its neighbours moved over the one in the middle; the last of a page lies in what is now free space.
      expect(await remains(7)).toEqual({ tables: false, log: true });
      expect(await remains(19)).toEqual({ tables: true, log: true });
      await server().ask(`VACUUM (FULL) ${database.schema}.subject_keys`);
      expect(await remains(19)).toEqual({ tables: false, log: true });
      expect(await remains(8)).toEqual({ tables: true, log: true });
    });

    it('the tables of secrets and keys are vacuumed as soon as one row died, whatever their size', async () => {
      const vault = await openPostgresSecretVault(database);
      const keys = await openPostgresSubjectKeys(database);
      for (let n = 0; n < 100; n++) {
        await keys.add({ subject: `s${n}`, version: 1, masterKeyId: 'm1', wrapped: wrappedOf(n) });
        await vault.put(`v${n}`, 'owner', `hash ${n}`);
      }
      await keys.destroy('s7');
      await vault.delete('v7');
      // A session that goes away reports its dead rows at once.
      await database.close();
      const vacuumed = async () =>
        await server().ask(
          `SELECT relname FROM pg_stat_user_tables WHERE schemaname = $1 AND autovacuum_count > 0 ORDER BY relname`,
          [database.schema],
        );
      const deadline = performance.now() + 25_000;
      while ((await vacuumed()).length < 2 && performance.now() < deadline) await sleep(100);
      expect(await vacuumed()).toEqual([{ relname: 'secrets' }, { relname: 'subject_keys' }]);
    });

    it('after keys were wrapped anew, old copies of a destroyed key need a master key that can be destroyed', async () => {
      const keys = await openPostgresSubjectKeys(database);
      const old = ['m1', testKey(1)] as const;
      const current = ['m2', testKey(2)] as const;
      const before = makePersonalData(keys, makeLocalMasterKey({ keys: new Map([old]), currentId: 'm1' }));
      const sealed = [];
      for (let n = 0; n < 250; n++) sealed.push(await before.seal(`s${n}`, `e${n}`, { n }));
      const copy = await keys.find('s3');
      await before.erase('s3');

      const both = makeLocalMasterKey({ keys: new Map([old, current]), currentId: 'm2' });
      expect(await rewrapPostgresSubjectKeys(database, 'm2', rewrapUnder(both))).toBe(249);
      expect(await rewrapPostgresSubjectKeys(database, 'm2', rewrapUnder(both))).toBe(0);

      const newOnly = makeLocalMasterKey({ keys: new Map([current]), currentId: 'm2' });
      const after = makePersonalData(keys, newOnly);
      for (const n of [0, 1, 249]) expect(await after.open(sealed[n]!)).toEqual({ kind: 'clear', value: { n } });
      expect(await after.open(sealed[3]!)).toEqual({ kind: 'erased' });
      expect(copy.kind).toBe('found');
      if (copy.kind === 'found') await expect(rewrapUnder(newOnly)(copy.key)).rejects.toThrow();
    });

    it('a key that is destroyed while it is wrapped anew stays destroyed', async () => {
      const keys = await openPostgresSubjectKeys(database);
      for (const subject of ['a', 'b'])
        await keys.add({ subject, version: 1, masterKeyId: 'm1', wrapped: wrappedOf(1) });
      const done = await rewrapPostgresSubjectKeys(database, 'm2', async (key) => {
        if (key.subject === 'a') await keys.destroy('a');
        return { ...key, masterKeyId: 'm2', wrapped: wrappedOf(2) };
      });
      expect(done).toBe(1);
      expect(await keys.find('a')).toEqual({ kind: 'destroyed' });
      expect(await keys.find('b')).toMatchObject({
        key: { masterKeyId: 'm2', wrapped: Uint8Array.from(wrappedOf(2)) },
      });
    });
  },
  { settings: { autovacuum_naptime: '1s' } },
);
