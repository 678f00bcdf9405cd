import type { Instant } from '../kernel/instant.js';
import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, LoginCommand } from './account.commands.js';
import type { Lock, OpenedAccount } from './account.state.js';
import { loginGrants, logsInByPassword, sessionLevel } from './assurance-of.js';
import { inForce } from './method-grant.js';

type LogIn = Extract<LoginCommand, { type: 'LogIn' }>;

/** The lock that stands against a factor at a time; checked at every step of a login. */
export const lockAgainst = (state: OpenedAccount, factor: 'password' | 'otp', at: Instant): Lock | undefined =>
  state.locks.find(
    (lock) => (lock.factor === factor || lock.factor === 'all') && (lock.until === null || at < lock.until),
  );

const decideByPassword = (state: OpenedAccount, command: LogIn): AccountDecision | undefined => {
  if (!logsInByPassword(state)) return rejected('method.passwordNotAllowed');
  if (command.passwordId !== state.passwordId) return rejected('login.stale');
  if (!state.phones.some((phone) => phone.phoneId === command.phoneId)) return rejected('phone.unknown');
  const lock = lockAgainst(state, 'password', command.at) ?? lockAgainst(state, 'otp', command.at);
  return lock === undefined ? undefined : rejected('login.locked', { until: lock.until });
};

const decideByMethod = (state: OpenedAccount, command: LogIn): AccountDecision | undefined => {
  const { method, certificate, at } = command;
  const grants = loginGrants(state, method);
  if (grants.length === 0) return rejected('method.unknown', { method });
  // A grant that is bound to a certificate lets nobody in who does not present that certificate.
  const presented = grants.filter((grant) => grant.certificate === certificate);
  if (presented.length === 0) return rejected('method.certificateNotBound', { method });
  return presented.some((grant) => inForce(grant, at)) ? undefined : rejected('method.notInForce', { method });
};

const decideLogIn = (state: OpenedAccount, command: LogIn): AccountDecision => {
  const refusal = command.method === 'password' ? decideByPassword(state, command) : decideByMethod(state, command);
  if (refusal !== undefined) return refusal;
  const { loginId, sessionId, at, method, authentication, phoneId, evidenceDigest, personal } = command;
  return accepted({
    type: 'LoggedIn',
    data: {
      loginId,
      sessionId,
      at,
      method,
      level: sessionLevel(state, command.methodLevel, at),
      authentication,
      ...(phoneId !== undefined && { phoneId }),
      ...(evidenceDigest !== undefined && { evidenceDigest }),
      personal,
    },
  });
};

export function decideLogin(state: OpenedAccount, command: LoginCommand): AccountDecision {
  switch (command.type) {
    case 'LogIn':
      return decideLogIn(state, command);
    case 'DisavowLogin': {
      const { loginId, at } = command;
      if (state.disavowedLogins.includes(loginId)) return accepted();
      return accepted({ type: 'LoginDisavowed', data: { loginId, at } });
    }
    case 'LockLogin': {
      const { factor, until, at } = command;
      const longer = state.locks.some(
        (lock) => lock.factor === factor && (lock.until === null || (until !== undefined && lock.until >= until)),
      );
      if (longer) return accepted();
      return accepted({ type: 'LoginLocked', data: { factor, at, ...(until !== undefined && { until }) } });
    }
    case 'UnlockLogin': {
      const { factor, at } = command;
      // A disowned login's lock is lifted by a new password alone: the one in use may be a stranger's.
      const locked = state.locks.some((lock) => !lock.untilReset && (factor === 'all' || lock.factor === factor));
      return locked ? accepted({ type: 'LoginUnlocked', data: { factor, at } }) : accepted();
    }
    case 'RecordSessionsRevoked': {
      const { sessionIds, reason, at } = command;
      if (sessionIds !== 'all' && sessionIds.length === 0) return accepted();
      return accepted({ type: 'SessionsRevoked', data: { sessionIds, reason, at } });
    }
    default:
      return assertNever(command);
  }
}
