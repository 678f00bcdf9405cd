import { makeSandbox, type Sandbox, type SandboxPerson } from '../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import type { Caller } from '../../src/application/caller.js';
import { createDinhDanh, type DinhDanh } from '../../src/application/composition/create.js';
import type { CounterpartyPorts, Ports, StoragePorts } from '../../src/application/composition/ports.js';
import { Accounts, type LoadedAccount } from '../../src/application/ledger/accounts.js';
import type { CommandContext } from '../../src/application/ledger/command-context.js';
import { Ledger } from '../../src/application/ledger/ledger.js';
import type { LoginView, OpenedSession } from '../../src/application/login/login-api.js';
import type { DomainEvent } from '../../src/application/ports/event-codec.port.js';
import type { Accepted, NotAvailable, Outcome, Refused } from '../../src/application/outcome/outcome.js';
import type {
  DueStep,
  RegistrationView,
  StartRegistration,
  Terms,
} from '../../src/application/registration/registration-api.js';
import type { Duration } from '../../src/domain/kernel/instant.js';
import { clear, type Personal } from '../../src/domain/kernel/personal.js';
import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import { sandboxEdition } from '../../src/domain/policy/editions/sandbox.js';
import type { PolicyEdition } from '../../src/domain/policy/edition.js';
import { makePolicyBook, type PolicyBook } from '../../src/domain/policy/policy-book.js';
import { formDate } from '../../src/domain/values/partial-date.js';
import { localPhone, type Phone } from '../../src/domain/values/phone.js';
import { openInMemory } from '../../src/infrastructure/in-memory.js';
import { SettableClock } from './settable-clock.js';

export const terms: Terms = { edition: 'terms-1', digest: 'ab'.repeat(32) };
export const goodPassword = 'Trong-veo 2026!';
export const solvedCaptcha = 'a human';
export const redirectUri = 'https://portal.example/back';

export const caller: Caller = {
  address: '203.0.113.7',
  agent: 'test',
  channel: 'web',
  correlationId: 'correlation-1',
};
export const officer: Caller = { ...caller, channel: 'counter', actor: { kind: 'officer', id: 'officer-1' } };

export interface CoreOptions {
  readonly editions?: readonly PolicyEdition[];
  /** Wraps or replaces ports: to count, to fail, to watch. */
  readonly ports?: (ports: Ports) => Partial<Ports>;
  /** How often a started core looks at its outbox. */
  readonly outboxEveryMs?: number;
  /** How many logins of an account the history's read model keeps. */
  readonly loginsKept?: number;
  readonly leaseTerm?: Duration;
  /** In place of failing the test. */
  readonly onError?: (error: unknown) => void;
}

export interface CoreHarness {
  readonly core: DinhDanh;
  readonly clock: SettableClock;
  readonly sandbox: Sandbox;
  readonly ports: Ports;
  /** A new process over the same storage, the same counterparties and the same time. */
  restarted(options?: CoreOptions): CoreHarness;
}

/** The core over stores in memory and the sandbox's fixed cast, with a clock that the test moves and fast hashes. */
export function openCore(options: CoreOptions = {}): CoreHarness {
  const clock = new SettableClock();
  const { storage } = openInMemory({ clock, passwordHasher: makeUnsafePlainHasher() });
  const sandbox = makeSandbox({ seed: 'test', size: 0, clock });
  return coreOver(storage, sandbox, clock, options);
}

function coreOver(
  storage: StoragePorts,
  sandbox: Sandbox,
  clock: SettableClock,
  { editions = [sandboxEdition], ports: change = () => ({}), ...settings }: CoreOptions,
): CoreHarness {
  const counterparties: CounterpartyPorts = {
    ...sandbox,
    captcha: { verify: async (answer) => answer === solvedCaptcha, challenge: async () => undefined },
  };
  const given: Ports = { ...storage, ...counterparties, passwordStrength };
  const ports: Ports = { ...given, ...change(given) };
  const core = createDinhDanh(ports, {
    policy: bookOf(editions),
    terms,
    activationLink: 'https://portal.example/activate?token={token}',
    asker: 'test-portal',
    onError: (error) => {
      throw error;
    },
    ...settings,
  });
  return { core, clock, sandbox, ports, restarted: (next = {}) => coreOver(storage, sandbox, clock, next) };
}

