import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../../../src/application/caller.js';
import { createDinhDanh, type DinhDanh } from '../../../src/application/composition/create.js';
import type { Ports, StoragePorts } from '../../../src/application/composition/ports.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import { days, milliseconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import type { PolicyEdition } from '../../../src/domain/policy/edition.js';
import { instantPeers } from '../../../bench/lib/peers.js';
import { BIRTH_DATE, CODE, NAME, PASSWORD, person } from '../../../bench/lib/people.js';
import { bookOf } from '../../support/core-harness.js';

const plenty = { limit: 1_000_000, window: days(1) };
/** Nobody is kept waiting by a budget: whoever was not answered asks again at once. */
const edition: PolicyEdition = {
  ...sandboxEdition,
  otp: {
    ...sandboxEdition.otp,
    resendAfter: milliseconds(1),
    sendsPerPhone: { registration: plenty, login: plenty },
  },
  guesses: { ...sandboxEdition.guesses, perNetwork: plenty, registrationsPerNetwork: plenty },
};
const terms = { edition: 'load', digest: 'ab'.repeat(32) };
const caller: Caller = { address: '203.0.113.7', agent: 'load', channel: 'web', correlationId: 'load' };

/** What callers were told, and what went out. */
export interface Answers {
  /** Account ids by person, of those who were told that they are registered. */
  readonly registered: Map<number, string>;
  /** Who was told that they have an account already: an answer before was lost on its way. */
  readonly alreadyThere: Set<number>;
  /** Sessions that were opened, by account id. */
  readonly sessions: Map<string, string[]>;
  /** Ids of messages that were sent, each as often as it was. */
  readonly sent: string[];
  /** What background work reported; it goes on by itself. */
  readonly troubles: unknown[];
}

export interface Load {
  readonly core: DinhDanh;
  readonly answers: Answers;
  /** Registers a person and logs it in so often, each asked again until it is answered. */
  live(index: number, logins: number): Promise<void>;
}

/** The composed core over such stores, with people who do not give up. */
export function loadOver(storage: StoragePorts, change: Partial<Ports> = {}): Load {
  const answers: Answers = {
    registered: new Map(),
    alreadyThere: new Set(),
    sessions: new Map(),
    sent: [],
    troubles: [],
  };
  const send: Ports['smsSender']['send'] = async ({ messageId }) => {
    answers.sent.push(messageId);
    return { kind: 'accepted', reference: messageId };
  };
  const core = createDinhDanh(
    {
      ...storage,
      ...instantPeers,
      ids: { ...storage.ids, digits: () => CODE },
      smsSender: { send },
      mailSender: { send },
      ...change,
    },
    {
      policy: bookOf([edition]),
      terms,
      activationLink: 'https://load.invalid/{token}',
      asker: 'load',
      outboxEveryMs: 100,
      onError: (error) => answers.troubles.push(error),
    },
  );
  return {
    core,
    answers,
    async live(index, logins) {
      await untilTold(() => register(core, index, answers));
      for (let login = 0; login < logins; login += 1) await untilTold(() => logIn(core, index, answers));
    },
  };
}

const PAUSE_MS = 20;
const LONGEST_MS = 120_000;

/** Each attempt is a new one from the beginning; it answers whether the person was told how it ended. */
async function untilTold(attempt: () => Promise<boolean>): Promise<void> {
  for (const begun = performance.now(); !(await attempt()); await sleep(PAUSE_MS))
    if (performance.now() - begun > LONGEST_MS) throw new Error('Nobody was told anything');
}

/** The refusals that a lost answer or a lost code explains. */
const askAgain = new Set([
  'registration.pending',
  'otp.unknown',
  'otp.expired',
  'login.expired',
  'registration.unknown',
]);

/** The accepted value; undefined where asking again is what a person would do. Anything else fails the test. */
function told<T>(outcome: Outcome<T>): T | undefined {
  if (outcome.kind === 'accepted') return outcome.value;
  if (outcome.kind === 'unavailable' || askAgain.has(outcome.code)) return undefined;
  throw new Error(`${outcome.kind}: ${outcome.code}`);
}

async function register({ registrations }: DinhDanh, index: number, answers: Answers): Promise<boolean> {
  const { personId, phone } = person(index);
  const form = { personId, name: NAME, birthDate: BIRTH_DATE, phone };
  const known = (outcome: Outcome<unknown>): boolean => {
    if (outcome.kind !== 'refused') return false;
    if (!['registration.duplicate', 'registration.superseded'].includes(outcome.code)) return false;
    answers.alreadyThere.add(index);
    return true;
  };
  const started = await registrations.start(
    { subject: 'citizen', method: 'mobileSubscriber', consent: terms, ...form },
    caller,
  );
  if (known(started)) return true;
  const registrationId = told(started)?.registrationId;
  if (registrationId === undefined) return false;
  const confirmed = await registrations.submit(registrationId, { kind: 'otp', code: CODE }, caller);
  if (known(confirmed)) return true;
  if (told(confirmed) === undefined) return false;
  const password = { kind: 'password', password: PASSWORD, confirmation: PASSWORD } as const;
  const ended = await registrations.submit(registrationId, password, caller);
  if (known(ended)) return true;
  const account = told(ended)?.account;
  if (account === undefined || account === null) return false;
  answers.registered.set(index, account.accountId);
  return true;
}

async function logIn({ logins }: DinhDanh, index: number, answers: Answers): Promise<boolean> {
  const started = told(await logins.start({ personId: person(index).personId, password: PASSWORD }, caller));
  if (started === undefined) return false;
  const opened = told(await logins.confirm(started.loginToken, CODE, caller));
  if (opened === undefined) return false;
  const { accountId, sessionId } = opened.session;
  answers.sessions.set(accountId, [...(answers.sessions.get(accountId) ?? []), sessionId]);
  return true;
}
