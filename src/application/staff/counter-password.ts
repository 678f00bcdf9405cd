import type { OpenedAccount } from '../../domain/account/account.state.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { checkPassword, normalisePassword } from '../../domain/values/password-rules.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { RecoveryAnswer } from './staff-api.js';
import type { StaffDeps } from './staff-deps.js';

type Deps = Pick<StaffDeps, 'owner' | 'passwordHasher' | 'passwordStrength'>;

/** A password that somebody at the counter types: judged as any other, hashed. */
export class CounterPassword {
  constructor(private readonly deps: Deps) {}

  async hash(
    state: OpenedAccount,
    { password = '', confirmation = '' }: RecoveryAnswer,
    edition: PolicyEdition,
  ): Promise<Outcome<string>> {
    const typed = normalisePassword(password);
    if (typed !== normalisePassword(confirmation)) return refuse('password.confirmation');
    const unmet = checkPassword(edition.password, typed);
    if (unmet !== undefined) return refuseWith(unmet);
    if (this.deps.passwordStrength.judge(typed, await this.deps.owner.ownWords(state)).blocked)
      return refuse('password.blocked');
    const hashed = await this.deps.passwordHasher.hash(typed);
    return hashed.kind === 'busy' ? notAvailable('password.busy', hashed.retryAfterMs) : accept(hashed.hash);
  }
}
