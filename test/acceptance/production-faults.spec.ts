import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountIdOf, historyOf } from '../../bench/lib/history.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { type MortalServer, mortalName, startMortalServer } from '../support/eventstoredb/mortal-server.js';
import { type OpenedProduction, openProduction, type ProductionPlaces } from '../support/production/open.js';
import { noProduction } from '../support/production/servers.js';
import { type RedisServer, startRedis } from '../support/redis/server.js';
import { skipped } from '../support/skip.js';
import type { Followed } from './children/follow-log.js';
import { startChild } from './support/child.js';
import { type Load, loadOver } from './support/load.js';
import { caughtUp, expectKept, expectShown } from './support/reckoning.js';

const PEOPLE = 40;
const LOGINS = 2;
const CALLERS = 8;
const KILLS = 2;
const ACCOUNTS = 10;
const EVENTS = 400;
/** Minutes where somebody has them. */
const PAUSE_MS = Number(process.env['DINHDANH_PAUSE_MS'] ?? 3_000);

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const ms = (since: number): string => `${Math.round(performance.now() - since)} ms`;

if (noProduction !== undefined) skipped('the composed core while its servers die', noProduction);
else
  describe(`the composed core on Redis and ${mortalName}`, () => {
    const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-faults-'));
    let server: MortalServer;
    let redis: RedisServer;
    let opened: OpenedProduction;
    let load: Load;
    let places: ProductionPlaces;
    let deployments = 0;

    beforeAll(async () => {
      server = await startMortalServer();
      redis = await startRedis();
    }, 120_000);
    afterAll(async () => {
      await redis.stop();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    beforeEach(async () => {
      const name = `f${process.pid}-${Date.now()}-${(deployments += 1)}-`;
      places = {
        eventStoreDb: { connectionString: server.connectionString, streamPrefix: name },
        redis: { connectionString: redis.connectionString, keyPrefix: name },
        directory: join(directory, name),
      };
      opened = await openProduction(places, { passwordHasher: makeUnsafePlainHasher(), deadlineMs: 2_000 });
      load = loadOver(opened.storage);
      await load.core.start();
    });
    afterEach(async () => {
      await load.core.stop();
      await opened.close();
    });

    /** Everybody registers and logs in, so many at a time; `during` runs beside. */
    async function everybody(during: (progress: () => number) => Promise<void>): Promise<void> {
      let next = 0;
      let done = 0;
      const one = async (): Promise<void> => {
        while (next < PEOPLE) {
          const index = next;
          next += 1;
          await load.live(index, LOGINS);
          done += 1;
        }
      };
      await Promise.all([during(() => done), ...Array.from({ length: CALLERS }, one)]);
    }

    const doneAt = async (progress: () => number, people: number): Promise<void> => {
      while (progress() < people) await sleep(5);
    };

    /** Nothing lost, nothing twice; answers how long the read models took to show all of it. */
    async function reckon(what: string): Promise<void> {
      const behindMs = await caughtUp(load, opened.storage);
      const { accounts, logins, events } = await expectKept(opened.storage, load.answers, PEOPLE);
      await expectShown(load, opened.storage);
      say(
        `${what}: ${accounts} accounts, ${logins} logins, ${events} events; all shown ${Math.round(behindMs)} ms later`,
      );
    }

    it('loses nothing and does nothing twice while the event store is killed and started again under load', async () => {
      await everybody(async (progress) => {
        for (let kill = 1; kill <= KILLS; kill += 1) {
          await doneAt(progress, (kill * PEOPLE) / (KILLS + 2));
          await server.kill();
          const killed = performance.now();
          await sleep(300);
          await server.start();
          const there = performance.now();
          const before = progress();
          await doneAt(progress, Math.min(before + 1, PEOPLE));
          say(
            `kill ${kill}: away for ${Math.round(there - killed)} ms, somebody was served ${ms(there)} after it was back`,
          );
        }
      });
      await reckon('killed');
    }, 300_000);

    it('loses nothing and does nothing twice while connections are cut in the middle of appends', async () => {
      let cuts = 0;
      await everybody(async (progress) => {
        while (progress() < PEOPLE) {
          await sleep(60);
          if (cuts % 2 === 0) server.proxy.cut();
          else server.proxy.loseNextAnswer();
          cuts += 1;
          if (cuts >= 20) return;
        }
      });
      expect(cuts).toBeGreaterThan(3);
      await reckon(`cut ${cuts} times`);
    }, 300_000);

    it('loses no account and no login when Redis is emptied under load, and shows all of it again', async () => {
      await everybody(async (progress) => {
        for (const share of [0.25, 0.5, 0.75]) {
          await doneAt(progress, PEOPLE * share);
          await opened.redis.call('redis', (client) => client.flushall());
        }
      });
      await opened.redis.call('redis', (client) => client.flushall());
      const flushed = performance.now();
      // The notices' place in the log is found again with the next event: what it holds was told and is not told twice.
      await load.live(0, 1);
      await reckon('emptied 4 times');
      say(`read models whole again ${ms(flushed)} after Redis was emptied for the last time`);
    }, 300_000);

    it('catches a subscriber up that stood still while thousands of events were written', async () => {
      // Only the other process follows the log; this one writes.
      await load.core.stop();
      const child = startChild('follow-log.ts', [JSON.stringify(places)]);
      expect(await child.line()).toBe('ready');
      const followed = async (): Promise<Followed> => {
        child.say('?');
        return JSON.parse(await child.line()) as Followed;
      };
      for (let index = 0; index < 4; index += 1) await load.live(index, 1);
      await caughtUp(load, opened.storage);

      child.process.kill('SIGSTOP');
      const paused = performance.now();
      const { storage } = opened;
      for (let account = 0; account < ACCOUNTS; account += 1) {
        const accountId = accountIdOf(account);
        await storage.eventStore.append(`account-${accountId}`, 0, await historyOf(storage, account, EVENTS));
        load.answers.registered.set(1_000 + account, accountId);
      }
      await load.live(4, 1);
      await sleep(Math.max(0, PAUSE_MS - (performance.now() - paused)));
      const stood = ms(paused);
      child.process.kill('SIGCONT');
      const caughtUpMs = await caughtUp(load, storage);

      const { events } = await expectKept(storage, load.answers, 5 + ACCOUNTS);
      let seen = await followed();
      for (let looks = 0; seen.events < events && looks < 300; looks += 1) {
        await sleep(100);
        seen = await followed();
      }
      expect(seen).toMatchObject({ events, twice: 0 });
      await expectShown(load, storage);
      say(
        `stood still for ${stood} while ${ACCOUNTS * EVENTS} events and more were written: all ${events} seen once, ` +
          `read models whole after ${Math.round(caughtUpMs)} ms, subscription opened again ${seen.reopened} times`,
      );
      child.process.kill('SIGKILL');
    }, 600_000);
  });
