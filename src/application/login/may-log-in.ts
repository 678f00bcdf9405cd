import { type Lock, type OpenedAccount, standing } from '../../domain/account/account.state.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { LoginPolicy, PolicyEdition } from '../../domain/policy/edition.js';
import { canLogin } from '../../domain/policy/policy-book.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';

/** Whether an account may log in by password now: asked at every step, since a lock may come between two of them. */
export function mayLogIn(state: OpenedAccount, edition: PolicyEdition, at: Instant): Outcome<LoginPolicy> {
  const obstacle = standing(state);
  if (obstacle !== undefined) return refuse(obstacle, {}, ['counter', 'complaint']);
  const lock = lockAgainst(state, 'password', at) ?? lockAgainst(state, 'otp', at);
  if (lock !== undefined) return lockedOut(lock, at);
  const policy = canLogin(edition, state.registeredBy, state.subject);
  return policy.ok ? accept(policy.value) : refuseWith(policy.refusal, ['chooseAnotherMethod']);
}

/** A lock without an end is lifted at a counter. */
export const lockedOut = ({ until }: Lock, at: Instant): Outcome<never> =>
  until === null ? refuse('login.locked', {}, ['counter']) : notAvailable('login.locked', until - at);
