import { levelAt, mayHavePassword } from '../../domain/account/assurance-of.js';
import { isOpened, type OpenedAccount, standing } from '../../domain/account/account.state.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import type { Phone } from '../../domain/values/phone.js';
import type { OtpIssued } from '../otp/otp-service.js';
import { isUnavailable } from '../ports/unavailable.js';
import type { AccountDeps } from './account-deps.js';
import { OwnerData } from './owner-data.js';
import type { PhoneChanges } from './phone-changes.js';
import { SubscriberMatch } from './subscriber-match.js';

/** Why an account's password is not recovered by a code; undefined: it may be. */
export const mayRecoverByCode = (state: OpenedAccount, at: Instant): boolean =>
  standing(state) === undefined &&
  mayHavePassword(state) &&
  levelAt(state, at) !== 'IAL3' &&
  lockAgainst(state, 'otp', at) === undefined;

export interface RecoveryCode {
  readonly recoveryId: string;
  readonly accountId: string;
  readonly code: OtpIssued;
  readonly edition: PolicyEdition;
  /** Told of the phone before the code goes to it. */
  readonly onPhone: (phoneId: string) => Promise<void>;
}

/**
 * Sends recovery codes after the caller was answered, so that the answer, and the time it takes, are the same whether or
 * not there is an account, a phone, and a carrier that vouches for it. What fails here is asked for again by its owner.
 */
export class RecoverySenders {
  private readonly owner: OwnerData;
  private readonly subscribers: SubscriberMatch;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: AccountDeps,
    private readonly changes: PhoneChanges,
  ) {
    this.owner = new OwnerData(deps.personalData);
    this.subscribers = new SubscriberMatch(deps);
  }

  send(code: RecoveryCode): void {
    const sent = this.sendNow(code).catch((error: unknown) => {
      if (!isUnavailable(error)) this.deps.onError(error);
    });
    this.running = Promise.all([this.running, sent]).then(() => undefined);
  }

  /** Resolves when no code is under way. */
  idle(): Promise<void> {
    return this.running;
  }

  private async sendNow({ recoveryId, accountId, code, edition, onPhone }: RecoveryCode): Promise<void> {
    const { state: found } = await this.deps.accounts.load(accountId);
    if (!isOpened(found)) return;
    const state = await this.changes.settle(accountId, found);
    if (!mayRecoverByCode(state, this.deps.clock.now())) return;
    const phone = await this.matchedPhone(state, edition);
    if (phone === undefined) return;
    await onPhone(phone.phoneId);
    await this.deps.otp.deliver(
      { purpose: 'recoverPassword', processId: recoveryId, phone: phone.phone, numbers: edition.otp },
      code,
    );
  }

  /** The default phone first; one whose subscription is the owner's now, since numbers are given to others. */
  private async matchedPhone(
    state: OpenedAccount,
    edition: PolicyEdition,
  ): Promise<{ readonly phoneId: string; readonly phone: Phone } | undefined> {
    const profile = await this.owner.profile(state);
    if (profile === undefined) return undefined;
    const isDefault = (phoneId: string): number => (phoneId === state.defaultPhoneId ? 0 : 1);
    const phones = [...(await this.owner.phones(state))].sort((a, b) => isDefault(a.phoneId) - isDefault(b.phoneId));
    for (const phone of phones)
      if ((await this.subscribers.ask(phone.phone, profile, edition)).kind === 'match') return phone;
    return undefined;
  }
}
