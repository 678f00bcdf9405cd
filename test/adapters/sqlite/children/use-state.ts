import { appendFileSync } from 'node:fs';
import { openSqliteState } from '../../../../src/adapters/sqlite/state.js';
import { instant, milliseconds, plus } from '../../../../src/domain/kernel/instant.js';

// Uses every port without end, several calls at a time, and notes in a log what it is about to do and what was
// acknowledged. A kill loses nothing of the log: what was written to a file outlives the process.
const [path = '', log = '', worker = ''] = process.argv.slice(2);
const { challenges, rateLimits, sessions, idempotency, outbox } = openSqliteState({ path });
const note = (word: string, name: string): void => appendFileSync(log, `${word} ${name}\n`);
const now = () => instant(Date.now());
const long = milliseconds(3_600_000);
const lease = milliseconds(30_000);

async function noted(word: string, name: string, act: () => Promise<unknown>): Promise<void> {
  note(`begin-${word}`, name);
  await act();
  note(word, name);
}

async function useAll(name: string): Promise<void> {
  const spec = { binding: name, digest: 'right', life: long, tries: 5, memory: long };
  await noted('issue', name, () => challenges.issue(spec, now()));
  await noted('guess', 'shared', () => challenges.attempt('shared', 'wrong', now()));
  await noted('consume', name, () => challenges.attempt(name, 'right', now()));
  await noted('put', name, () => challenges.put(name, { name }, long, now()));
  await noted('take', name, () => challenges.take(name, now()));
  await noted('spend', 'shared', () =>
    rateLimits.spend([{ key: 'shared', budget: { limit: 1e6, window: long } }], now()),
  );
  const at = now();
  await noted('open', name, () =>
    sessions.open(
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
        absoluteExpiry: plus(at, long),
        idle: long,
      },
      name,
    ),
  );
  if (name.endsWith('5')) await noted('revoke', name, () => sessions.revoke('account', name, now()));
  await noted('start', name, () => idempotency.start('caller', name, 'payload', lease, now()));
  await noted('finish', name, () => idempotency.finish('caller', name, { name }, long, now()));
  const content = { kind: 'sealed', subject: 's', keyVersion: 1, eventId: name, box: '' } as const;
  const intent = { intentId: name, channel: 'sms', template: 'newLogin', subject: 's', content } as const;
  await noted('add', name, () => outbox.add([intent], now()));
  for (const leased of await outbox.lease(1, lease, now()))
    await noted('sent', leased.intent.intentId, () => outbox.sent(leased.intent.intentId, now()));
}

async function useForEver(flow: number): Promise<never> {
  for (let n = 0; ; n += 1) await useAll(`${worker}-${flow}-${n}`);
}

process.stdout.write('ready\n');
await Promise.all([0, 1, 2, 3].map(useForEver));
