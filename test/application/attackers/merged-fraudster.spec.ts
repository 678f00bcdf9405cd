import { signFor, type SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import { thief, thiefsFresh, tryPassword, tryRecovery } from '../../support/attackers.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  formOf,
  openCore,
  redirectUri,
  refused,
  register,
} from '../../support/core-harness.js';
import { loggedIn } from '../../support/owner-stories.js';
import { answerByToken, eidSessionOf } from '../../support/proofs.js';

/** A fraudster's account with password, phone and token (thao's), absorbed by the owner's (oanh's, by VNeID). */
async function absorbed() {
  const harness = openCore();
  const { core, clock, sandbox } = harness;
  const { thao: fraudster, oanh: owner } = sandbox.cast;
  const older = (await register(harness, fraudster)).accountId;
  const { session } = await loggedIn(harness, fraudster);
  const { additionId, due } = accepted(await core.ownMethods.start(session, { method: 'usbToken' }, thief)).value;
  const signature = signFor(fraudster, due.by === 'usbToken' ? due.challenge : '');
  accepted(await core.ownMethods.submit(session, additionId, { kind: 'signature', signature }, thief));
  const inside = await loggedIn(harness, fraudster);
  clock.pass(minutes(2));
  const underWay = accepted(await tryPassword(harness, fraudster)).value;
  const code = codeOn(harness, fraudster.phones[0]);
  const own = await eidSessionOf(harness, owner);
  const survivor = own.session.accountId;
  const { mergeId } = accepted(await core.accountMerges.absorb(survivor, older, byTest)).value;
  return { ...harness, harness, fraudster, older, survivor, own, inside, underWay, code, mergeId };
}

const grantsOf = async (harness: CoreHarness, accountId: string) => {
  const { state } = await accountsOf(harness).load(accountId);
  return state as unknown as { readonly grants: readonly unknown[]; readonly phones: readonly unknown[] };
};

const registerAgain = ({ core }: CoreHarness, person: SandboxPerson) => core.registrations.start(formOf(person), thief);

describe('the older account of a fraudster was merged into the owner’s', () => {
  it('its sessions, and a login under way, end with it', async () => {
    const { core, inside, underWay, code } = await absorbed();
    expect(refused(await core.sessions.authenticate(inside.token)).code).toBe('session.invalid');
    expect(refused(await core.logins.confirm(underWay.loginToken, code, thief)).code).toBe('account.absorbed');
  });

  it('its password opens nothing', async () => {
    const { harness, fraudster } = await absorbed();
    expect(refused(await tryPassword(harness, fraudster)).code).toBe('login.invalidCredentials');
  });

  it('its phone gets no code to recover a password with', async () => {
    const { core, harness, sandbox, clock, fraudster } = await absorbed();
    clock.pass(minutes(2));
    sandbox.inbox.clear();
    const { recoveryToken } = await tryRecovery(harness, fraudster.personalNumber);
    expect(sandbox.inbox.list()).toEqual([]);
    expect(refused(await core.passwordRecovery.reset(recoveryToken, thiefsFresh, thief)).code).toBe('recovery.expired');
  });

  it('its certificate neither logs in nor recovers a password', async () => {
    const { core, harness, fraudster } = await absorbed();
    expect(refused(await answerByToken(harness, fraudster)).code).toBe('login.certificateUnbound');
    const { recoveryToken, due } = accepted(
      await core.passwordRecovery.startProof({ method: 'usbToken', redirectUri }, thief),
    ).value;
    const signature = signFor(fraudster, due.by === 'usbToken' ? due.challenge : '');
    const answer = await core.passwordRecovery.submitProof(recoveryToken, { kind: 'signature', signature }, thief);
    expect(refused(answer).code).toBe('method.certificateNotBound');
  });

  it('nothing of it is the owner’s before the owner accepts it, one by one', async () => {
    const { core, harness, own, survivor } = await absorbed();
    const state = await grantsOf(harness, survivor);
    expect([state.grants.length, state.phones.length]).toEqual([1, 0]);
    const offers = accepted(await core.mergeOffers.list(own.session, caller)).value;
    expect([offers.methods.length, offers.phones.length]).toEqual([1, 1]);
  });

  it('its claims stay: the fraudster does not register anew', async () => {
    const { harness, clock, fraudster } = await absorbed();
    clock.pass(minutes(2));
    expect(refused(await registerAgain(harness, fraudster)).code).toBe('registration.duplicate');
  });

  it('a reversal gives the fraudster no password back', async () => {
    const { core, harness, fraudster, older, mergeId } = await absorbed();
    accepted(await core.accountMerges.reverse(mergeId, older, 'another person', byTest));
    expect(refused(await tryPassword(harness, fraudster)).code).toBe('login.invalidCredentials');
  });
});
