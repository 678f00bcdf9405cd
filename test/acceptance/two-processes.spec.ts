import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import type { RaceReport } from './children/race-to-register.js';
import { startChild } from './support/child.js';
import { temporaryFolder } from './support/server.js';

const PEOPLE = 50;

describe('two processes on one data directory', () => {
  it('race 200 registrations of 50 people to 50 accounts, without an error but refusals', async () => {
    const folder = temporaryFolder();
    try {
      const children = ['0', '1'].map((turn) => startChild('race-to-register.ts', [folder.path, String(PEOPLE), turn]));
      for (const child of children) expect(await child.line()).toBe(`ready ${PEOPLE}`);
      for (const child of children) child.say('go');
      const reports = await Promise.all(children.map(async (child) => JSON.parse(await child.line()) as RaceReport));

      expect(reports.flatMap(({ errors }) => errors)).toEqual([]);
      const registered = reports.flatMap((report) => report.registered);
      expect(new Set(registered.map(({ person }) => person)).size).toBe(PEOPLE);
      expect(new Set(registered.map(({ accountId }) => accountId)).size).toBe(PEOPLE);
      expect(registered).toHaveLength(PEOPLE);

      const refusals = reports.flatMap(({ refused }) => Object.entries(refused));
      const known = ['registration.duplicate', 'registration.superseded'];
      expect(refusals.filter(([code]) => !known.includes(code))).toEqual([]);
      expect(refusals.reduce((sum, [, count]) => sum + count, 0)).toBe(200 - PEOPLE);

      const { storage, close } = openEmbedded({ directory: folder.path, passwordHasher: makeUnsafePlainHasher() });
      const opened = new Set<string>();
      for (let after = 0; ;) {
        const { events, next } = await storage.eventStore.readAll(after, 1_000);
        if (events.length === 0) break;
        after = next;
        for (const { type, stream } of events) if (type.startsWith('Registered.')) opened.add(stream);
      }
      expect(opened).toEqual(new Set(registered.map(({ accountId }) => `account-${accountId}`)));
      close();
    } finally {
      folder.remove();
    }
  }, 60_000);
});
