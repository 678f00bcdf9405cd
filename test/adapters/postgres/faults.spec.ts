import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { connectPostgres, type PostgresDatabase } from '../../../src/adapters/postgres/database.js';
import { openPostgresEvidenceStore } from '../../../src/adapters/postgres/evidence-store.js';
import { openPostgresSecretVault } from '../../../src/adapters/postgres/secret-vault.js';
import { openPostgresSubjectKeys } from '../../../src/adapters/postgres/subject-keys.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import { freshSchema, withPostgres } from '../../support/postgres/with-server.js';

const DEADLINE_MS = 1_000;
const unavailable = (port: string) => ({ code: 'unavailable', port });
const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

withPostgres('PostgreSQL when things break', (server) => {
  let database: PostgresDatabase;
  let schema: string;

  beforeEach(() => {
    schema = freshSchema();
    database = connectPostgres({
      connectionString: server().urlOf(),
      schema,
      poolSize: 3,
      connectTimeoutMs: 500,
      deadlineMs: DEADLINE_MS,
    });
  });
  afterEach(() => database.close());

  it('a server killed in the middle of writes has all that was confirmed when it is back, and is used again', async () => {
    const vault = await openPostgresSecretVault(database);
    const keys = await openPostgresSubjectKeys(database);
    const evidence = await openPostgresEvidenceStore(database);
    for (let n = 0; n < 40; n++)
      await keys.add({ subject: `s${n}`, version: 1, masterKeyId: 'm', wrapped: new Uint8Array(40) });
    const digestOf = (n: number) => String(n).padStart(64, '0');

    const stored: number[] = [];
    const destroyed: number[] = [];
    const kept: number[] = [];
    let isDown = false;
    const until = async (confirmed: number[], write: (n: number) => Promise<void>): Promise<void> => {
      for (let n = 0; !isDown && n < 100_000; n++) {
        try {
          await write(n);
          confirmed.push(n);
        } catch (error) {
          expect(isUnavailable(error)).toBe(true);
          return;
        }
      }
    };
    const writers = Promise.all([
      until(stored, (n) => vault.put(`v${n}`, 'owner', `hash ${n}`)),
      until(destroyed, (n) => (n < 40 ? keys.destroy(`s${n}`) : keys.destroy(`never had one ${n}`))),
      until(kept, (n) => evidence.put([{ digest: digestOf(n), content: clear('bGlzdA==') }])),
    ]);
    while (Math.min(stored.length, destroyed.length, kept.length) < 15) await new Promise(setImmediate);
    await server().kill();
    isDown = true;
    await writers;
    await expect(vault.find('v0')).rejects.toMatchObject(unavailable('secretVault'));

    await server().restart();
    for (const n of stored) expect(await vault.find(`v${n}`)).toBe(`hash ${n}`);
    for (const n of destroyed.filter((one) => one < 40))
      expect(await keys.find(`s${n}`)).toEqual({ kind: 'destroyed' });
    for (const n of kept) expect(await evidence.find(digestOf(n))).toBeDefined();
  });

  it('connections cut while nobody uses them are not noticed by the next caller', async () => {
    const vault = await openPostgresSecretVault(database);
    await Promise.all(['a', 'b', 'c'].map((id) => vault.put(id, 'owner', id)));
    await server().ask('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
      'dinhdanh',
    ]);
    expect(await Promise.all(['a', 'b', 'c'].map((id) => vault.find(id)))).toEqual(['a', 'b', 'c']);
  });

  it('connections cut in the middle of writes lose nothing and break nothing', async () => {
    const keys = await openPostgresSubjectKeys(database);
    let isDone = false;
    const cutting = (async () => {
      while (!isDone)
        await server().ask(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 ORDER BY random() LIMIT 1',
          ['dinhdanh'],
        );
    })();
    const insist = async <T>(call: () => Promise<T>): Promise<T> => {
      for (let attempt = 0; ; attempt++)
        try {
          return await call();
        } catch (error) {
          if (!isUnavailable(error) || attempt > 50) throw error;
        }
    };
    const names = Array.from({ length: 60 }, (_, n) => `s${n}`);
    await Promise.all(
      names.map(async (subject, n) => {
        const wrapped = new Uint8Array(40).fill(n);
        await insist(() => keys.add({ subject, version: 1, masterKeyId: 'm', wrapped }));
        if (n % 2 === 0) await insist(() => keys.destroy(subject));
      }),
    );
    isDone = true;
    await cutting;
    for (const [n, subject] of names.entries())
      expect((await insist(() => keys.find(subject))).kind).toBe(n % 2 === 0 ? 'destroyed' : 'found');
  });

  it('when all connections are taken, callers are told within the deadline, and the rest goes on afterwards', async () => {
    const vault = await openPostgresSecretVault(database);
    await vault.put('a', 'owner', 'hash');
    const other = connectPostgres({ connectionString: server().urlOf(), schema });
    await other.transaction('test', async (run) => {
      await run(`LOCK TABLE ${schema}.secrets IN ACCESS EXCLUSIVE MODE`);
      const began = performance.now();
      const errors = await Promise.all(Array.from({ length: 9 }, () => errorOf(vault.find('a'))));
      expect(performance.now() - began).toBeLessThan(DEADLINE_MS + 500);
      for (const error of errors) expect(error).toMatchObject(unavailable('secretVault'));
    });
    await other.close();
    expect(await vault.find('a')).toBe('hash');
  });

  it('evidence that many keep at once, in any order, is kept without a deadlock', async () => {
    const evidence = await openPostgresEvidenceStore(database);
    const all = Array.from({ length: 30 }, (_, n) => ({ digest: String(n).padStart(64, '0'), content: clear('QUJD') }));
    for (let round = 0; round < 5; round++)
      await Promise.all(
        [all, [...all].reverse(), [...all.slice(15), ...all.slice(0, 15)], [...all, ...all]].map((some) =>
          evidence.put(some),
        ),
      );
    expect(await evidence.find('0'.repeat(63) + '7')).toEqual(all[7]);
    expect(await server().ask(`SELECT count(*)::integer AS rows FROM ${schema}.evidence`)).toEqual([{ rows: 30 }]);
  });

  it('what the server refuses says nothing of what was written', async () => {
    const vault = await openPostgresSecretVault(database);
    const error = await errorOf(vault.put('a', 'owner', 'a hash with \0 in it'));
    expect(error).toMatchObject({ code: 'postgres.refused', sqlState: '22021' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('a hash');
  });

  it('nothing of an error shows the password or the driver', async () => {
    const wrong = connectPostgres({ connectionString: server().urlOf('postgres', 'owner', 'guessed wrong') });
    const errors = [await errorOf(openPostgresSecretVault(wrong)), await errorOf(wrong.run('secretVault', 'SELECT 1'))];
    await wrong.close();
    expect(errors).toMatchObject([{ code: 'postgres.misconfigured' }, unavailable('secretVault')]);
    for (const error of errors)
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/guessed|client:|socket/iu);
  });

  it('after closing, calls are refused as unavailable, and closing again does nothing', async () => {
    const vault = await openPostgresSecretVault(database);
    await database.close();
    await database.close();
    await expect(vault.find('a')).rejects.toMatchObject(unavailable('secretVault'));
  });
});

describe('a server that is not PostgreSQL', () => {
  const sockets = new Set<Socket>();
  let silent: Server;

  beforeEach(async () => {
    silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  const urlOf = (port: number) => `postgresql://user:secret@127.0.0.1:${port}/db`;

  it('that never says a word is given up within the deadline', async () => {
    const { port } = silent.address() as AddressInfo;
    const database = connectPostgres({ connectionString: urlOf(port), connectTimeoutMs: 200, deadlineMs: 500 });
    const began = performance.now();
    await expect(openPostgresSubjectKeys(database)).rejects.toMatchObject(unavailable('subjectKeys'));
    expect(performance.now() - began).toBeLessThan(1_000);
    await database.close();
  });

  it('that is not there at all is unavailable', async () => {
    const { port } = silent.address() as AddressInfo;
    await new Promise((resolve) => silent.close(resolve));
    const database = connectPostgres({ connectionString: urlOf(port) });
    await expect(openPostgresEvidenceStore(database)).rejects.toMatchObject(unavailable('evidenceStore'));
    await database.close();
  });
});
