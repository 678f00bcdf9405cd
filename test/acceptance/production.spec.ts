import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeSandbox } from '../../src/adapters/sandbox/index.js';
import { openSandboxDoor } from '../../src/infrastructure/sandbox-door.js';
import { root } from '../architecture/support/repository.js';
import { type FreshDatabase, freshDatabase } from '../support/eventstoredb/server.js';
import { postgresPrograms, PostgresServer } from '../support/postgres/server.js';
import { productionVariables } from '../support/production/variables.js';
import { noRedis, type RedisServer, startRedis } from '../support/redis/server.js';
import { skipped } from '../support/skip.js';
import { ask, Citizen } from './support/citizen.js';
import { build, main, type Server, startServer, temporaryFolder } from './support/server.js';

const missing = noRedis ?? (postgresPrograms === undefined ? 'PostgreSQL is not installed' : undefined);
const LEASE_SECONDS = 2;
const SEED = 'dinhdanh';
const POPULATION = 60;

/** People of the servers' sandbox who can register by the phone that a subscriber's register knows as theirs. */
function citizens(): readonly Citizen[] {
  const sandbox = makeSandbox({ seed: SEED, size: POPULATION });
  const { people } = sandbox.population;
  const known = people.filter(
    ({ subscriber, personalNumber, cmnd, name, birthDate, phones: [phone] }) =>
      cmnd === undefined &&
      subscriber?.personId?.value === personalNumber &&
      subscriber.name === name &&
      subscriber.birthDate === birthDate &&
      people.filter((other) => other.phones.includes(phone as never)).length === 1,
  );
  const handles = new Set(known.map(({ handle }) => handle));
  return openSandboxDoor(sandbox)
    .people(true)
    .filter(({ handle }) => handles.has(handle))
    .map((who) => new Citizen(who));
}

