import type { PhoneCommand } from '../../domain/account/account.commands.js';
import { isOpened, type OpenedAccount, type PendingPhoneChange } from '../../domain/account/account.state.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { editionAt } from '../../domain/policy/policy-book.js';
import { maskPhone } from '../../domain/values/mask.js';
import type { Phone } from '../../domain/values/phone.js';
import { type Caller, contextOf } from '../caller.js';
import type { Transacted } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { SessionView } from '../login/login-api.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import {
  pendingPhoneChanges,
  pendingPhoneChangesProjection,
  phoneChangeCollection,
  phoneChangeSort,
} from '../projections/pending-phone-changes.projection.js';
import type { AccountDeps } from './account-deps.js';
import type { PhoneChangeView } from './lost-phone-api.js';
import { cancelLinkKey, PhoneChangeMessages } from './phone-change-messages.js';
import { SessionEnder } from './session-ender.js';

export type RequestChange = Extract<PhoneCommand, { type: 'RequestOtpPhoneChange' }>;

export type PhoneChangeDeps = Pick<
  AccountDeps,
  | 'accounts'
  | 'acting'
  | 'challenges'
  | 'clock'
  | 'digests'
  | 'ids'
  | 'links'
  | 'outbox'
  | 'personalData'
  | 'policy'
  | 'readModels'
  | 'sessions'
>;

const PAGE = 100;

/**
 * Changes of a lost OTP phone after they were asked for: shown, cancelled, and completed once their time has come, at the
 * account's next login or use of its phones, or by a sweep. Completing ends every session; that the account has given up
 * a phone makes every login and code under way void.
 */
export class PhoneChanges {
  private readonly messages: PhoneChangeMessages;
  private readonly ender: SessionEnder;

  constructor(private readonly deps: PhoneChangeDeps) {
    this.messages = new PhoneChangeMessages(deps);
    this.ender = new SessionEnder(deps);
  }

  /** The change that waits for its time; null: none. */
  pending(session: SessionView, caller: Caller): Promise<Outcome<PhoneChangeView | null>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enter(session, caller);
      if (entered.kind !== 'accepted') return entered;
      const { phoneChange } = await this.settle(session.accountId, entered.value.state);
      return accept(phoneChange === null ? null : await this.view(phoneChange));
    });
  }

  /** Stops a change before its time. A login is asked for, since whoever found the old phone holds that. */
  cancel(session: SessionView, changeId: string, caller: Caller): Promise<Outcome<{ readonly changeId: string }>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enter(session, caller);
      return entered.kind === 'accepted'
        ? this.stop(session.accountId, changeId, 'login', entered.value.context)
        : entered;
    });
  }

  /** As `cancel`, by the link that went to the verified address. Good once. */
  cancelByLink(token: string, caller: Caller): Promise<Outcome<{ readonly changeId: string }>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const key = cancelLinkKey(this.deps.digests.sha256(token));
      const kept = await this.deps.challenges.peek(key, at);
      const { accountId, changeId } = kept ?? {};
      if (typeof accountId !== 'string' || typeof changeId !== 'string')
        return refuse('phone.cancelLinkInvalid', {}, ['logInAgain', 'counter']);
      const context = contextOf(caller, this.deps.ids, edition.value.id, { kind: 'subject', id: accountId });
      const stopped = await this.stop(accountId, changeId, 'verifiedEmail', context);
      if (stopped.kind !== 'unavailable') await this.deps.challenges.take(key, at);
      return stopped;
    });
  }

  /** Completes every change whose time has come. Accounts that cannot take it now (suspended, merged) are passed over. */
  completeDue(): Promise<Outcome<{ readonly completed: readonly string[] }>> {
    return guarded(async () => {
      const completed: string[] = [];
      let before = phoneChangeSort(this.deps.clock.now() + 1);
      for (;;) {
        const rows = await this.deps.readModels.list(
          pendingPhoneChangesProjection.name,
          phoneChangeCollection,
          pendingPhoneChanges,
          { limit: PAGE, before },
        );
        for (const { document } of rows) {
          const { accountId } = document;
          if (typeof accountId !== 'string') continue;
          const { state } = await this.deps.accounts.load(accountId);
          if (!isOpened(state) || state.phoneChange === null) continue;
          if ((await this.settle(accountId, state)).phoneChange === null) completed.push(accountId);
        }
        const last = rows.at(-1);
        if (last === undefined || rows.length < PAGE) return accept({ completed });
        before = last.sort;
      }
    });
  }

  /** The account with its change completed, if that was due. */
  async settle(accountId: string, state: OpenedAccount): Promise<OpenedAccount> {
    const change = state.phoneChange;
    const at = this.deps.clock.now();
    if (change === null || at < change.effectiveFrom || state.status !== 'live') return state;
    const result = await this.complete(accountId, state, change, at);
    if (result.kind === 'accepted' && isOpened(result.account.state)) return result.account.state;
    const { state: now } = await this.deps.accounts.load(accountId);
    return isOpened(now) ? now : state;
  }

  /** Records what was asked for and, without a delay, completes it at once. */
  async request(
    accountId: string,
    state: OpenedAccount,
    command: RequestChange,
    context: CommandContext,
  ): Promise<Outcome<{ readonly isChanged: boolean }>> {
    if (command.effectiveFrom > this.deps.clock.now()) await this.messages.requested(accountId, state, command);
    const requested = await this.deps.accounts.transact(accountId, command, context);
    if (requested.kind === 'contended') return notAvailable('command.contended', 1_000);
    if (requested.kind === 'rejected') return refuseWith(requested.refusal, ['logInAgain']);
    const { state: now } = requested.account;
    const settled = isOpened(now) ? await this.settle(accountId, now) : undefined;
    return accept({ isChanged: settled?.phoneChange?.changeId !== command.changeId }, requested.position);
  }

  private async complete(
    accountId: string,
    state: OpenedAccount,
    change: PendingPhoneChange,
    at: Instant,
  ): Promise<Transacted> {
    const edition = editionAt(this.deps.policy, at);
    const commandId = this.deps.ids.id();
    const context: CommandContext = {
      commandId,
      correlationId: commandId,
      causationId: commandId,
      actor: { kind: 'system', id: 'phone-changes' },
      channel: 'system',
      policyEdition: edition.ok ? edition.value.id : '',
    };
    await this.messages.changed(accountId, state, change, at);
    const { changeId } = change;
    return this.ender.around(accountId, 'phoneChanged', context, () =>
      this.deps.accounts.transact(accountId, { type: 'CompleteOtpPhoneChange', changeId, at }, context),
    );
  }

  /** One whose time has come is completed, not cancelled: nobody has to hurry the clock. */
  private async stop(
    accountId: string,
    changeId: string,
    by: 'login' | 'verifiedEmail',
    context: CommandContext,
  ): Promise<Outcome<{ readonly changeId: string }>> {
    const { state } = await this.deps.accounts.load(accountId);
    if (isOpened(state)) await this.settle(accountId, state);
    const command = { type: 'CancelOtpPhoneChange', changeId, by } as const;
    const result = await this.deps.accounts.transact(accountId, command, context);
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    if (result.kind === 'rejected') return refuseWith(result.refusal, ['counter']);
    return accept({ changeId }, result.position);
  }

  private async view({ changeId, effectiveFrom, personal }: PendingPhoneChange): Promise<PhoneChangeView> {
    const opened = await this.deps.personalData.open(personal);
    const masked = opened.kind === 'clear' ? maskPhone(opened.value.phone as Phone) : '';
    return { changeId, effectiveFrom, masked };
  }
}
