import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryEventStore } from '../../../src/adapters/memory/event-store.js';
import { RedisReadModels } from '../../../src/adapters/redis/read-models.js';
import { RedisSnapshots } from '../../../src/adapters/redis/snapshots.js';
import { type RedisConnection } from '../../../src/adapters/redis/connection.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import type { Projection } from '../../../src/application/projections/projection.js';
import { Projector } from '../../../src/application/projections/projector.js';
import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { accepted, changeAccount, type CoreHarness, logIn, openCore, register } from '../../support/core-harness.js';
import { toldEverything } from '../../support/notices.js';
import { realClock } from '../../support/real-clock.js';
import { noRedis, type RedisServer, sharedRedis, startRedis } from '../../support/redis/server.js';
import { simpleEvent } from '../../support/simple-event.js';
import { skipped } from '../../support/skip.js';

const LOGINS_KEPT = 3;
const people = ['an', 'binh', 'mai'] as const;

const overRedis = (connection: RedisConnection) => ({
  readModels: new RedisReadModels(connection),
  snapshots: new RedisSnapshots(connection),
});

/** People who registered, changed things and logged in, over read models in Redis. */
async function peopled(connection: RedisConnection) {
  const harness = openCore({ ports: () => overRedis(connection), loginsKept: LOGINS_KEPT, outboxEveryMs: 1 });
  await harness.core.start();
  const accounts: string[] = [];
  for (const handle of people) {
    const person = harness.sandbox.cast[handle];
    const { accountId } = await register(harness, person);
    accounts.push(accountId);
    for (let login = 0; login < 5; login += 1) {
      harness.clock.pass(minutes(13));
      await logIn(harness, person);
    }
    await changeAccount(harness, accountId, { type: 'DisavowLogin', loginId: 'nobody’s', at: harness.clock.now() });
  }
  await toldEverything(harness);
  return { harness, accounts };
}

/** Everything that readers are shown. */
async function shown({ core, ports }: CoreHarness, accounts: readonly string[], atLeast?: number) {
  const fresh = { atLeast: atLeast ?? (await ports.eventStore.head()) };
  const views: unknown[] = [];
  for (const account of accounts) {
    views.push(accepted(await core.profiles.profile(account, fresh)).value);
    views.push(accepted(await core.identities.screen(account, fresh)).value);
    views.push(accepted(await core.profiles.loginHistory(account, { limit: 50 }, fresh)).value);
  }
  return views;
}

const counting: Projection = {
  name: 'counting',
  handles: new Set(['LoggedIn']),
  async apply({ envelope }, read) {
    const key = envelope.stream.slice(-1);
    const count = Number((await read('count', key))?.['count'] ?? 0) + 1;
    return [{ kind: 'put', collection: 'count', key, sort: '', document: { count } }];
  },
};

if (noRedis !== undefined) skipped('read models when Redis is lost', noRedis);
else {
  const redis = sharedRedis();

  describe('when Redis loses everything', () => {
    it('shows what it showed, tells nobody anything twice, and makes no reader wait for ever', async () => {
      const { connectionString } = await redis.server();
      const connection = await redis.connect({ connectionString });
      const { harness, accounts } = await peopled(connection);
      const before = await shown(harness, accounts);
      const told = harness.sandbox.inbox.list().length;
      await connection.call('redis', (client) => client.flushall());
      expect(await shown(harness, accounts)).toEqual(before);
      await harness.core.stop();

      await connection.call('redis', (client) => client.flushall());
      const anew = harness.restarted({
        ports: () => overRedis(connection),
        loginsKept: LOGINS_KEPT,
        outboxEveryMs: 1,
      });
      await anew.core.start();
      expect(await shown(anew, accounts)).toEqual(before);
      await toldEverything(anew);
      expect(anew.sandbox.inbox.list()).toHaveLength(told);
      for (const account of accounts) {
        const rows = await anew.ports.readModels.list('login-history', 'login', account, { limit: 50 });
        expect(rows).toHaveLength(LOGINS_KEPT);
      }
      await anew.core.stop();
    }, 60_000);

    it.each([
      ['keeping nothing', []],
      ['keeping all', ['--appendonly', 'yes', '--appendfsync', 'always']],
    ])(
      'killed again and again under load, %s: every event is counted once',
      async (_title, settings) => {
        const server: RedisServer = await startRedis(settings);
        const connection = await redis.connect({ connectionString: server.connectionString, deadlineMs: 500 });
        const store = createMemoryEventStore({ clock: realClock });
        const codec = {
          encode: () => Promise.reject(new Error('not used')),
          decode: () => ({ type: 'LoggedIn' }) as never,
        };
        const ledger = new Ledger(store, codec, { id: () => '', token: () => '', digits: () => '' }, realClock);
        const models = new RedisReadModels(connection);
        const unexpected: unknown[] = [];
        const projectors = [1, 2].map(
          () =>
            new Projector(counting, store, ledger, new RedisReadModels(connection), (error) => {
              if (!isUnavailable(error)) unexpected.push(error);
            }),
        );
        const events = 3_000;
        for (const projector of projectors) await projector.start(20);
        for (let event = 0; event < events; event += 1) {
          await store.append(`account-${event}`, 0, [simpleEvent(`event-${event}`, {}, 'LoggedIn.v1')]);
          if (event % 700 === 699) {
            await sleep(30);
            await server.kill();
            await server.start();
          }
          if (event % 50 === 0) await sleep(1);
        }
        const since = performance.now();
        const reached = async (): Promise<boolean> => {
          for (;;)
            try {
              return (await projectors[0]?.reached(await store.head(), seconds(20))) ?? false;
            } catch (error) {
              if (!isUnavailable(error)) throw error;
              await sleep(20);
            }
        };
        expect(await reached()).toBe(true);
        expect(performance.now() - since).toBeLessThan(10_000);
        let sum = 0;
        for (let digit = 0; digit < 10; digit += 1)
          sum += Number((await models.get('counting', 'count', String(digit)))?.['count']);
        expect(sum).toBe(events);
        expect(unexpected).toEqual([]);
        for (const projector of projectors) await projector.stop();
        await connection.close();
        await server.stop();
      },
      60_000,
    );
  });
}