/** As strict as the real one about the person's own words, and a hundred times as fast. */
const passwordStrength: StoragePorts['passwordStrength'] = {
  judge: (password, ownWords) => ({
    blocked: ownWords.some((word) => password.toLowerCase().includes(word.toLowerCase())),
    score: 4,
  }),
};

export function bookOf(editions: readonly PolicyEdition[]): PolicyBook {
  const book = makePolicyBook(editions);
  if (!book.ok) throw new Error(`Not a policy book: ${JSON.stringify(book.refusal)}`);
  return book.value;
}

/** The accepted outcome; fails the test with the other one. */
export function accepted<T>(outcome: Outcome<T>): Accepted<T> {
  if (outcome.kind !== 'accepted') throw new Error(`expected an accepted outcome, got ${JSON.stringify(outcome)}`);
  return outcome;
}

export function refused(outcome: Outcome<unknown>): Refused {
  if (outcome.kind !== 'refused') throw new Error(`expected a refusal, got ${JSON.stringify(outcome)}`);
  return outcome;
}

export function unavailable(outcome: Outcome<unknown>): NotAvailable {
  if (outcome.kind !== 'unavailable') throw new Error(`expected it unavailable, got ${JSON.stringify(outcome)}`);
  return outcome;
}

/** What is due; fails the test when it is another step. */
export function due<Step extends DueStep['step']>(
  outcome: Outcome<RegistrationView>,
  step: Step,
): DueStep & { readonly step: Step } {
  const found = accepted(outcome).value.due;
  if (found?.step !== step) throw new Error(`expected ${step} to be due, got ${JSON.stringify(found)}`);
  return found as DueStep & { readonly step: Step };
}

const mainPhone = (person: SandboxPerson): string => {
  const [phone] = person.phones;
  if (phone === undefined) throw new Error(`${person.handle} has no phone`);
  return localPhone(phone);
};

/** What a person types into the first form, besides what the method asks for. */
export const formOf = (person: SandboxPerson, more: Partial<StartRegistration> = {}): StartRegistration => ({
  subject: 'citizen',
  method: 'mobileSubscriber',
  consent: terms,
  captcha: solvedCaptcha,
  personId: person.personalNumber,
  name: person.name,
  birthDate: formDate(person.birthDate),
  ...(person.phones.length > 0 && { phone: mainPhone(person) }),
  ...(person.socialInsurance && { socialInsuranceCode: person.socialInsurance.code }),
  ...more,
});

/** What starts a registration by certificate or VNeID: no form. */
export const proofForm = (
  subject: StartRegistration['subject'],
  method: StartRegistration['method'],
  more: Partial<StartRegistration> = {},
): StartRegistration => ({ subject, method, consent: terms, redirectUri, ...more });

/** The newest code that a phone received. */
export function codeOn({ sandbox }: CoreHarness, phone: Phone | undefined): string {
  const code = phone === undefined ? undefined : sandbox.inbox.latestCode(phone);
  if (code === undefined) throw new Error(`No code came to ${phone ?? 'no phone'}`);
  return code;
}

/** Another code than the one that came. */
export const wrongCode = (code: string): string => (code === '000000' ? '000001' : '000000');

/** The token of the newest activation link in a mailbox. */
export function linkTokenIn({ sandbox }: CoreHarness, address: string): string {
  const link = sandbox.inbox.latestLink(address);
  const token = link === undefined ? null : new URL(link).searchParams.get('token');
  if (token === null) throw new Error(`No link came to ${address}`);
  return token;
}

export interface RegisteredPerson {
  readonly registrationId: string;
  readonly accountId: string;
  readonly position: number | undefined;
}

/** Runs a registration by mobile subscription or social insurance to its password; answers its id. */
export async function upToPassword(
  harness: CoreHarness,
  person: SandboxPerson,
  more: Partial<StartRegistration> = {},
): Promise<string> {
  const { registrations } = harness.core;
  const { registrationId } = accepted(await registrations.start(formOf(person, more), caller)).value;
  const code = codeOn(harness, person.phones[0]);
  due(await registrations.submit(registrationId, { kind: 'otp', code }, caller), 'password');
  return registrationId;
}

