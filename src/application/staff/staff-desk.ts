import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { StaffMark } from '../../domain/case/case.events.js';
import { mayDo, type StaffAct, type StaffPolicy } from '../../domain/case/staff-roles.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { type Caller, contextOf } from '../caller.js';
import type { Accounts } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import { accept, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { StaffCall, StaffMember } from './staff-api.js';
import type { StaffJournal } from './staff-journal.js';

/** A member of staff who may do what they came for. */
export interface AtDesk {
  readonly mark: StaffMark;
  readonly context: CommandContext;
  readonly edition: PolicyEdition;
}

export interface AtAccount extends AtDesk {
  readonly accountId: string;
  readonly state: OpenedAccount;
}

const LONGEST = 200;

/** Every act of staff passes here first: role against act, ground and ticket given, then written into the journal. */
export class StaffDesk {
  constructor(
    private readonly staff: StaffPolicy,
    private readonly policy: PolicyBook,
    private readonly accounts: Accounts,
    private readonly journal: StaffJournal,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  get numbers(): Pick<StaffPolicy, 'approvalWithin' | 'recoveryWithin'> {
    return this.staff;
  }

  /** The role alone: for what concerns no account and no case in particular. */
  admit({ officer, role }: StaffMember, act: StaffAct): Outcome<true> {
    return officer === '' || !mayDo(this.staff, role, act) ? refuse('staff.forbidden', { act, role }) : accept(true);
  }

  /** Role, ground and ticket; nothing is recorded yet. */
  check({ by, ground, ticket }: StaffCall, act: StaffAct, caller: Caller): Outcome<AtDesk> {
    const { officer, role } = by;
    const admitted = this.admit(by, act);
    if (admitted.kind !== 'accepted') return admitted;
    const given = { ground: ground.trim(), ticket: ticket.trim() };
    const missing = (['ground', 'ticket'] as const).filter((one) => given[one] === '' || given[one].length > LONGEST);
    if (missing.length > 0) return refuse('staff.markMissing', { missing, maxLength: LONGEST });
    const at = this.clock.now();
    const edition = editionAt(this.policy, at);
    if (!edition.ok) return refuseWith(edition.refusal);
    const context = contextOf(caller, this.ids, edition.value.id, { kind: 'officer', id: officer });
    return accept({ mark: { officer, role, ...given, at }, context, edition: edition.value });
  }

  /** As `check`, at an account that there is: recorded before anything of it is told. */
  async enter(
    call: StaffCall,
    act: StaffAct,
    accountId: string,
    caller: Caller,
    caseId?: string,
  ): Promise<Outcome<AtAccount>> {
    const checked = this.check(call, act, caller);
    if (checked.kind !== 'accepted') return checked;
    const { state } = await this.accounts.load(accountId);
    if (!isOpened(state)) return refuse('account.unknown');
    await this.record(accountId, checked.value, act, caseId);
    return accept({ ...checked.value, accountId, state });
  }

  record(subject: string, { mark, context }: AtDesk, act: StaffAct, caseId?: string): Promise<void> {
    return this.journal.record(subject, { ...mark, act, ...(caseId !== undefined && { caseId }) }, context);
  }
}
