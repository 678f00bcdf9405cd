import type { SandboxPerson } from '../../src/adapters/sandbox/index.js';
import type { RecoveryView } from '../../src/application/account/passwords-api.js';
import type { Caller } from '../../src/application/caller.js';
import type { LoginView, StartLogin } from '../../src/application/login/login-api.js';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import { accepted, caller, type CoreHarness, goodPassword, solvedCaptcha } from './core-harness.js';

/** Somebody at a machine of their own; what they know and hold is the test's to say. */
export const thief: Caller = { ...caller, address: '198.51.100.66', agent: 'thief' };

/** A password that the owner did not choose. */
export const thiefsPassword = 'Ke-trom 2026 roi!';
export const thiefsFresh = { password: thiefsPassword, confirmation: thiefsPassword };

/** What the first page of a login takes. */
export const typed = (personId: string, password = goodPassword): StartLogin => ({
  personId,
  password,
  captcha: solvedCaptcha,
});

/** Types number and password as the thief; nothing is expected of the answer. */
export const tryPassword = (
  { core }: CoreHarness,
  { personalNumber }: SandboxPerson,
  password = goodPassword,
): Promise<Outcome<LoginView>> => core.logins.start(typed(personalNumber, password), thief);

/** "Quên mật khẩu" as the thief; resolves when whatever is sent has been sent. */
export async function tryRecovery({ core }: CoreHarness, personId: string): Promise<RecoveryView> {
  const started = await core.passwordRecovery.start({ personId, captcha: solvedCaptcha }, thief);
  await core.passwordRecovery.idle();
  return accepted(started).value;
}
