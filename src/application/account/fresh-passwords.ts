import type { OpenedAccount } from '../../domain/account/account.state.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { checkPassword, normalisePassword, type PasswordRequirement } from '../../domain/values/password-rules.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { AccountDeps } from './account-deps.js';
import { OwnerData } from './owner-data.js';
import type { NewPassword, PasswordHint, PasswordScore } from './passwords-api.js';

/** A password in the vault that is the account's as soon as an event names it. */
export interface FreshPassword {
  readonly passwordId: string;
  readonly score: PasswordScore;
}

type Deps = Pick<AccountDeps, 'ids' | 'passwordHasher' | 'passwordStrength' | 'personalData' | 'vault'>;

/** New passwords: the rules of the policy, the blocklist, and none of the last ones again. */
export class FreshPasswords {
  private readonly owner: OwnerData;

  constructor(private readonly deps: Deps) {
    this.owner = new OwnerData(deps.personalData);
  }

  async hint(state: OpenedAccount, { password: rules }: PolicyEdition, typed: string): Promise<PasswordHint> {
    const password = normalisePassword(typed);
    const words = await this.owner.ownWords(state);
    const unmet = (checkPassword(rules, password)?.facts['unmet'] ?? []) as readonly PasswordRequirement[];
    return { ...this.deps.passwordStrength.judge(password, words), unmet, rules };
  }

  /** Hashed and in the vault, durably, before any event names it; under an id fixed before, if one is given. */
  async prepare(
    accountId: string,
    state: OpenedAccount,
    edition: PolicyEdition,
    typed: NewPassword,
    passwordId: string = this.deps.ids.id(),
  ): Promise<Outcome<FreshPassword>> {
    const password = normalisePassword(typed.password);
    if (password !== normalisePassword(typed.confirmation)) return refuse('password.confirmation');
    const unmet = checkPassword(edition.password, password);
    if (unmet !== undefined) return refuseWith(unmet);
    const { blocked, score } = this.deps.passwordStrength.judge(password, await this.owner.ownWords(state));
    if (blocked) return refuse('password.blocked');
    for (const earlier of lastPasswords(state, edition)) {
      const hash = await this.deps.vault.find(earlier);
      if (hash === undefined) continue;
      const compared = await this.deps.passwordHasher.verify(hash, password);
      if (compared.kind === 'busy') return notAvailable('password.busy', compared.retryAfterMs);
      if (compared.correct) return refuse('password.reused', { remembered: edition.passwordHistory });
    }
    const hashed = await this.deps.passwordHasher.hash(password);
    if (hashed.kind === 'busy') return notAvailable('password.busy', hashed.retryAfterMs);
    await this.deps.vault.put(passwordId, accountId, hashed.hash);
    return accept({ passwordId, score });
  }

  /** The event that should have named it was refused. */
  discard({ passwordId }: Pick<FreshPassword, 'passwordId'>): Promise<void> {
    return this.deps.vault.delete(passwordId);
  }

  /** Deletes the hashes that are too old to be compared with. */
  async forgetOld(state: OpenedAccount, edition: PolicyEdition): Promise<void> {
    const kept = new Set(lastPasswords(state, edition));
    for (const passwordId of state.pastPasswords) if (!kept.has(passwordId)) await this.deps.vault.delete(passwordId);
  }
}

/** The one in use and those before it, as many as the policy remembers. */
const lastPasswords = (
  { pastPasswords, passwordId }: OpenedAccount,
  { passwordHistory }: PolicyEdition,
): readonly string[] => [...pastPasswords, ...(passwordId === null ? [] : [passwordId])].slice(-passwordHistory);
