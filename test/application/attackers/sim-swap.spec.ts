import { signFor } from '../../../src/adapters/sandbox/index.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import { thief, thiefsFresh, thiefsPassword, tryPassword, tryRecovery } from '../../support/attackers.js';
import { accepted, codeOn, type CoreHarness, openCore, refused, register } from '../../support/core-harness.js';
import { eventsOf, loggedIn } from '../../support/owner-stories.js';

/** From here on the thief reads what is sent to the victim's number. */
async function swapped(handle: 'an' | 'thao' = 'an') {
  const harness = openCore();
  const victim = harness.sandbox.cast[handle];
  const { accountId } = await register(harness, victim, { email: `${handle}@hopthu.example` });
  harness.clock.pass(minutes(2));
  harness.sandbox.inbox.clear();
  return { ...harness, harness, victim, accountId };
}

/** Adds the victim's token, which makes it a level-3 account. */
async function withToken(story: Awaited<ReturnType<typeof swapped>>): Promise<void> {
  const { core, harness, victim } = story;
  const { session } = await loggedIn(harness, victim);
  const { additionId, due } = accepted(await core.ownMethods.start(session, { method: 'usbToken' }, thief)).value;
  const signature = signFor(victim, due.by === 'usbToken' ? due.challenge : '');
  accepted(await core.ownMethods.submit(session, additionId, { kind: 'signature', signature }, thief));
  harness.clock.pass(minutes(2));
  harness.sandbox.inbox.clear();
}

/** What the carriers say of a number that they have given to somebody else. */
function givenToAnother({ sandbox }: CoreHarness): void {
  const answer = { personId: 'noMatch', name: 'noMatch', birthDate: 'noMatch', raw: 'made up' } as const;
  sandbox.controls.answerNext('subscriberRegistry', answer, answer);
}

describe('a thief has the victim’s number, not the password', () => {
  it('logging in sends no code before the password is right', async () => {
    const { harness, sandbox, victim } = await swapped();
    expect(refused(await tryPassword(harness, victim, thiefsPassword)).code).toBe('login.invalidCredentials');
    expect(sandbox.inbox.list()).toEqual([]);
  });

  it('a forgotten password sends no code to a number that the carriers gave to somebody else', async () => {
    const { core, harness, sandbox, victim } = await swapped();
    givenToAnother(harness);
    const { recoveryToken } = await tryRecovery(harness, victim.personalNumber);
    expect(sandbox.inbox.list()).toEqual([]);
    expect(refused(await core.passwordRecovery.confirm(recoveryToken, '123456', thief)).code).toBe('otp.wrong');
    expect(refused(await core.passwordRecovery.reset(recoveryToken, thiefsFresh, thief)).code).toBe('recovery.expired');
  });

  it('a forgotten password of a level-3 account sends no code at all', async () => {
    const story = await swapped('thao');
    await withToken(story);
    await tryRecovery(story.harness, story.victim.personalNumber);
    expect(story.sandbox.inbox.list()).toEqual([]);
  });

  it('what remains: a swap in the victim’s own name gets a level-2 account; its verified mailbox is told, and its sessions end', async () => {
    const { core, harness, sandbox, victim, accountId, clock } = await swapped();
    const verified = { type: 'VerifyEmail', at: clock.now(), emailVersion: 0 } as const;
    await accountsOf(harness).transact(accountId, verified, byTest);
    const own = await loggedIn(harness, victim);
    clock.pass(minutes(2));
    const { recoveryToken } = await tryRecovery(harness, victim.personalNumber);
    accepted(await core.passwordRecovery.confirm(recoveryToken, codeOn(harness, victim.phones[0]), thief));
    await core.start();
    accepted(await core.passwordRecovery.reset(recoveryToken, thiefsFresh, thief));
    for (let i = 0; i < 100 && sandbox.inbox.list('an@hopthu.example').length === 0; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await core.stop();
    expect(sandbox.inbox.list('an@hopthu.example').length).toBeGreaterThan(0);
    expect(refused(await core.sessions.authenticate(own.token)).code).toBe('session.invalid');
    expect(await eventsOf(harness, accountId)).toContain('PasswordReset.v1');
  });
});

describe('a thief has the victim’s number and password', () => {
  it('gets a session that is too weak to change anything of a level-3 account', async () => {
    const story = await swapped('thao');
    await withToken(story);
    const { core, harness, victim } = story;
    const { loginToken } = accepted(await tryPassword(harness, victim)).value;
    const code = codeOn(harness, victim.phones[0]);
    const { session } = accepted(await core.logins.confirm(loginToken, code, thief)).value;
    expect(session.level).toBe('IAL2');
    const acts = [
      await core.ownMethods.start(session, { method: 'usbToken' }, thief),
      await core.phones.startAdding(session, '0950000015', thief),
      await core.passwords.change(session, { current: 'any', ...thiefsFresh }, thief),
    ];
    expect(acts.map((act) => refused(act).code)).toEqual(['session.tooWeak', 'session.tooWeak', 'session.tooWeak']);
  });

  it('loses a login under way, and every session, when the owner replaces the phone', async () => {
    const { core, harness, victim } = await swapped();
    const owner = accepted(await tryPassword(harness, victim)).value;
    harness.clock.pass(minutes(2));
    const inside = await loggedIn(harness, victim);
    harness.clock.pass(minutes(2));
    const underWay = accepted(await tryPassword(harness, victim)).value;
    const code = codeOn(harness, victim.phones[0]);
    accepted(await core.lostPhone.start(owner.loginToken, '0950000011', thief));
    accepted(await core.lostPhone.confirm(owner.loginToken, codeOn(harness, victim.phones[1]), thief));
    expect(refused(await core.sessions.authenticate(inside.token)).code).toBe('session.invalid');
    expect(refused(await core.logins.confirm(underWay.loginToken, code, thief)).code).toBe('login.stale');
  });
});
