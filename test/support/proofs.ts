import { signFor, type SandboxHolder, type SandboxPerson } from '../../src/adapters/sandbox/index.js';
import type { AssertionLoginAnswer, AssertionLoginView } from '../../src/application/login/assertion-login-api.js';
import type { OpenedSession } from '../../src/application/login/login-api.js';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import type { DueProof, ProofInput } from '../../src/application/proofs/proof-api.js';
import type { SubjectKind } from '../../src/domain/policy/methods.js';
import { accepted, caller, type CoreHarness, due, proofForm, redirectUri, solvedCaptcha } from './core-harness.js';

/** The proof asked for; fails the test when it is another one. */
export function dueProof<By extends DueProof['by']>(
  outcome: Outcome<AssertionLoginView>,
  by: By,
): Extract<DueProof, { by: By }> {
  const found = accepted(outcome).value.due;
  if (found.by !== by) throw new Error(`expected ${by} to be due, got ${found.by}`);
  return found as Extract<DueProof, { by: By }>;
}

/** Logs a person in on VNeID's page: what the redirect brings back. */
export function atVneid(
  { sandbox }: CoreHarness,
  who: string,
  authorizeUrl: string,
  onBehalfOf?: string,
): Extract<ProofInput, { kind: 'authorizationCode' }> {
  const login = sandbox.eidProvider.logIn(who, authorizeUrl, onBehalfOf);
  if (login.kind !== 'redirect') throw new Error(`VNeID refused ${who}: ${login.reason}`);
  return { kind: 'authorizationCode', code: login.code, state: login.state };
}

export async function answerByVneid(
  harness: CoreHarness,
  who: string,
  options: { readonly subject?: SubjectKind; readonly onBehalfOf?: string } = {},
): Promise<{ readonly loginToken: string; readonly answer: Outcome<AssertionLoginAnswer> }> {
  const { subject = 'citizen', onBehalfOf } = options;
  const { assertionLogins } = harness.core;
  const started = await assertionLogins.start({ method: 'vneid', subject, redirectUri }, caller);
  const { authorizeUrl } = dueProof(started, 'vneid');
  const { loginToken } = accepted(started).value;
  const answer = await assertionLogins.answer(loginToken, atVneid(harness, who, authorizeUrl, onBehalfOf), caller);
  return { loginToken, answer };
}

export async function answerByToken(
  { core }: CoreHarness,
  holder: SandboxHolder,
  subject: SubjectKind = 'citizen',
): Promise<Outcome<AssertionLoginAnswer>> {
  const started = await core.assertionLogins.start({ method: 'usbToken', subject }, caller);
  const { challenge } = dueProof(started, 'usbToken');
  const input = { kind: 'signature', signature: signFor(holder, challenge) } as const;
  return core.assertionLogins.answer(accepted(started).value.loginToken, input, caller);
}

export function openedBy(outcome: Outcome<AssertionLoginAnswer>): OpenedSession {
  const { value } = accepted(outcome);
  if (value.kind !== 'loggedIn') throw new Error(`expected a session, got ${value.kind}`);
  return value.opened;
}

export const logInByVneid = async (harness: CoreHarness, { handle }: SandboxPerson): Promise<OpenedSession> =>
  openedBy((await answerByVneid(harness, handle)).answer);

export const logInByToken = async (harness: CoreHarness, holder: SandboxHolder): Promise<OpenedSession> =>
  openedBy(await answerByToken(harness, holder));

/** Registers a person by VNeID; answers the account. */
export async function registerByVneid(harness: CoreHarness, { handle }: SandboxPerson): Promise<string> {
  const { registrations } = harness.core;
  const started = await registrations.start(proofForm('citizen', 'vneid'), caller);
  const { authorizeUrl } = due(started, 'eidAssertion');
  const { registrationId } = accepted(started).value;
  const done = accepted(await registrations.submit(registrationId, atVneid(harness, handle, authorizeUrl), caller));
  if (done.value.account === null) throw new Error('not registered');
  return done.value.account.accountId;
}

/** Registers a holder by the certificate on a USB token; answers the account. */
export async function registerByToken(
  { core: { registrations } }: CoreHarness,
  holder: SandboxHolder,
  subject: SubjectKind = 'citizen',
): Promise<string> {
  const started = await registrations.start(proofForm(subject, 'usbToken'), caller);
  const step = due(started, 'signature');
  if (step.by !== 'usbToken') throw new Error('expected a token to sign');
  const { challenge } = step;
  const { registrationId } = accepted(started).value;
  const signed = { kind: 'signature', signature: signFor(holder, challenge) } as const;
  const confirming = await registrations.submit(registrationId, signed, caller);
  due(confirming, 'holderConfirmation');
  const confirmation = {
    kind: 'holderConfirmation',
    captcha: solvedCaptcha,
    ...(holder.kind !== 'person' && { email: 'vanthu@example.vn' }),
  } as const;
  const done = accepted(await registrations.submit(registrationId, confirmation, caller));
  if (done.value.account === null) throw new Error('not registered');
  return done.value.account.accountId;
}

/** A session by VNeID of anybody, also of people whom the cast gives no VNeID; registers them first where need be. */
export async function eidSessionOf(harness: CoreHarness, person: SandboxPerson): Promise<OpenedSession> {
  const { registrations, assertionLogins } = harness.core;
  const { handle: subject, personalNumber, name, birthDate } = person;
  const eid = { subject, personalNumber, name, birthDate, level: 'eid2' } as const;
  const backFrom = (authorizeUrl: string): Extract<ProofInput, { kind: 'authorizationCode' }> => {
    harness.sandbox.controls.answerNext('eidProvider', { kind: 'authenticated', eid, raw: '{}' });
    const state = new URL(authorizeUrl).searchParams.get('state') ?? '';
    return { kind: 'authorizationCode', code: 'scripted', state };
  };
  const logIn = async (): Promise<Outcome<AssertionLoginAnswer>> => {
    const started = await assertionLogins.start({ method: 'vneid', redirectUri }, caller);
    const { authorizeUrl } = dueProof(started, 'vneid');
    return assertionLogins.answer(accepted(started).value.loginToken, backFrom(authorizeUrl), caller);
  };
  const first = await logIn();
  if (first.kind === 'accepted') return openedBy(first);
  const started = await registrations.start(proofForm('citizen', 'vneid'), caller);
  const { authorizeUrl } = due(started, 'eidAssertion');
  accepted(await registrations.submit(accepted(started).value.registrationId, backFrom(authorizeUrl), caller));
  return openedBy(await logIn());
}
