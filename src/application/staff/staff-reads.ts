import type { StaffAccessRecorded } from '../../domain/case/case.events.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { parsePersonId, personIdOf } from '../../domain/values/person-id.js';
import type { AbsorbedHistory, LevelExplained, Replay, ReplayAt } from '../audit/audit.js';
import type { Caller } from '../caller.js';
import { guarded } from '../outcome/guard.js';
import { accept, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { StaffCall } from './staff-api.js';
import type { StaffDeps } from './staff-deps.js';

export type StaffAccess = StaffAccessRecorded['data'];

/** What staff may see of an account. Whatever is seen was recorded in the account's staff journal first. */
export class StaffReads {
  constructor(private readonly deps: StaffDeps) {}

  /** The account of a person, merges followed, suspended ones included. */
  find(call: StaffCall, personId: string, caller: Caller): Promise<Outcome<{ readonly accountId: string }>> {
    return guarded(async () => {
      const checked = this.deps.desk.check(call, 'findAccount', caller);
      if (checked.kind !== 'accepted') return checked;
      const person = parsePersonId(personId);
      if (!person.ok) return refuseWith(person.refusal);
      const holder = await this.deps.directory.holder(personIdOf(person.value));
      if (holder === undefined) return refuse('account.unknown');
      await this.deps.desk.record(holder.accountId, checked.value, 'findAccount');
      return accept({ accountId: holder.accountId });
    });
  }

  replay(call: StaffCall, accountId: string, at: ReplayAt, caller: Caller): Promise<Outcome<Replay>> {
    return this.reading(call, accountId, caller, () => this.deps.audit.replay(accountId, at));
  }

  explainLevel(
    call: StaffCall,
    accountId: string,
    asOf: Instant | undefined,
    caller: Caller,
  ): Promise<Outcome<LevelExplained>> {
    return this.reading(call, accountId, caller, () => this.deps.audit.explainLevel(accountId, asOf));
  }

  /** The accounts that live on in this one: each is read by its own id. */
  absorbed(call: StaffCall, accountId: string, caller: Caller): Promise<Outcome<readonly AbsorbedHistory[]>> {
    return this.reading(call, accountId, caller, () => this.deps.audit.absorbed(accountId));
  }

  /** Who of the staff was here, oldest first; this reading is the last of them. */
  journal(call: StaffCall, accountId: string, caller: Caller): Promise<Outcome<readonly StaffAccess[]>> {
    return this.reading(call, accountId, caller, async () => {
      const entries = await this.deps.journal.of(accountId);
      return accept(entries.map(({ event }) => event.data));
    });
  }

  private reading<T>(
    call: StaffCall,
    accountId: string,
    caller: Caller,
    read: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    return guarded(async () => {
      const entered = await this.deps.desk.enter(call, 'readAccount', accountId, caller);
      return entered.kind === 'accepted' ? read() : entered;
    });
  }
}
