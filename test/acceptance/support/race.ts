import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import type { RaceReport } from '../children/race-to-register.js';
import { startChild } from './child.js';

const PEOPLE = 50;
const known = ['registration.duplicate', 'registration.superseded'];

/** Two processes over the same stores, each registering 50 people twice, all at once: what both saw. */
export async function raceTwoProcesses(where: string): Promise<readonly RaceReport[]> {
  const children = ['0', '1'].map((turn) => startChild('race-to-register.ts', [where, String(PEOPLE), turn]));
  for (const child of children) expect(await child.line()).toBe(`ready ${PEOPLE}`);
  for (const child of children) child.say('go');
  return Promise.all(children.map(async (child) => JSON.parse(await child.line()) as RaceReport));
}

/** Of 200 registrations 50 made an account, one for each person, and 150 were told why they did not. */
export function expectOneAccountEach(reports: readonly RaceReport[]): readonly string[] {
  expect(reports.flatMap(({ errors }) => errors)).toEqual([]);
  const registered = reports.flatMap((report) => report.registered);
  expect(new Set(registered.map(({ person }) => person)).size).toBe(PEOPLE);
  expect(new Set(registered.map(({ accountId }) => accountId)).size).toBe(PEOPLE);
  expect(registered).toHaveLength(PEOPLE);

  const refusals = reports.flatMap(({ refused }) => Object.entries(refused));
  expect(refusals.filter(([code]) => !known.includes(code))).toEqual([]);
  expect(refusals.reduce((sum, [, count]) => sum + count, 0)).toBe(200 - PEOPLE);
  return registered.map(({ accountId }) => accountId);
}

/** The log holds these accounts' first events, and no other's. */
export async function expectNoOtherAccounts(eventStore: EventStore, accountIds: readonly string[]): Promise<void> {
  const opened: string[] = [];
  for (let after = 0; ;) {
    const { events, next } = await eventStore.readAll(after, 1_000);
    if (events.length === 0) break;
    after = next;
    for (const { type, stream } of events) if (type.startsWith('Registered.')) opened.push(stream);
  }
  expect(opened.toSorted()).toEqual(accountIds.map((accountId) => `account-${accountId}`).toSorted());
}
