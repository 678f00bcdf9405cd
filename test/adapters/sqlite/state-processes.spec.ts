import { createInterface } from 'node:readline';
import { openSqliteState } from '../../../src/adapters/sqlite/state.js';
import { instant, milliseconds, plus } from '../../../src/domain/kernel/instant.js';
import { temporaryFile } from '../../support/temporary-file.js';
import type { Booty } from './children/race-for-state.js';
import { startChild } from './children/start-child.js';

const at = instant(1_790_000_000_000);
const life = milliseconds(60_000);
const COUNT = 60;
const names = Array.from({ length: COUNT }, (_, index) => `n${index}`);

describe('two processes on one state file', () => {
  it('get each code, step, key, message and revocation once between them, and no more than the budget', async () => {
    const file = temporaryFile();
    try {
      const state = openSqliteState({ path: file.path });
      for (const name of names) {
        await state.challenges.issue({ binding: name, digest: 'right', life, tries: 5, memory: life }, at);
        await state.challenges.put(name, {}, life, at);
        await state.sessions.open(
          {
            sessionId: name,
            accountId: 'account',
            loginId: name,
            method: 'password',
            level: 'IAL2',
            authentication: 'auth2',
            openedAt: at,
            lastSeenAt: at,
            authenticatedAt: at,
            absoluteExpiry: plus(at, life),
            idle: life,
          },
          name,
        );
      }
      await state.outbox.add(
        names.map((name) => ({
          intentId: name,
          channel: 'sms',
          template: 'newLogin',
          subject: 's',
          content: { kind: 'sealed', subject: 's', keyVersion: 1, eventId: name, box: '' },
        })),
        at,
      );
      state.close();

      const children = [1, 2].map(() => startChild('race-for-state.ts', [file.path, String(COUNT), String(at)]));
      const lines = children.map((child) =>
        createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator](),
      );
      for (const line of lines) expect((await line.next()).value).toBe('ready');
      for (const child of children) child.stdin?.write('go\n');
      const booties: Booty[] = [];
      for (const line of lines) booties.push(JSON.parse((await line.next()).value as string));

      const all = (of: (booty: Booty) => readonly string[]) => booties.flatMap((booty) => [...of(booty)]).sort();
      const each = [...names].sort();
      expect(all(({ correct }) => correct)).toEqual(each);
      expect(all(({ taken }) => taken)).toEqual(each);
      expect(all(({ fresh }) => fresh)).toEqual(each);
      expect(all(({ leased }) => leased)).toEqual(each);
      expect(all(({ revoked }) => revoked)).toEqual(each);
      expect(booties.reduce((sum, { spent }) => sum + spent, 0)).toBe(25);
    } finally {
      file.remove();
    }
  });
});
