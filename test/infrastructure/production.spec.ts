import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshKeyringRecord, parseKeyring } from '../../src/adapters/crypto/keyring.js';
import { openKeyringFile } from '../../src/adapters/crypto/keyring-file.js';
import { makeLocalMasterKey } from '../../src/adapters/crypto/local-master-key.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import type { MasterKey } from '../../src/application/ports/master-key.port.js';
import { Unavailable } from '../../src/application/ports/unavailable.js';
import { openProduction } from '../../src/infrastructure/production.js';
import { readStoresConfig, type StoresConfig } from '../../src/infrastructure/stores-config.js';
import { describeProblems } from '../../src/infrastructure/settings.js';
import { type FreshDatabase, freshDatabase } from '../support/eventstoredb/server.js';
import { postgresPrograms, PostgresServer } from '../support/postgres/server.js';
import { productionVariables } from '../support/production/variables.js';
import { noRedis, type RedisServer, startRedis } from '../support/redis/server.js';
import { skipped } from '../support/skip.js';

const missing = noRedis ?? (postgresPrograms === undefined ? 'PostgreSQL is not installed' : undefined);
const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-composition-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (variables: Record<string, string>): StoresConfig => {
  const found = readStoresConfig({}, { DINHDANH_DATA: join(folder, 'data'), ...variables });
  if (!found.ok) throw new Error(describeProblems(found.problems));
  return found.config;
};
const rejection = async (config: StoresConfig): Promise<Error> => {
  const opened = await openProduction({ config }).catch((error: unknown) => error as Error);
  if (opened instanceof Error) return opened;
  await opened.close();
  throw new Error('it started');
};

describe('stores on no server', () => {
  it('are opened as configured, memory beside files', async () => {
    const { storage, checks, close } = await openProduction({
      config: read({ DINHDANH_CHALLENGES: 'memory', DINHDANH_READ_MODELS: 'memory', DINHDANH_LEASES: 'sqlite' }),
      passwordHasher: makeUnsafePlainHasher(),
    });
    expect(storage.leases).toBeDefined();
    for (const check of Object.values(checks)) await check();
    await close();
  });

  it('are ready only while a master key of the host is', async () => {
    const local = makeLocalMasterKey(parseKeyring(JSON.stringify(freshKeyringRecord())).masterKeys);
    let isThere = true;
    const masterKey: MasterKey = {
      ...local,
      wrap: (...asked) => (isThere ? local.wrap(...asked) : Promise.reject(new Unavailable('masterKey', 1_000))),
    };
    const told: string[] = [];
    const { checks, close } = await openProduction({
      config: read({ DINHDANH_DATA: join(folder, 'hosted') }),
      passwordHasher: makeUnsafePlainHasher(),
      masterKey,
      onTrouble: (reason) => told.push(reason),
    });
    await checks['masterKey']?.();
    isThere = false;
    await expect(checks['masterKey']?.()).rejects.toMatchObject({ code: 'unavailable' });
    expect(told).toEqual(['masterKey is not ready: masterKey is unavailable']);
    await close();
  });
});

if (missing !== undefined) skipped('stores on EventStoreDB, Redis and PostgreSQL', missing);
else
  describe('stores on EventStoreDB, Redis and PostgreSQL', () => {
    let events: FreshDatabase;
    let redis: RedisServer;
    let postgres: PostgresServer;
    let variables: Record<string, string>;
    const keys = join(folder, 'keyring.json');

    beforeAll(async () => {
      [events, redis, postgres] = await Promise.all([freshDatabase(), startRedis(), PostgresServer.start()]);
      openKeyringFile(keys);
      variables = {
        ...productionVariables({ events, redis, postgres }),
        DINHDANH_KEYRING: keys,
      };
    }, 60_000);
    afterAll(async () => {
      await events.close();
      await redis.stop();
      await postgres.stop();
    });

    it('are all opened, each on its server, and each is asked for readiness', async () => {
      const { storage, checks, close } = await openProduction({ config: read(variables) });
      expect(Object.keys(checks).sort()).toEqual([
        'challenges',
        'eventStore',
        'eventstoredb',
        'evidenceStore',
        'outbox',
        'postgres',
        'rateLimits',
        'readModels',
        'redis',
        'secretVault',
        'sessions',
        'snapshots',
      ]);
      for (const check of Object.values(checks)) await check();
      await storage.vault.put('id', 'owner', 'hash');
      expect(await postgres.ask('SELECT secret FROM dinhdanh.secrets')).toEqual([{ secret: 'hash' }]);
      await close();
      await close();
    });

    it('are refused to other keys under the same names, whichever machine comes second', async () => {
      const first = await openProduction({ config: read(variables) });
      await first.close();
      const record = (change: object): string => {
        const path = join(folder, `other-${Object.keys(change).join('-')}.json`);
        const own = JSON.parse(readFileSync(keys, 'utf8')) as object;
        writeFileSync(path, JSON.stringify({ ...own, ...change }), { mode: 0o600 });
        return path;
      };
      const fresh = freshKeyringRecord();
      const peppers = await rejection(read({ ...variables, DINHDANH_KEYRING: record({ peppers: fresh.peppers }) }));
      expect(peppers).toMatchObject({ code: 'pepperMismatch' });
      const master = await rejection(
        read({ ...variables, DINHDANH_KEYRING: record({ masterKeys: fresh.masterKeys }) }),
      );
      expect(master).toMatchObject({ code: 'masterKeyMismatch' });
    });

    it('make no keys where a file was named', async () => {
      const error = await rejection(read({ ...variables, DINHDANH_KEYRING: join(folder, 'none.json') }));
      expect(error).toMatchObject({ code: 'keyring', message: expect.stringContaining('dinhdanh keys create') });
    });

    it('are told all at once where servers do not answer or refuse, without address and password', async () => {
      const error = await rejection(
        read({
          ...variables,
          DINHDANH_EVENTSTOREDB: 'esdb://user:events-secret@127.0.0.1:1?tls=false',
          DINHDANH_REDIS: 'redis://:redis-secret@127.0.0.1:1',
          DINHDANH_POSTGRES: postgres.urlOf('postgres', 'owner', 'keys-secret'),
        }),
      );
      expect(error).toMatchObject({
        code: 'storesUnusable',
        troubles: [
          { server: 'eventstoredb', passes: true },
          { server: 'redis', passes: true },
          { server: 'postgres', passes: false },
        ],
      });
      expect(error.message).not.toMatch(/secret|127\.0\.0\.1/);
    }, 60_000);

    it('are not ready once a server is gone, and are again when it is back', async () => {
      const { checks, close } = await openProduction({ config: read(variables) });
      const isReady = async (name: string): Promise<boolean> =>
        (checks[name] ?? (() => Promise.reject(new Error(name))))().then(
          () => true,
          () => false,
        );
      await redis.kill();
      expect([await isReady('redis'), await isReady('sessions'), await isReady('postgres')]).toEqual([
        false,
        false,
        true,
      ]);
      await redis.start();
      const deadline = performance.now() + 10_000;
      while (!(await isReady('redis')) && performance.now() < deadline)
        await new Promise((done) => setTimeout(done, 50));
      expect(await isReady('sessions')).toBe(true);
      await close();
    });
  });
