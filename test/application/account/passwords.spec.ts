import { makePasswordStrength } from '../../../src/adapters/crypto/password-strength.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { accountDecider } from '../../../src/domain/account/account.decider.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import { isOpened, type OpenedAccount } from '../../../src/domain/account/account.state.js';
import { fold } from '../../../src/domain/kernel/decider.js';
import {
  accepted,
  caller,
  type CoreHarness,
  type CoreOptions,
  goodPassword,
  openCore,
  refused,
  register,
  solvedCaptcha,
  unavailable,
} from '../../support/core-harness.js';
import { eventsOf, loggedIn } from '../../support/owner-stories.js';

const password = (n: number): string => `Gio-thoang ${n} canh dong!`;
const to = (next: string, current = goodPassword) => ({ current, password: next, confirmation: next });

async function owner(options: CoreOptions = {}) {
  const harness = openCore(options);
  const { an } = harness.sandbox.cast;
  const { accountId } = await register(harness, an);
  const { session, token } = await loggedIn(harness, an);
  return { ...harness, harness, an, accountId, session, token };
}

async function stateOf({ ports }: CoreHarness, accountId: string): Promise<OpenedAccount> {
  const { events } = await ports.eventStore.readStream(`account-${accountId}`);
  const state = fold(
    accountDecider,
    events.map((recorded) => ports.codec.decode(recorded) as AccountEvent),
  );
  if (!isOpened(state)) throw new Error('not opened');
  return state;
}

describe('changing the password', () => {
  it('[PASSWORD-CHANGE] ends every session; the new one logs in, the old one does not', async () => {
    const { core, harness, an, accountId, session, token, clock } = await owner();
    const answer = accepted(await core.passwords.change(session, to(password(1)), caller)).value;
    expect(answer).toEqual({ score: expect.any(Number), next: 'logIn' });
    expect((await eventsOf(harness, accountId)).slice(-2)).toEqual(['PasswordChanged.v1', 'SessionsRevoked.v1']);
    expect(refused(await core.sessions.authenticate(token)).code).toBe('session.invalid');
    clock.pass(minutes(2));
    const old = { personId: an.personalNumber, password: goodPassword, captcha: solvedCaptcha };
    expect(refused(await core.logins.start(old, caller)).code).toBe('login.invalidCredentials');
    expect((await loggedIn(harness, an, password(1))).session.accountId).toBe(accountId);
  });

  it('[PASSWORD-CHANGE] of parallel changes by one current password one goes through', async () => {
    const { core, harness, an, session } = await owner();
    const answers = await Promise.all([1, 2, 3].map((n) => core.passwords.change(session, to(password(n)), caller)));
    const won = answers.findIndex(({ kind }) => kind === 'accepted');
    for (const [index, answer] of answers.entries())
      if (index !== won) expect(refused(answer).code).toBe('login.stale');
    await loggedIn(harness, an, password(won + 1));
  });

  it('[PASSWORD-CHANGE] counts wrong current passwords as guesses, also those at the login', async () => {
    const { core, session } = await owner();
    for (let guess = 0; guess < sandboxEdition.guesses.passwordPerAccount.limit; guess += 1) {
      const answer = refused(await core.passwords.change(session, to(password(1), `Sai-roi ${guess}!`), caller));
      expect(answer.code).toBe('password.wrongCurrent');
    }
    const over = unavailable(await core.passwords.change(session, to(password(1)), caller));
    expect(over.code).toBe('login.tooManyAttempts');
  });

  it('[LOCK-ON-GUESSES] is locked by wrong current passwords, together with the login', async () => {
    const { core, harness, an, accountId, session, clock } = await owner();
    const { limit } = sandboxEdition.guesses.passwordPerAccount;
    for (let guess = 0; guess < limit - 1; guess += 1)
      await core.passwords.change(session, to(password(1), `Sai-roi ${guess}!`), caller);
    await core.locks.settled();
    expect(await eventsOf(harness, accountId)).not.toContain('LoginLocked.v1');
    await core.passwords.change(session, to(password(1), 'Sai-roi!'), caller);
    await core.locks.settled();
    expect((await eventsOf(harness, accountId)).at(-1)).toBe('LoginLocked.v1');
    expect(refused(await core.passwords.change(session, to(password(1)), caller)).code).toBe('login.locked');
    clock.pass(minutes(2));
    const other = { personId: an.cmnd as string, password: goodPassword, captcha: solvedCaptcha };
    expect(refused(await core.logins.start(other, caller)).code).toBe('login.invalidCredentials');
  });

  it('[PASSWORD-HISTORY] refuses the last five, takes an older one, and deletes what it need not remember', async () => {
    const { core, harness, an, accountId, ports, clock } = await owner();
    let current = goodPassword;
    for (const n of [1, 2, 3, 4]) {
      const { session } = await loggedIn(harness, an, current);
      const again = refused(await core.passwords.change(session, to(goodPassword, current), caller));
      expect(again).toMatchObject({ code: 'password.reused', facts: { remembered: 5 } });
      accepted(await core.passwords.change(session, to(password(n), current), caller));
      current = password(n);
    }
    const first = (await stateOf(harness, accountId)).pastPasswords[0] ?? '';
    expect(await ports.vault.find(first)).toBeDefined();
    clock.pass(minutes(61)); // a phone gets five codes an hour
    const { session } = await loggedIn(harness, an, current);
    accepted(await core.passwords.change(session, to(password(5), current), caller));
    expect(await ports.vault.find(first)).toBeUndefined();
    const { session: last } = await loggedIn(harness, an, password(5));
    accepted(await core.passwords.change(last, to(goodPassword, password(5)), caller));
  });

  it('refuses what the rules, the blocklist and the confirmation refuse, and keeps nothing of it', async () => {
    const { core, session, an } = await owner({ ports: () => ({ passwordStrength: makePasswordStrength() }) });
    const change = async (input: Parameters<typeof core.passwords.change>[1]) =>
      refused(await core.passwords.change(session, input, caller)).code;
    expect(await change({ ...to(password(1)), confirmation: password(2) })).toBe('password.confirmation');
    expect(await change(to('ngan'))).toBe('password.rules');
    for (const blocked of ['Password1!', `Aa!${an.personalNumber}`])
      expect(await change(to(blocked))).toBe('password.blocked');
    const hint = accepted(await core.passwords.hint(session, 'ngan', caller)).value;
    expect(hint).toMatchObject({ unmet: expect.arrayContaining(['minLength', 'upper']), score: 0, blocked: true });
    expect(accepted(await core.passwords.hint(session, password(1), caller)).value).toMatchObject({
      unmet: [],
      score: 4,
      blocked: false,
    });
  });

  it('leaves the old password good when the store does not answer', async () => {
    let isDown = false;
    const { core, harness, an, accountId, session } = await owner({
      ports: ({ vault }) => ({
        vault: {
          put: (...args) =>
            isDown
              ? Promise.reject(Object.assign(new Error(), { code: 'unavailable', port: 'secretVault' }))
              : vault.put(...args),
          find: (id) => vault.find(id),
          delete: (id) => vault.delete(id),
          deleteOwner: (id) => vault.deleteOwner(id),
        },
      }),
    });
    isDown = true;
    const answer = unavailable(await core.passwords.change(session, to(password(1)), caller));
    expect(answer.code).toBe('unavailable.secretVault');
    isDown = false;
    expect((await loggedIn(harness, an)).session.accountId).toBe(accountId);
  });
});
