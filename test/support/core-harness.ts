import { makeSandbox, type Sandbox, type SandboxPerson } from '../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import type { Caller } from '../../src/application/caller.js';
import { createDinhDanh, type DinhDanh } from '../../src/application/composition/create.js';
import type { CounterpartyPorts, Ports, StoragePorts } from '../../src/application/composition/ports.js';
import type { OpenedSession } from '../../src/application/login/login-api.js';
import type { Accepted, NotAvailable, Outcome, Refused } from '../../src/application/outcome/outcome.js';
import type {
  DueStep,
  RegistrationView,
  StartRegistration,
  Terms,
} from '../../src/application/registration/registration-api.js';
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
  { editions = [sandboxEdition], ports: change = () => ({}), outboxEveryMs }: CoreOptions,
): CoreHarness {
  const counterparties: CounterpartyPorts = {
    ...sandbox,
    captcha: { verify: async (answer) => answer === solvedCaptcha, challenge: async () => undefined },
  };
  const given: Ports = { ...storage, ...counterparties };
  const ports: Ports = { ...given, ...change(given) };
  const core = createDinhDanh(ports, {
    policy: bookOf(editions),
    terms,
    activationLink: 'https://portal.example/activate?token={token}',
    asker: 'test-portal',
    ...(outboxEveryMs !== undefined && { outboxEveryMs }),
    onError: (error) => {
      throw error;
    },
  });
  return { core, clock, sandbox, ports, restarted: (next = {}) => coreOver(storage, sandbox, clock, next) };
}

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
): Extract<DueStep, { step: Step }> {
  const found = accepted(outcome).value.due;
  if (found?.step !== step) throw new Error(`expected ${step} to be due, got ${JSON.stringify(found)}`);
  return found as Extract<DueStep, { step: Step }>;
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
