import { days, minutes } from '../../../src/domain/kernel/instant.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  goodPassword,
  logIn,
  openCore,
  refused,
  register,
  solvedCaptcha,
} from '../../support/core-harness.js';

/** Lets the notices and the outbox do their work, as a running server does. */
async function delivered(harness: CoreHarness): Promise<void> {
  for (let i = 0; i < 50 && (await harness.ports.outbox.pending()) === 0; i += 1) await pause();
  for (let i = 0; i < 200 && (await harness.ports.outbox.pending()) > 0; i += 1) await pause();
}
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

const now = ({ clock }: CoreHarness) => clock.now();
const tokenOf = (link: string | undefined): string => new URL(link ?? '').searchParams.get('token') ?? '';

describe('"this was not me"', () => {
  let harness: CoreHarness;
  beforeEach(async () => {
    harness = openCore({ outboxEveryMs: 5 });
    await harness.core.start();
  });
  afterEach(() => harness.core.stop());

  async function loggedIn(verified = true) {
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an, { email: 'an@hopthu.example' });
    if (verified)
      await accountsOf(harness).transact(accountId, { type: 'VerifyEmail', at: now(harness), emailVersion: 0 }, byTest);
    await delivered(harness);
    harness.clock.pass(minutes(2));
    const opened = await logIn(harness, an);
    await delivered(harness);
    const phone = an.phones[0] ?? '';
    return {
      accountId,
      an,
      opened,
      bySms: tokenOf(harness.sandbox.inbox.latestLink(phone)),
      byMail: verified ? tokenOf(harness.sandbox.inbox.latestLink('an@hopthu.example')) : '',
    };
  }

  it('[DISAVOW-LINK] comes with every notice of a login, once', async () => {
    const { bySms, byMail } = await loggedIn();
    expect(bySms).toMatch(/^[\w-]{22}$/);
    expect(byMail).toMatch(/^[\w-]{22}$/);
    expect(byMail).not.toBe(bySms);
  });

  it('[DISAVOW-LINK] goes by mail to a verified address only', async () => {
    const { an, bySms } = await loggedIn(false);
    expect(bySms).toMatch(/^[\w-]{22}$/);
    expect(harness.sandbox.inbox.latestLink(an.email ?? '')).toBeUndefined();
  });

  it('[DISAVOW-ENDS] ends every session, and is written into the history', async () => {
    const { accountId, an, opened, bySms } = await loggedIn();
    harness.clock.pass(minutes(2));
    const other = await logIn(harness, an);
    const done = accepted(await harness.core.disavowals.disavow(bySms, caller));
    expect(done.value.passwordLocked).toBe(true);
    for (const { token } of [opened, other])
      expect(refused(await harness.core.sessions.authenticate(token)).code).toBe('session.invalid');
    const history = await harness.core.profiles.loginHistory(accountId, {}, { atLeast: done.position as number });
    expect(accepted(history).value.items.map(({ outcome }) => outcome)).toEqual(['loggedIn', 'disavowed']);
    const replay = accepted(await harness.core.audit.replay(accountId)).value.events.slice(-2);
    expect(replay.map(({ type }) => type)).toEqual(['LoginDisavowed.v1', 'SessionsRevoked.v1']);
    for (const { policyEdition } of replay) expect(policyEdition).toBe('sandbox');
  });

  it('[DISAVOW-PASSWORD] locks the password, which answers as a wrong one', async () => {
    const { an, bySms } = await loggedIn();
    harness.clock.pass(minutes(2));
    const input = { personId: an.personalNumber, password: goodPassword, captcha: solvedCaptcha };
    const { loginToken } = accepted(await harness.core.logins.start(input, caller)).value;
    const code = codeOn(harness, an.phones[0]);
    accepted(await harness.core.disavowals.disavow(bySms, caller));
    expect(refused(await harness.core.logins.confirm(loginToken, code, caller)).code).toBe('login.locked');
    expect(refused(await harness.core.logins.start(input, caller))).toMatchObject({
      code: 'login.invalidCredentials',
      remedies: ['recoverPassword', 'register'],
    });
  });

  it('[DISAVOW-LINK] works once, and seven days', async () => {
    const { bySms, byMail } = await loggedIn();
    accepted(await harness.core.disavowals.disavow(bySms, caller));
    expect(refused(await harness.core.disavowals.disavow(bySms, caller)).code).toBe('login.disavowLinkInvalid');
    // The same login, disowned by the other notice: nothing is recorded twice.
    expect(accepted(await harness.core.disavowals.disavow(byMail, caller)).value.passwordLocked).toBe(true);
    expect(refused(await harness.core.disavowals.disavow('no such link', caller)).code).toBe(
      'login.disavowLinkInvalid',
    );
  });

  it('[DISAVOW-LINK] runs out', async () => {
    const { bySms } = await loggedIn();
    harness.clock.pass(days(7));
    expect(refused(await harness.core.disavowals.disavow(bySms, caller)).code).toBe('login.disavowLinkInvalid');
  });
});
