import { join } from 'node:path';
import { makeSandbox } from '../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import { openSandboxDoor } from '../../src/infrastructure/sandbox-door.js';
import { runs } from '../support/fc-runs.js';
import { typescript } from './support/child.js';
import { ask, Citizen, Interrupted } from './support/citizen.js';
import { type Server, startServer, temporaryFolder } from './support/server.js';

const PATIENCE_MS = 1_000;
/** What a loaded machine may add to it. */
const SLACK_MS = 10_000;
/** 6 in `npm test`, 100 in `npm run test:deep`. */
const KILLS = Math.max(6, Math.round(runs / 100));
const A_KILL = 8;
const POPULATION = 2_000 + KILLS * A_KILL * 10;

/** Where in the work each kill falls: the same in every run, so that a failure comes back. */
const momentOf = (kill: number): number => 20 + ((kill * 7_919) % 13) * 22;

const serve = (directory: string): Promise<Server> =>
  startServer([
    ...typescript,
    join(import.meta.dirname, 'children', 'serve.ts'),
    directory,
    ...[PATIENCE_MS, POPULATION].map(String),
  ]);

/** People whom the carriers know as they are, with a phone that nobody shares, and no CMND, which somebody might. */
function citizens(count: number): readonly Citizen[] {
  const sandbox = makeSandbox({ size: POPULATION });
  const { people } = sandbox.population;
  const shared = new Set(
    people.map(({ phones: [phone] }) => phone).filter((phone, index, all) => all.indexOf(phone) < index),
  );
  const known = people.filter(({ subscriber, personalNumber, cmnd, name, birthDate, phones: [phone] }) => {
    const { personId, name: heldName, birthDate: heldDate } = subscriber ?? {};
    const asTheyAre =
      cmnd === undefined && personId?.value === personalNumber && heldName === name && heldDate === birthDate;
    return asTheyAre && !shared.has(phone);
  });
  const handles = new Set(known.slice(0, count).map(({ handle }) => handle));
  return openSandboxDoor(sandbox)
    .people(true)
    .filter(({ handle }) => handles.has(handle))
    .map((person) => new Citizen(person));
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything in the log, as far as this test asks. */
async function readLog(directory: string) {
  const { storage, close } = openEmbedded({ directory, passwordHasher: makeUnsafePlainHasher() });
  const registered: string[] = [];
  const loggedIn = new Set<string>();
  const owed: string[] = [];
  for (let after = 0; ;) {
    const { events, next } = await storage.eventStore.readAll(after, 1_000);
    if (events.length === 0) break;
    after = next;
    for (const { type, stream, data, eventId } of events) {
      if (/^(Registered|LoggedIn)\./.test(type)) owed.push(`${eventId}:sms`);
      if (type.startsWith('Registered.')) registered.push(stream.slice('account-'.length));
      if (type.startsWith('LoggedIn.')) loggedIn.add(data['sessionId'] as string);
    }
  }
  const sessions: string[] = [];
  for (const accountId of registered)
    for (const { sessionId } of await storage.sessions.list(accountId, storage.clock.now())) sessions.push(sessionId);
  close();
  return { registered, loggedIn, sessions, owed };
}

/** Resolves once the notices have read the whole log and nothing is left to be sent. */
async function everybodyTold(directory: string): Promise<void> {
  const { storage, close } = openEmbedded({ directory, passwordHasher: makeUnsafePlainHasher() });
  try {
    for (let tries = 0; tries < 600; tries += 1) {
      const head = await storage.eventStore.head();
      const isRead = (await storage.readModels.checkpoint('notices', 0)) >= head;
      if (isRead && (await storage.outbox.pending()) === 0) return;
      await later(100);
    }
    throw new Error('Somebody is still to be told');
  } finally {
    close();
  }
}

/** The ids of what people were sent besides codes. */
const noticesIn = (directory: string): readonly string[] =>
  makeSandbox({ size: 0, inboxFile: join(directory, 'inbox.jsonl') })
    .inbox.list()
    .map(({ messageId }) => messageId)
    .filter((messageId) => messageId.endsWith(':sms'));

describe('kill -9 in the middle of registrations, again and again', () => {
  const folder = temporaryFolder();
  let server: Server | undefined;
  const start = async (): Promise<Server> => (server = await serve(folder.path));
  afterAll(async () => {
    await server?.kill();
    folder.remove();
  });

  it('loses nothing acknowledged, blocks nobody for longer than the patience with claims, opens no session by itself, and tells everybody once', async () => {
    const everybody = citizens(KILLS * A_KILL);
    expect(everybody).toHaveLength(KILLS * A_KILL);
    const waited: number[] = [];
    let interrupted = 0;

    const live = async (citizen: Citizen, { url }: Server): Promise<void> => {
      const started = performance.now();
      try {
        await citizen.liveOn(url);
        waited.push(performance.now() - started);
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        interrupted += 1;
      }
    };

    for (let kill = 0; kill < KILLS; kill += 1) {
      const running = await start();
      const present = everybody.slice(0, (kill + 1) * A_KILL).filter((citizen) => !citizen.isDone);
      const work = Promise.all(present.map((citizen) => live(citizen, running)));
      await later(momentOf(kill));
      await running.kill();
      await work;
    }
    expect(interrupted).toBeGreaterThan(KILLS);

    const last = await start();
    await Promise.all(everybody.map((citizen) => live(citizen, last)));
    expect(everybody.filter((citizen) => !citizen.isDone)).toEqual([]);
    expect(Math.max(...waited)).toBeLessThan(PATIENCE_MS + SLACK_MS);

    for (const { tokens, notTokens } of everybody) {
      for (const token of tokens) expect((await ask(last.url, '/v1/me', undefined, token)).status).toBe(200);
      for (const text of notTokens) expect((await ask(last.url, '/v1/me', undefined, text)).status).toBe(401);
    }
    await everybodyTold(folder.path);
    await last.kill();

    const { registered, loggedIn, sessions, owed } = await readLog(folder.path);
    expect(registered).toHaveLength(everybody.length);
    const acknowledged = everybody.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId]));
    expect(acknowledged.filter((accountId) => !registered.includes(accountId))).toEqual([]);
    expect(sessions.filter((sessionId) => !loggedIn.has(sessionId))).toEqual([]);
    // Each registration and login is told once: whichever process died, nothing is missing and nothing more was sent.
    expect(noticesIn(folder.path).toSorted()).toEqual(owed.toSorted());
  }, 600_000);
});