/** Registers a person with a password, by mobile subscription unless told otherwise. */
export async function register(
  harness: CoreHarness,
  person: SandboxPerson,
  more: Partial<StartRegistration> & { readonly password?: string } = {},
): Promise<RegisteredPerson> {
  const { password = goodPassword, ...form } = more;
  const registrationId = await upToPassword(harness, person, form);
  const answer = accepted(
    await harness.core.registrations.submit(
      registrationId,
      { kind: 'password', password, confirmation: password },
      caller,
    ),
  );
  if (answer.value.account === null) throw new Error('not registered');
  return { registrationId, accountId: answer.value.account.accountId, position: answer.position };
}

/** Logs a registered person in; time has to have passed since the last code to the same phone. */
export async function logIn(
  harness: CoreHarness,
  person: SandboxPerson,
  password = goodPassword,
): Promise<OpenedSession> {
  const { logins } = harness.core;
  const started = accepted(
    await logins.start({ personId: person.personalNumber, password, captcha: solvedCaptcha }, caller),
  ).value;
  const code = codeOn(harness, person.phones[0]);
  return accepted(await logins.confirm(started.loginToken, code, caller)).value;
}

/** The events of a stream, personal data opened. */
export async function eventsOf({ ports }: CoreHarness, stream: string): Promise<readonly DomainEvent[]> {
  const { events } = await ports.eventStore.readStream(stream);
  const opened: DomainEvent[] = [];
  for (const recorded of events) {
    const event = ports.codec.decode(recorded);
    const { personal } = event.data as { readonly personal?: Personal<unknown> };
    const data =
      personal === undefined ? event.data : { ...event.data, personal: await ports.personalData.open(personal) };
    opened.push({ ...event, data } as DomainEvent);
  }
  return opened;
}

/** The stream of the registration that somebody holds by this id. */
export const registrationStreamOf = ({ ports }: CoreHarness, registrationId: string): string =>
  `registration-${ports.digests.sha256(registrationId)}`;

/** The names of the events of a registration, in order. */
export const registrationEvents = async (harness: CoreHarness, registrationId: string): Promise<readonly string[]> =>
  (await eventsOf(harness, registrationStreamOf(harness, registrationId))).map(({ type }) => type);

/** Every event of the log that has this name. */
export async function allEvents<Type extends DomainEvent['type']>(
  { ports }: CoreHarness,
  type: Type,
): Promise<readonly Extract<DomainEvent, { type: Type }>[]> {
  const { events } = await ports.eventStore.readAll(0, 10_000);
  const found = events.map((recorded) => ports.codec.decode(recorded)).filter((event) => event.type === type);
  return found as unknown as readonly Extract<DomainEvent, { type: Type }>[];
}

const testContext: CommandContext = {
  commandId: 'test-command',
  correlationId: 'test',
  causationId: 'test-command',
  actor: { kind: 'officer', id: 'officer-1' },
  channel: 'counter',
  policyEdition: 'sandbox',
};

/** Decides a command on an account, as another use case (or another process) would. */
export async function changeAccount(
  { ports }: CoreHarness,
  accountId: string,
  command: AccountCommand,
): Promise<LoadedAccount> {
  const accounts = new Accounts(new Ledger(ports.eventStore, ports.codec, ports.ids, ports.clock), ports.snapshots);
  const result = await accounts.transact(accountId, command, testContext);
  if (result.kind !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(result)}`);
  return result.account;
}

/** Starts a login of a registered person; the password is right, the code is on its way. */
export async function startLogin(
  { core }: CoreHarness,
  person: SandboxPerson,
  password = goodPassword,
): Promise<LoginView> {
  return accepted(
    await core.logins.start({ personId: person.personalNumber, password, captcha: solvedCaptcha }, caller),
  ).value;
}

/** A second OTP phone, as the owner would add one. */
export const addPhone = (
  harness: CoreHarness,
  accountId: string,
  phoneId: string,
  phone: string,
): Promise<LoadedAccount> =>
  changeAccount(harness, accountId, {
    type: 'AddOtpPhone',
    phoneId,
    at: harness.clock.now(),
    personal: clear({ phone }),
  });
