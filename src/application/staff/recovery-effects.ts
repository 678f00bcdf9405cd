import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { RecoveryRequested } from '../../domain/case/case.events.js';
import { clear } from '../../domain/kernel/personal.js';
import type { Phone } from '../../domain/values/phone.js';
import type { Transacted } from '../ledger/accounts.js';
import { evidenceOf } from '../proofs/evidence-of.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { StaffDeps } from './staff-deps.js';
import type { AtAccount } from './staff-desk.js';

type Request = RecoveryRequested['data'];

export interface Recovered {
  readonly phone: Phone | undefined;
  /** A new one lies in the vault, under the id of the request. */
  readonly password: boolean;
}

/** What a granted recovery does to the account. Ids were fixed when it was asked for, so that each part is done once. */
export class RecoveryEffects {
  constructor(private readonly deps: StaffDeps) {}

  async apply(at: AtAccount, request: Request, { phone, password }: Recovered): Promise<Outcome<unknown>> {
    const { needs } = request;
    if (needs.includes('phone') && !isPhoneDone(at.state, request)) {
      if (phone === undefined) return refuse('case.expired');
      const changed = await this.givePhone(at, request, phone);
      if (changed.kind !== 'accepted') return changed;
    }
    if (password) {
      const reset = await this.givePassword(at, request);
      if (reset.kind !== 'accepted') return reset;
    }
    const unlocked = { type: 'UnlockLogin', factor: 'all', at: at.mark.at } as const;
    await this.deps.locks.settled();
    const result = outcomeOf(await this.deps.accounts.transact(at.accountId, unlocked, at.context));
    if (result.kind === 'accepted') await this.deps.locks.forgive(at.accountId, 'all');
    return result;
  }

  /** At once, whatever delay the policy sets for changes online: the papers were seen. The old phone is told. */
  private async givePhone(
    { accountId, mark, context, state }: AtAccount,
    { changeId, phoneId, papers, ticket }: Request,
    phone: Phone,
  ): Promise<Outcome<unknown>> {
    if (state.phoneChange !== null && state.phoneChange.changeId !== changeId) {
      const cancel = { type: 'CancelOtpPhoneChange', changeId: state.phoneChange.changeId, by: 'officer' } as const;
      const cancelled = outcomeOf(await this.deps.accounts.transact(accountId, cancel, context));
      if (cancelled.kind !== 'accepted') return cancelled;
    }
    const personal = clear({ phone });
    const { defaultPhoneId } = state;
    if (defaultPhoneId === null) {
      const add = { type: 'AddOtpPhone', phoneId, at: mark.at, personal } as const;
      return outcomeOf(await this.deps.accounts.transact(accountId, add, context));
    }
    const seen = { raw: JSON.stringify({ ticket, papers }), reference: ticket };
    const evidence = evidenceOf(
      { source: 'counter', answer: seen, askedAt: mark.at, attributes: { personId: 'match', name: 'match' } },
      this.deps,
    );
    const ids = { changeId, newPhoneId: phoneId, oldPhoneId: defaultPhoneId };
    return this.deps.phoneChanges.request(
      accountId,
      state,
      { type: 'RequestOtpPhoneChange', ...ids, effectiveFrom: mark.at, evidence: [evidence], personal },
      context,
    );
  }

  private async givePassword(
    { accountId, mark, context }: AtAccount,
    { passwordId }: Request,
  ): Promise<Outcome<unknown>> {
    const result = await this.deps.ender.around(accountId, 'passwordReset', context, () =>
      this.deps.accounts.transact(
        accountId,
        { type: 'ResetPassword', passwordId, at: mark.at, by: 'counter' },
        context,
      ),
    );
    if (result.kind === 'rejected' && !isNamed(result, passwordId)) await this.deps.vault.delete(passwordId);
    return outcomeOf(result);
  }
}

const isPhoneDone = ({ phones, removedPhones }: OpenedAccount, { phoneId }: Request): boolean =>
  removedPhones.includes(phoneId) || phones.some((one) => one.phoneId === phoneId);

export const isPasswordDone = ({ passwordId, pastPasswords }: OpenedAccount, request: Request): boolean =>
  passwordId === request.passwordId || pastPasswords.includes(request.passwordId);

const isNamed = ({ account }: Transacted & { kind: 'rejected' }, passwordId: string): boolean =>
  isOpened(account.state) && account.state.passwordId === passwordId;

function outcomeOf(result: Transacted): Outcome<unknown> {
  if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
  return result.kind === 'rejected' ? refuseWith(result.refusal) : accept(null, result.position);
}
