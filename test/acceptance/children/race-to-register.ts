import { AsyncLocalStorage } from 'node:async_hooks';
import { createInterface } from 'node:readline';
import { makeSandbox, type SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import { createDinhDanh } from '../../../src/application/composition/create.js';
import type { StoragePorts } from '../../../src/application/composition/ports.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import { sandboxPolicy } from '../../../src/application/policy/sandbox-policy.js';
import type { RegistrationView } from '../../../src/application/registration/registration-api.js';
import { captchaOff, openEmbedded } from '../../../src/infrastructure/entries/sqlite.js';
import { openProduction, type ProductionPlaces } from '../../support/production/open.js';

/** What one process saw. */
export interface RaceReport {
  readonly registered: readonly { readonly person: string; readonly accountId: string }[];
  /** Refusals by code, and how many. */
  readonly refused: Readonly<Record<string, number>>;
  /** Anything else: there must be none. */
  readonly errors: readonly string[];
}

// Registers each of so many people twice, all at once, and waits for the word on stdin to begin. The stores are named by
// a directory, or by the places of servers as JSON.
const [where = '', people = '0', turn = '0'] = process.argv.slice(2);
const passwordHasher = makeUnsafePlainHasher();
interface Stores {
  readonly storage: StoragePorts;
  close(): void | Promise<void>;
}
const { storage, close }: Stores = where.startsWith('{')
  ? await openProduction(JSON.parse(where) as ProductionPlaces, { passwordHasher })
  : openEmbedded({ directory: where, passwordHasher });
const sandbox = makeSandbox({ size: 400 });
const terms = { edition: 'race', digest: storage.digests.sha256('race') };
const errors: string[] = [];

/** The code that was sent while one registration was started: the phone in its hand. */
const hand = new AsyncLocalStorage<{ code?: string }>();
const core = createDinhDanh(
  {
    ...storage,
    ...sandbox,
    captcha: captchaOff,
    smsSender: {
      async send({ text }) {
        const held = hand.getStore();
        if (held !== undefined) held.code = /\d{6}/.exec(text)?.[0] ?? '';
        return { kind: 'accepted', reference: 'race' };
      },
    },
  },
  {
    policy: sandboxPolicy(),
    terms,
    activationLink: 'https://portal.example/{token}',
    asker: 'race',
    onError: (error) => errors.push(String(error)),
  },
);

/** People whom the carriers know as they are, each with a phone and a CMND that nobody shares. */
const entrants = sandbox.population.people
  .filter(({ subscriber, personalNumber, name, birthDate }) => {
    const { personId, name: heldName, birthDate: heldDate } = subscriber ?? {};
    return personId?.value === personalNumber && heldName === name && heldDate === birthDate;
  })
  .filter(({ phones: [phone], cmnd }, _, all) => {
    const holders = sandbox.population.people.filter((one) => cmnd !== undefined && one.cmnd === cmnd);
    return holders.length < 2 && all.filter((one) => one.phones[0] === phone).length === 1;
  })
  .slice(0, Number(people));

const caller = { address: '203.0.113.7', agent: 'race', channel: 'web', correlationId: 'race' };
const password = 'Trăng-Sáng#2026-rằm';

async function register(person: SandboxPerson, spaced: boolean): Promise<Outcome<RegistrationView>> {
  const { personalNumber, name, birthDate, phones } = person;
  const form = {
    subject: 'citizen',
    method: 'mobileSubscriber',
    consent: terms,
    personId: spaced ? personalNumber.replace(/(\d{3})(?=\d)/g, '$1 ') : personalNumber,
    name,
    birthDate: birthDate.split('-').reverse().join('/'),
    phone: phones[0] ?? '',
  } as const;
  const held: { code?: string } = {};
  const started = await hand.run(held, () => core.registrations.start(form, caller));
  if (started.kind !== 'accepted') return started;
  const { registrationId } = started.value;
  const confirmed = await core.registrations.submit(registrationId, { kind: 'otp', code: held.code ?? '' }, caller);
  if (confirmed.kind !== 'accepted') return confirmed;
  for (;;) {
    const input = { kind: 'password', password, confirmation: password } as const;
    const outcome = await core.registrations.submit(registrationId, input, caller);
    // Another registration is about to decide: ask again.
    if (outcome.kind !== 'refused' || outcome.code !== 'registration.pending') return outcome;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function race(): Promise<RaceReport> {
  const registered: { person: string; accountId: string }[] = [];
  const refused: Record<string, number> = {};
  const lap = async (person: SandboxPerson, spaced: boolean): Promise<void> => {
    const outcome = await register(person, spaced).catch((error: unknown) => void errors.push(String(error)));
    if (outcome === undefined) return;
    if (outcome.kind === 'accepted')
      registered.push({ person: person.handle, accountId: outcome.value.account?.accountId ?? '' });
    else if (outcome.kind === 'refused') refused[outcome.code] = (refused[outcome.code] ?? 0) + 1;
    else errors.push(`${outcome.kind}: ${outcome.code}`);
  };
  const inTurn = turn === '0' ? entrants : [...entrants].reverse();
  await Promise.all([...inTurn.map((person) => lap(person, false)), ...inTurn.map((person) => lap(person, true))]);
  return { registered, refused, errors };
}

process.stdout.write(`ready ${entrants.length}\n`);
createInterface({ input: process.stdin }).once('line', () => {
  void race().then(async (report) => {
    await close();
    process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
  });
});
