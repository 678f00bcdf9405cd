import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisConnection } from '../../../src/adapters/redis/connection.js';
import { RedisReadModels } from '../../../src/adapters/redis/read-models.js';
import { RedisSnapshots } from '../../../src/adapters/redis/snapshots.js';
import type { ReadModelChange } from '../../../src/application/ports/read-models.port.js';
import { noRedis, sharedRedis, startRedis } from '../../support/redis/server.js';
import { skipped } from '../../support/skip.js';

const put = (key: string, document = {}, sort = ''): ReadModelChange => ({
  kind: 'put',
  collection: 'c',
  key,
  sort,
  document,
});
const rows = (count: number, document = {}): readonly ReadModelChange[] =>
  Array.from({ length: count }, (_, index) => put(`k${index}`, document, index % 2 === 0 ? '' : 's'));

if (noRedis !== undefined) skipped('read models and snapshots in Redis', noRedis);
else {
  const redis = sharedRedis();
  const keysOf = (connection: RedisConnection) =>
    connection.call('redis', (client) => client.keys(`${connection.key('rm', 'p').split(':')[0]}:*`));

  describe('read models in Redis', () => {
    it('name every key of a projection with one hash tag, and no more keys than there are buckets', async () => {
      const connection = await redis.connect();
      const models = new RedisReadModels(connection);
      await models.apply('p', 0, 0, 1, rows(5_000));
      const keys = await keysOf(connection);
      expect(new Set(keys.map((key) => /\{(.*)\}/u.exec(key)?.[1])).size).toBe(1);
      expect(keys.length).toBeGreaterThan(1_000);
      expect(keys.length).toBeLessThanOrEqual(1 + 2 * 1_024);
    });

    it('hold no document in the name of a key, nor the id of an account', async () => {
      const connection = await redis.connect();
      await new RedisReadModels(connection).apply('p', 0, 0, 1, [put('account-of-somebody', {}, 'sort')]);
      expect((await keysOf(connection)).join()).not.toContain('somebody');
    });

    it('leave nothing of a dropped generation behind, nor of one that a crash left half dropped', async () => {
      const connection = await redis.connect();
      const models = new RedisReadModels(connection);
      await models.apply('p', 0, 0, 1, [put('a')]);
      const before = await keysOf(connection);
      await models.apply('p', 1, 0, 1, rows(3_000));
      await models.drop('p', 1);
      expect((await keysOf(connection)).sort()).toEqual(before.sort());

      await models.apply('p', 2, 0, 1, rows(3_000));
      const dying = new RedisReadModels(
        new Proxy(connection, {
          get: (target, name) => {
            if (name === 'call') return () => Promise.reject(new Error('crashed'));
            const found: unknown = Reflect.get(target, name, target);
            return typeof found === 'function' ? (found.bind(target) as unknown) : found;
          },
        }),
      );
      await expect(dying.goLive('p', 2)).rejects.toThrow('crashed');
      expect(await models.get('p', 'c', 'a')).toBeUndefined();
      expect(await models.get('p', 'c', 'k0')).toEqual({});
      await models.apply('p', 3, 0, 1, rows(10));
      await models.goLive('p', 3);
      expect(await keysOf(connection)).toHaveLength(1 + 10 + 5);
    });

    it('are right for a process that knows of an older generation, or of rows before a flush', async () => {
      const first = await redis.connect({ keyPrefix: 'two-processes' });
      const second = await redis.connect({ keyPrefix: 'two-processes' });
      const [one, two] = [new RedisReadModels(first), new RedisReadModels(second)];
      await one.apply('p', 0, 0, 5, [put('a', { by: 'one' }, 's')]);
      expect(await two.list('p', 'c', 'a', { limit: 5 })).toEqual([{ sort: 's', document: { by: 'one' } }]);
      await one.apply('p', 1, 0, 6, [put('a', { by: 'one anew' }, 's')]);
      await one.goLive('p', 1);
      expect(await two.list('p', 'c', 'a', { limit: 5 })).toEqual([{ sort: 's', document: { by: 'one anew' } }]);
      expect(await two.apply('p', 0, 5, 7, [put('a', { by: 'two' }, 's')])).toBe(false);
      expect(await two.apply('p', 1, 6, 7, [put('a', { by: 'two' }, 's')])).toBe(true);
      for (const key of await keysOf(first)) await first.call('redis', (client) => client.del(key));
      expect(await one.get('p', 'c', 'a', 's')).toBeUndefined();
      expect(await one.checkpoint('p', 1)).toBe(0);
      expect(await two.apply('p', 0, 0, 7, [put('b')])).toBe(true);
      expect(await one.apply('p', 0, 7, 8, [put('c')])).toBe(true);
      expect(await Promise.all([one.get('p', 'c', 'b'), two.get('p', 'c', 'c'), two.get('p', 'c', 'a')])).toEqual([
        {},
        {},
        undefined,
      ]);
    });

    it('of a full server take a batch whole or not at all', async () => {
      const server = await startRedis(['--maxmemory', '12mb', '--maxmemory-policy', 'noeviction']);
      const full = await redis.connect({ connectionString: server.connectionString, deadlineMs: 10_000 });
      const models = new RedisReadModels(full);
      const large = { text: 'x'.repeat(50_000) };
      let applied = 0;
      try {
        for (; applied < 200; applied += 1)
          await models.apply('p', 0, applied, applied + 1, [
            put(`a${applied}`, large),
            ...rows(20, large),
            put(`z${applied}`, large),
          ]);
      } catch (error) {
        expect(error).toMatchObject({ code: 'unavailable', port: 'readModels' });
      }
      expect(applied).toBeGreaterThan(0);
      expect(applied).toBeLessThan(200);
      expect(await models.checkpoint('p', 0)).toBe(applied);
      expect(await models.get('p', 'c', `a${applied - 1}`)).toEqual(large);
      expect(await models.get('p', 'c', `z${applied - 1}`)).toEqual(large);
      expect(await models.get('p', 'c', `a${applied}`)).toBeUndefined();
      await full.close();
      await server.stop();
    });

    it('refuse a sort that is not text', async () => {
      const models = new RedisReadModels(await redis.connect());
      await expect(models.apply('p', 0, 0, 1, [put('a', {}, '\ud800')])).rejects.toThrow(TypeError);
      expect(await models.checkpoint('p', 0)).toBe(0);
    });
  });

  describe('snapshots in Redis', () => {
    it('end some time after they were saved last, and too large ones are not kept', async () => {
      const snapshots = new RedisSnapshots(await redis.connect(), { keepMs: 150, largest: 100 });
      await snapshots.save('account-1', 's', { version: 1, state: 'small' });
      await snapshots.save('account-2', 's', { version: 1, state: 'x'.repeat(99) });
      expect(await snapshots.find('account-1', 's')).toEqual({ version: 1, state: 'small' });
      expect(await snapshots.find('account-2', 's')).toBeUndefined();
      await sleep(200);
      expect(await snapshots.find('account-1', 's')).toBeUndefined();
    });

    it('are none while Redis does not answer; only who purges is told', async () => {
      const server = await startRedis();
      const connection = await redis.connect({ connectionString: server.connectionString, deadlineMs: 300 });
      const snapshots = new RedisSnapshots(connection);
      await snapshots.save('account-1', 's', { version: 1, state: 1 });
      await server.kill();
      await snapshots.save('account-1', 's', { version: 2, state: 2 });
      expect(await snapshots.find('account-1', 's')).toBeUndefined();
      await expect(snapshots.purge('account-1')).rejects.toMatchObject({ code: 'unavailable', port: 'snapshots' });
      await expect(new RedisReadModels(connection).get('p', 'c', 'k')).rejects.toMatchObject({
        code: 'unavailable',
        port: 'readModels',
      });
      await connection.close();
      await server.stop();
    });
  });
}
