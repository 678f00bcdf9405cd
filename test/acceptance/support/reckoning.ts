import { setTimeout as sleep } from 'node:timers/promises';
import type { StoragePorts } from '../../../src/application/composition/ports.js';
import type { DomainEvent } from '../../../src/application/ports/event-codec.port.js';
import type { Answers, Load } from './load.js';

export interface Reckoning {
  readonly accounts: number;
  readonly logins: number;
  readonly events: number;
}

const collected = async (storage: StoragePorts): Promise<readonly DomainEvent[]> => {
  const found: DomainEvent[] = [];
  for (let after = 0; ;) {
    const { events, next } = await storage.eventStore.readAll(after, 1_000);
    if (events.length === 0) return found;
    after = next;
    found.push(...events.map((recorded) => storage.codec.decode(recorded)));
  }
};

const sorted = (items: Iterable<string>): readonly string[] => [...items].toSorted();
const repeated = (items: readonly string[]): readonly string[] =>
  items.filter((item, index) => items.indexOf(item) !== index);

/** Whatever somebody was told is in the log, once, and nothing is there twice: one account a person. */
export async function expectKept(storage: StoragePorts, answers: Answers, people: number): Promise<Reckoning> {
  const log = await collected(storage);
  const registered = log.filter((event) => event.type === 'Registered');
  expect(registered).toHaveLength(people);
  expect(answers.registered.size + [...answers.alreadyThere].filter((one) => !answers.registered.has(one)).length).toBe(
    people,
  );
  const logins = log.filter((event) => event.type === 'LoggedIn');
  const sessionIds = logins.map(({ data }) => data.sessionId);
  expect(repeated(sessionIds)).toEqual([]);
  expect(repeated(logins.map(({ data }) => data.loginId))).toEqual([]);
  const told = [...answers.sessions.values()].flat();
  expect(told.filter((sessionId) => !sessionIds.includes(sessionId))).toEqual([]);
  expect(repeated(told)).toEqual([]);
  return { accounts: registered.length, logins: logins.length, events: log.length };
}

/** How long until every read model shows all that is in the log, in milliseconds. */
export async function caughtUp({ core }: Load, storage: StoragePorts, limitMs = 60_000): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const head = await storage.eventStore.head();
    const behind = [];
    for (const projector of core.projectors)
      if ((await projector.progress()).position < head) behind.push(projector.name);
    if ((await storage.readModels.checkpoint('notices', 0)) < head) behind.push('notices');
    if (behind.length === 0 && (await storage.outbox.pending()) === 0) return performance.now() - begun;
    if (performance.now() - begun > limitMs) throw new Error(`Still behind: ${behind.join(', ')}`);
    await sleep(20);
  }
}

/** What owners are shown is what the log holds, and each of them was told of each thing once. */
export async function expectShown({ core, answers }: Load, storage: StoragePorts): Promise<void> {
  const accountIds = new Set([...answers.registered.values(), ...answers.sessions.keys()]);
  for (const accountId of accountIds) {
    expect(await core.profiles.profile(accountId)).toMatchObject({ kind: 'accepted', value: { accountId } });
    const shown = await historyShown(core, accountId);
    expect(repeated(shown)).toEqual([]);
    const inLog = (await storage.eventStore.readStream(`account-${accountId}`)).events
      .filter(({ type }) => type.startsWith('LoggedIn.'))
      .map(({ data }) => data['loginId'] as string);
    expect(sorted(shown)).toEqual(sorted(inLog));
  }
  expect(repeated(answers.sent)).toEqual([]);
}

async function historyShown({ profiles }: Load['core'], accountId: string): Promise<readonly string[]> {
  const shown: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await profiles.loginHistory(accountId, { limit: 100, ...(cursor !== undefined && { cursor }) });
    if (page.kind !== 'accepted') throw new Error(page.code);
    shown.push(...page.value.items.map(({ loginId }) => loginId ?? ''));
    cursor = page.value.next;
  }
  return shown;
}
