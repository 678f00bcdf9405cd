import { readFileSync } from 'node:fs';
import { openRedis } from '../../../src/adapters/redis/connection.js';
import { defineScript } from '../../../src/adapters/redis/script.js';
import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import { skipped } from '../../support/skip.js';
import { startRedisCluster } from '../../support/redis/cluster.js';
import { insist } from '../../support/redis/insist.js';
import { codeFor } from '../../support/redis/samples.js';
import { noOpenssl, selfSigned } from '../../support/redis/self-signed.js';
import { freePort, noRedis, type RedisServer, sharedRedis, startRedis } from '../../support/redis/server.js';

const misconfigured = (reason: string) => ({ code: 'redis.misconfigured', message: expect.stringContaining(reason) });

/** Everything that a log could show of an error. */
const shown = (error: unknown): string =>
  error instanceof Error
    ? [
        error.message,
        error.stack,
        JSON.stringify(error),
        JSON.stringify(Object.entries(error)),
        shown(error.cause),
      ].join()
    : String(error);

if (noRedis !== undefined) skipped('connecting to Redis', noRedis);
else {
  const redis = sharedRedis();

  describe('opening Redis', () => {
    it('tells how the server is', async () => {
      const connection = await redis.connect();
      expect(await connection.check()).toEqual({
        version: expect.any(String),
        masters: 1,
        replicas: 0,
        persistence: 'nothing',
      });
    });

    it('is unavailable when nobody answers, soon', async () => {
      const begun = performance.now();
      const opening = openRedis({ connectionString: `redis://127.0.0.1:${await freePort()}`, connectTimeoutMs: 300 });
      await expect(opening).rejects.toMatchObject({ code: 'unavailable', port: 'redis' });
      expect(performance.now() - begun).toBeLessThan(2_000);
    });

    it('refuses numbers and prefixes that cannot work', async () => {
      const { connectionString } = await redis.server();
      const open = (options: object) => openRedis({ connectionString, ...options });
      await expect(open({ keyPrefix: 'a{b}' })).rejects.toMatchObject(misconfigured('key prefix'));
      await expect(open({ keyPrefix: '' })).rejects.toMatchObject(misconfigured('key prefix'));
      await expect(open({ deadlineMs: 0 })).rejects.toMatchObject(misconfigured('deadline'));
      await expect(open({ connectTimeoutMs: 1.5 })).rejects.toMatchObject(misconfigured('deadline'));
      await expect(open({ replicas: -1 })).rejects.toMatchObject(misconfigured('replicas'));
      await expect(open({ tls: {} })).rejects.toMatchObject(misconfigured('rediss'));
    });

    it('does not start while fewer replicas are there than must confirm', async () => {
      await expect(redis.connect({ replicas: 1 })).rejects.toMatchObject({
        code: 'unavailable',
        cause: expect.objectContaining({ message: '1 replicas are to confirm, and a master has 0' }),
      });
    });

    it.each([
      [['--appendonly', 'yes', '--appendfsync', 'everysec'], 'bring back what was revoked'],
      [['--save', '60 1000'], 'bring back what was revoked'],
      [['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru'], 'it must be noeviction'],
      [['--cluster-enabled', 'yes'], 'is in a cluster'],
      [['--rename-command', 'CONFIG', ''], 'does not show how it persists'],
    ])('refuses a server with %j', async (settings, reason) => {
      const server = await startRedis(settings, settings[0] === '--cluster-enabled' ? 10_000 : 0);
      try {
        await expect(openRedis(server)).rejects.toMatchObject(misconfigured(reason));
      } finally {
        await server.stop();
      }
    });

    it('takes a server that is set up as the documentation says', async () => {
      const page = readFileSync(new URL('../../../docs/explanation/redis.md', import.meta.url), 'utf8');
      const [, lines = ''] = /^```conf\n(.*?)^```/msu.exec(page) ?? [];
      const settings = lines.trim().split('\n');
      expect(settings.length).toBeGreaterThan(2);
      const server = await startRedis(['--maxmemory', '100mb', ...settings.flatMap((line) => `--${line}`.split(' '))]);
      try {
        const connection = await openRedis(server);
        expect(await connection.check()).toMatchObject({ persistence: 'everything' });
        await connection.close();
      } finally {
        await server.stop();
      }
    });

    it('takes the word of the operator for a server that does not show how it persists', async () => {
      const server = await startRedis(['--rename-command', 'CONFIG', '']);
      try {
        const connection = await openRedis({ ...server, persistence: 'asserted' });
        expect((await connection.check()).persistence).toBe('unknown');
        await connection.close();
      } finally {
        await server.stop();
      }
    });

    it('refuses a replica, and a master whose replicas confirm nothing', async () => {
      const master = await startRedis();
      const replica = await startRedis(['--replicaof', '127.0.0.1', String(master.port)]);
      try {
        await expect(openRedis(replica)).rejects.toMatchObject(misconfigured('is a replica'));
        const confirmed = await insist(() => openRedis({ ...master, replicas: 1 }));
        expect(await confirmed.check()).toMatchObject({ replicas: 1 });
        await confirmed.close();
        await expect(openRedis(master)).rejects.toMatchObject(misconfigured('a fail-over would bring back'));
        await (await openRedis({ ...master, persistence: 'asserted' })).close();
      } finally {
        await replica.stop();
        await master.stop();
      }
    });

    it('refuses a server alone in place of a cluster', async () => {
      const { port } = await redis.server();
      await expect(openRedis({ connectionString: `redis+cluster://127.0.0.1:${port}` })).rejects.toMatchObject(
        misconfigured('is in no cluster'),
      );
    });

    const tlsTitle = 'speaks TLS to a server whose certificate it trusts, and to no other';
    if (noOpenssl !== undefined) skipped(tlsTitle, noOpenssl);
    else
      it(tlsTitle, async () => {
        const certificate = selfSigned();
        const server = await startRedis([], 0, certificate);
        try {
          const connectionString = server.connectionString;
          expect(connectionString).toMatch(/^rediss:/u);
          const connection = await openRedis({ connectionString, tls: { ca: certificate.pem } });
          expect(await connection.check()).toMatchObject({ masters: 1 });
          await connection.close();
          await expect(openRedis({ connectionString, connectTimeoutMs: 500 })).rejects.toMatchObject({
            code: 'redis.misconfigured',
            message: expect.stringContaining('certificate'),
          });
        } finally {
          await server.stop();
          certificate.remove();
        }
      });
  });

  describe('credentials', () => {
    let server: RedisServer;
    const hash = 'a-very-secret-word';
    beforeAll(async () => {
      server = await startRedis(['--requirepass', hash]);
    });
    afterAll(() => server.stop());
    const as = (credentials: string) => server.connectionString.replace('://', `://${credentials}@`);

    it('that are right are taken', async () => {
      const connection = await openRedis({ connectionString: as(`:${hash}`) });
      await expect(connection.check()).resolves.toMatchObject({ masters: 1 });
      await connection.close();
    });

    it.each([
      ['a wrong password', ':another-secret-word'],
      ['a wrong user', `nobody:another-secret-word`],
    ])('%s is refused at once, and shown nowhere', async (_, credentials) => {
      const troubles: string[] = [];
      const begun = performance.now();
      const error: unknown = await openRedis({
        connectionString: as(credentials),
        onTrouble: (trouble) => troubles.push(trouble),
      }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(misconfigured('refuses us: WRONGPASS'));
      expect(performance.now() - begun).toBeLessThan(2_000);
      expect(shown(error) + troubles.join()).not.toContain('secret-word');
    });

    it('that are missing are a misconfiguration', async () => {
      await expect(openRedis(server)).rejects.toMatchObject(misconfigured('refuses us: NOAUTH'));
    });

    it('a user without the rights is a misconfiguration, and what was asked is not shown', async () => {
      const admin = await openRedis({ connectionString: as(`:${hash}`) });
      await admin.call('redis', (client) =>
        client.acl('SETUSER', 'reader', 'on', '>reader-secret-word', '~*', '+info', '+config|get', '+hello', '+client'),
      );
      const reader = await openRedis({ connectionString: as('reader:reader-secret-word') });
      const error: unknown = await new RedisChallenges(reader)
        .issue(codeFor('b', { digest: 'a-digest' }))
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(misconfigured('refuses us: NOPERM'));
      expect(shown(error)).not.toContain('a-digest');
      await admin.close();
      await reader.close();
    });
  });

  describe('scripts', () => {
    const counting = defineScript<number>(`return redis.call('INCRBY', KEYS[1], ARGV[1])`);

    it('are sent again when the server has lost them', async () => {
      const connection = await redis.connect();
      const key = connection.key('count', 'one');
      expect(await connection.run('redis', counting, [key], [1])).toBe(1);
      await connection.call('redis', (client) => client.script('FLUSH'));
      expect(await connection.run('redis', counting, [key], [1])).toBe(2);
      expect(await connection.run('redis', counting, [key], [1])).toBe(3);
    });

    it('have the time of the server', async () => {
      const connection = await redis.connect();
      const told = await connection.run('redis', defineScript<number>('return now'), [connection.key('time', '')]);
      const [seconds] = await connection.call('redis', (client) => client.time());
      expect(Math.abs(told - Number(seconds) * 1_000)).toBeLessThan(5_000);
    });

    it('of ours that fail are bugs, without what was asked', async () => {
      const connection = await redis.connect();
      const broken = defineScript<number>(`return redis.call('HGET', KEYS[1])`);
      const error: unknown = await connection
        .run('redis', broken, [connection.key('k', '')], ['argument-word'])
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ message: expect.stringContaining('Wrong number of args') });
      expect(error).not.toHaveProperty('code');
      expect(shown(error)).not.toContain('argument-word');
    });
  });

  it('deployments on one server do not meet', async () => {
    const [one, other] = [new RedisChallenges(await redis.connect()), new RedisChallenges(await redis.connect())];
    await one.issue(codeFor('b'));
    expect(await other.attempt('b', 'd-right')).toEqual({ kind: 'unknown' });
    expect(await one.attempt('b', 'd-right')).toEqual({ kind: 'correct' });
  });

  it('a closed connection is unavailable, and may be closed again', async () => {
    const connection = await redis.connect();
    await connection.close();
    await connection.close();
    await expect(new RedisChallenges(connection).peek('k')).rejects.toMatchObject({
      code: 'unavailable',
      port: 'challenges',
    });
  });

  it('a client that has given up is told to begin anew', async () => {
    const connection = await redis.connect();
    await connection.call('redis', async (client) => client.disconnect());
    await expect(new RedisChallenges(connection).peek('k')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await insist(() => new RedisChallenges(connection).peek('k'))).toBeUndefined();
  });

  it('a cluster tells of all its masters', async () => {
    const cluster = await startRedisCluster();
    try {
      const connection = await openRedis(cluster);
      expect(await connection.check()).toMatchObject({ masters: 3, persistence: 'nothing' });
      await connection.call('redis', async (client) => client.disconnect());
      expect(await insist(() => connection.check())).toMatchObject({ masters: 3 });
      await connection.close();
    } finally {
      await cluster.stop();
    }
  });
}