if (missing !== undefined) skipped('two servers over EventStoreDB, Redis and PostgreSQL', missing);
else
  describe('two servers over EventStoreDB, Redis and PostgreSQL', () => {
    const folder = temporaryFolder();
    const keys = join(folder.path, 'keyring.json');
    let events: FreshDatabase;
    let redis: RedisServer;
    let postgres: PostgresServer;
    let environment: Record<string, string>;
    const people = citizens();
    const servers: Server[] = [];

    /** Not waited for in this thread: the stand-in of EventStoreDB answers from it. */
    const run = async (words: readonly string[], env: Record<string, string> = {}) => {
      const child = spawn(process.execPath, [main, ...words], {
        cwd: root,
        env: { ...process.env, NODE_OPTIONS: '', ...env },
        timeout: 30_000,
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk) => (stdout += String(chunk)));
      child.stderr.on('data', (chunk) => (stderr += String(chunk)));
      const [status] = (await once(child, 'close')) as [number | null];
      return { status, stdout, stderr };
    };
    const start = async (): Promise<Server> => {
      const server = await startServer(
        [
          main,
          'serve',
          '--port',
          '0',
          '--seed',
          SEED,
          '--people',
          String(POPULATION),
          '--data',
          join(folder.path, 'data'),
        ],
        environment,
      );
      servers.push(server);
      return server;
    };
    const worksOf = (server: Server): readonly string[] => {
      const held = new Set<string>();
      for (const line of server.log().split('\n').filter(Boolean)) {
        const { msg, work } = JSON.parse(line) as { readonly msg?: string; readonly work?: string };
        if (work !== undefined && msg === 'took work over') held.add(work);
        if (work !== undefined && msg === 'gave work up') held.delete(work);
      }
      return [...held];
    };
    const until = async (met: () => boolean, limitMs: number): Promise<number> => {
      const begun = performance.now();
      while (!met()) {
        if (performance.now() - begun > limitMs) throw new Error('it never came');
        await sleep(20);
      }
      return performance.now() - begun;
    };
    /** Registered and logged in at one server, and shown at another as far as the first one's answer went. */
    const liveAndShow = async (nth: number, at: Server, shownAt: Server): Promise<void> => {
      const citizen = people[nth];
      if (citizen === undefined) throw new Error('too few people');
      await citizen.liveOn(at.url);
      const [token = ''] = citizen.tokens;
      const shown = await ask(shownAt.url, `/v1/me/profile?atLeast=${citizen.position ?? 0}`, undefined, token);
      expect([shown.status, shown.body.accountId]).toEqual([200, citizen.accountId]);
    };

    /** Waits until every message that was promised is over, and there are so many; how often each was tried. */
    const told = async (least: number): Promise<readonly { readonly attempt: number }[]> => {
      const begun = performance.now();
      for (;;) {
        const rows = await postgres.ask('SELECT attempt, intent IS NULL AS is_over FROM dinhdanh.outbox');
        if (rows.length >= least && rows.every((row) => row['is_over'] === true))
          return rows.map((row) => ({ attempt: Number(row['attempt']) }));
        if (performance.now() - begun > 15_000) throw new Error(`${rows.length} messages, not all over`);
        await sleep(50);
      }
    };

    beforeAll(async () => {
      build();
      [events, redis, postgres] = await Promise.all([freshDatabase(), startRedis(), PostgresServer.start()]);
      environment = {
        ...productionVariables({ events, redis, postgres }),
        DINHDANH_KEYRING: keys,
        DINHDANH_LEASE_SECONDS: String(LEASE_SECONDS),
      };
    }, 120_000);
    afterAll(async () => {
      for (const server of servers) await server.kill();
      await events.close();
      await redis.stop();
      await postgres.stop();
      folder.remove();
    });

    it('get their keys once, by a command that leaves them alone from then on', async () => {
      expect(await run(['keys', 'create', keys])).toMatchObject({ status: 0, stdout: `${keys}\n` });
      expect((await run(['keys', 'create', keys])).status).toBe(2);
    });

    it('do not start on a wrong configuration, all of which is named', async () => {
      const wrong = { ...environment, DINHDANH_REDIS: 'redis://:redis-secret@a,b', DINHDANH_CHALLENGES: 'memory' };
      const { status, stdout, stderr } = await run(['serve', '--port', '0'], wrong);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('DINHDANH_REDIS');
      expect(stderr).toContain('DINHDANH_CHALLENGES');
      expect(stderr).not.toMatch(/secret| {4}at /);
      const unanswered = await run(['serve', '--port', '0'], { ...environment, DINHDANH_REDIS: 'redis://127.0.0.1:1' });
      expect([unanswered.status, unanswered.stdout]).toEqual([4, '']);
      expect(unanswered.stderr).toContain('redis: does not answer');
    }, 60_000);

    it('show what one registered at the other, and one of them does the background work', async () => {
      const [a, b] = [await start(), await start()];
      await liveAndShow(0, a, b);
      await liveAndShow(1, b, a);
      const ready = await ask(b.url, '/health/ready');
      expect([ready.status, ready.body.checks.eventstoredb.status, ready.body.checks.redis.status]).toEqual([
        200,
        'ok',
        'ok',
      ]);
      expect(JSON.stringify(ready.body)).not.toMatch(/127\.0\.0\.1|password/);
      expect(worksOf(a).filter((work) => worksOf(b).includes(work))).toEqual([]);
      expect(worksOf(a).length + worksOf(b).length).toBe(7);
    }, 60_000);

    it('are looked into by the command line, under the same configuration', async () => {
      const { accountId = '' } = people[0] ?? {};
      const replay = await run(['audit', 'replay', accountId], environment);
      expect([replay.status, replay.stderr]).toEqual([0, '']);
      expect(replay.stdout).toContain('Registered');
      const status = await run(['projections', 'status'], environment);
      expect([status.status, status.stdout]).toEqual([0, expect.stringContaining('identity-profile')]);
    }, 60_000);

    it('go on when one is killed, and the other takes its work over', async () => {
      const [a, b] = servers;
      if (a === undefined || b === undefined) throw new Error('they run');
      const all = worksOf(a).length + worksOf(b).length;
      // Nobody is killed between a gateway's answer and its note: that message would wait for its lease to end.
      await told(2);
      await a.kill();
      const recovered = await until(() => worksOf(b).length === all, 4 * LEASE_SECONDS * 1_000);
      process.stdout.write(`Background work of a killed server was taken over after ${Math.round(recovered)} ms\n`);
      await liveAndShow(2, b, b);
      const c = await start();
      await liveAndShow(3, c, b);
      expect((await told(4)).filter(({ attempt }) => attempt !== 1)).toEqual([]);
      expect(await b.stop()).toBe(0);
      await until(() => worksOf(c).length === all, 2 * LEASE_SECONDS * 1_000);
      expect(await c.stop()).toBe(0);
    }, 90_000);
  });
