import { existsSync, readFileSync } from 'node:fs';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import type { SqliteState } from '../../src/adapters/sqlite/state.js';
import { instant, milliseconds, plus } from '../../src/domain/kernel/instant.js';
import { temporaryFile } from '../support/temporary-file.js';
import { firstLine, killNow, startChild } from './sqlite/children/start-child.js';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 5);
const long = milliseconds(3_600_000);
const lease = milliseconds(30_000);

/** What the children were about to do and what was acknowledged to them, by word. */
function readLog(path: string): (word: string) => readonly string[] {
  const byWord = new Map<string, string[]>();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    const [word = '', name = ''] = line.split(' ');
    byWord.set(word, [...(byWord.get(word) ?? []), name]);
  }
  return (word) => byWord.get(word) ?? [];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills two workers so long after their work is under way. */
async function killWhileWorking(path: string, log: string, afterMs: number): Promise<void> {
  const children = ['x', 'y'].map((worker) => startChild('use-state.ts', [path, log, worker]));
  try {
    await Promise.all(children.map(firstLine));
    while (!existsSync(log) || readLog(log)('sent').length === 0) {
      if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('A worker ended by itself');
      await pause(5);
    }
    await pause(afterMs);
  } finally {
    await Promise.all(children.map(killNow));
  }
}

async function nothingBlocks(state: SqliteState): Promise<void> {
  const at = instant(Date.now());
  const began = performance.now();
  await state.rateLimits.spend([{ key: 'next', budget: { limit: 9, window: long } }], at);
  await state.challenges.issue({ binding: 'next', digest: 'd', life: long, tries: 1, memory: long }, at);
  expect(await state.challenges.attempt('next', 'd', at)).toEqual({ kind: 'correct' });
  expect(performance.now() - began).toBeLessThan(2_000);
}

describe('kill -9 in the middle of work on the state file', () => {
  it(
    `blocks nothing and grants nothing, ${ROUNDS} times`,
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const file = temporaryFile();
        const log = `${file.path}.log`;
        try {
          const before = openSqliteState({ path: file.path });
          const shared = { binding: 'shared', digest: 'right', life: long, tries: 1_000_000, memory: long };
          await before.challenges.issue(shared, instant(Date.now()));
          before.close();
          await killWhileWorking(file.path, log, 17 * (round % 16));

          const state = openSqliteState({ path: file.path });
          const noted = readLog(log);
          const at = instant(Date.now());
          await nothingBlocks(state);
          expect(state.db.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });

          for (const name of noted('consume'))
            expect(await state.challenges.attempt(name, 'right', at)).toEqual({ kind: 'unknown' });
          for (const name of noted('take')) expect(await state.challenges.take(name, at)).toBeUndefined();
          for (const name of noted('revoke')) expect(await state.sessions.touch(name, at)).toBeUndefined();

          const live = (await state.sessions.list('account', at)).map(({ sessionId }) => sessionId);
          const begunToOpen = new Set(noted('begin-open'));
          expect(live.filter((id) => !begunToOpen.has(id))).toEqual([]);
          const begunToRevoke = new Set(noted('begin-revoke'));
          const promised = noted('open').filter((id) => !begunToRevoke.has(id));
          expect(promised.filter((id) => !live.includes(id))).toEqual([]);

          const between = (value: number, word: string): void => {
            expect(value).toBeGreaterThanOrEqual(noted(word).length);
            expect(value).toBeLessThanOrEqual(noted(`begin-${word}`).length);
          };
          between(await state.rateLimits.used('shared', at), 'spend');
          const guess = await state.challenges.attempt('shared', 'wrong', at);
          if (guess.kind !== 'wrong') throw new Error(`the shared challenge is ${guess.kind}`);
          between(shared.tries - guess.triesLeft - 1, 'guess');

          const later = plus(at, lease);
          const finished = new Set(noted('finish'));
          for (const name of noted('start')) {
            const start = await state.idempotency.start('caller', name, 'payload', lease, later);
            if (finished.has(name)) expect(start).toEqual({ kind: 'done', outcome: { name } });
            else expect(['fresh', 'done']).toContain(start.kind);
          }

          const due = (await state.outbox.lease(1_000_000, lease, later)).map(({ intent }) => intent.intentId);
          const sent = noted('sent');
          expect(due.filter((id) => sent.includes(id))).toEqual([]);
          const begunToSend = new Set(noted('begin-sent'));
          const waiting = noted('add').filter((id) => !begunToSend.has(id));
          expect(waiting.filter((id) => !due.includes(id))).toEqual([]);
          state.close();
        } finally {
          file.remove();
        }
      }
    },
    30_000 + ROUNDS * 5_000,
  );
});
