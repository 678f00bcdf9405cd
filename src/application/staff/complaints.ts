import type { ComplaintDetails } from '../../domain/case/case.events.js';
import { hours } from '../../domain/kernel/instant.js';
import { clear } from '../../domain/kernel/personal.js';
import type { Budget } from '../../domain/policy/edition.js';
import { editionAt } from '../../domain/policy/policy-book.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { CaseReceipt, ComplaintDecision, ComplaintInput, ComplaintView, StaffCall } from './staff-api.js';
import type { StaffDeps } from './staff-deps.js';

const LONGEST_TEXT = 4_000;
const LONGEST_FIELD = 200;
const perNetwork: Budget = { limit: 20, window: hours(1) };

/** Complaints of anybody: "somebody registered with my number", "this login was not me". */
export class Complaints {
  constructor(private readonly deps: StaffDeps) {}

  /** Keeps what is said and looks nothing up: whoever complains learns a case number, and nothing of any account. */
  open({ topic, ...details }: ComplaintInput, caller: Caller): Promise<Outcome<CaseReceipt>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const { text, ...fields } = details;
      const isLong = Object.values(fields).some((field) => field !== undefined && field.length > LONGEST_FIELD);
      if (text.trim() === '' || text.length > LONGEST_TEXT || isLong)
        return refuse('complaint.textInvalid', { maxLength: LONGEST_TEXT });
      const key = `complaint:${this.deps.blindIndex.tag('network', originOf(caller).network)}`;
      const spent = await this.deps.rateLimits.spend([{ key, budget: perNetwork }], at);
      if (spent.kind === 'over') return notAvailable('complaint.tooMany', spent.retryAfterMs);
      const caseId = this.deps.ids.id();
      const command = { type: 'OpenComplaint', topic, at, personal: clear<ComplaintDetails>(details) } as const;
      const opened = await this.deps.cases.transact(
        caseId,
        command,
        contextOf(caller, this.deps.ids, edition.value.id),
      );
      return opened.kind === 'accepted' ? accept({ caseId }, opened.position) : opened;
    });
  }

  read(call: StaffCall, caseId: string, caller: Caller): Promise<Outcome<ComplaintView>> {
    return guarded(async () => {
      const checked = this.deps.desk.check(call, 'readCase', caller);
      if (checked.kind !== 'accepted') return checked;
      const found = await this.deps.cases.load(caseId);
      if (found.kind !== 'complaint') return refuse('case.unknown');
      await this.deps.desk.record(caseId, checked.value, 'readCase', caseId);
      const opened = await this.deps.personalData.open(found.personal);
      return accept({
        caseId,
        topic: found.topic,
        openedAt: found.openedAt,
        details: opened.kind === 'clear' ? opened.value : null,
        outcome: found.decided?.outcome ?? null,
      });
    });
  }

  /** With the account it turned out to be about, the complaint is erased together with that account. */
  decide(call: StaffCall, caseId: string, decision: ComplaintDecision, caller: Caller): Promise<Outcome<CaseReceipt>> {
    return guarded(async () => {
      const { accountId } = decision;
      const at =
        accountId === undefined
          ? this.deps.desk.check(call, 'decideComplaint', caller)
          : await this.deps.desk.enter(call, 'decideComplaint', accountId, caller, caseId);
      if (at.kind !== 'accepted') return at;
      const { mark, context } = at.value;
      const decided = await this.deps.cases.transact(
        caseId,
        { type: 'DecideComplaint', ...mark, ...decision },
        context,
      );
      return decided.kind === 'accepted' ? accept({ caseId }, decided.position) : decided;
    });
  }
}
