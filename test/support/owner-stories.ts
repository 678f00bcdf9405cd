import type { LoginView, OpenedSession } from '../../src/application/login/login-api.js';
import { minutes, seconds } from '../../src/domain/kernel/instant.js';
import type { SandboxPerson } from '../../src/adapters/sandbox/index.js';
import { accepted, caller, type CoreHarness, goodPassword, logIn, solvedCaptcha } from './core-harness.js';

/** Past the password; a code went to the default phone. Time passes first, since one may have been sent just now. */
export async function afterPassword(
  { core, clock }: CoreHarness,
  person: SandboxPerson,
  password = goodPassword,
): Promise<LoginView> {
  clock.pass(minutes(2));
  const { personalNumber } = person;
  return accepted(await core.logins.start({ personId: personalNumber, password, captcha: solvedCaptcha }, caller))
    .value;
}

/** Logged in, some minutes after whatever came before. */
export function loggedIn(harness: CoreHarness, person: SandboxPerson, password = goodPassword): Promise<OpenedSession> {
  harness.clock.pass(minutes(2));
  return logIn(harness, person, password);
}

/** The stored types of an account's events, in order. */
export const eventsOf = async ({ ports }: CoreHarness, accountId: string): Promise<readonly string[]> =>
  (await ports.eventStore.readStream(`account-${accountId}`)).events.map(({ type }) => type);

/** Waits until every projection has seen the whole log. */
export async function caughtUp({ core, ports }: CoreHarness): Promise<void> {
  const head = await ports.eventStore.head();
  for (const projector of core.projectors)
    if (!(await projector.reached(head, seconds(5)))) throw new Error(`${projector.name} did not catch up`);
}
