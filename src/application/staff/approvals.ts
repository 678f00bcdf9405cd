import type { ActRequested, SharedAct } from '../../domain/case/case.events.js';
import type { StaffAct } from '../../domain/case/staff-roles.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Caller } from '../caller.js';
import { guarded } from '../outcome/guard.js';
import { accept, type Outcome, refuse } from '../outcome/outcome.js';
import type { Erasure } from './erasure.js';
import type { ActRequestView, CaseReceipt, StaffCall } from './staff-api.js';
import type { StaffDeps } from './staff-deps.js';
import type { AtAccount } from './staff-desk.js';

const requestOf: Readonly<Record<SharedAct['act'], StaffAct>> = {
  erase: 'requestErasure',
  reverseMerge: 'requestReversal',
};
const approvalOf: Readonly<Record<SharedAct['act'], StaffAct>> = {
  erase: 'approveErasure',
  reverseMerge: 'approveReversal',
};

/**
 * Acts that need two officers: one asks, another one approves within the time of the staff policy. The approval is
 * recorded before the act is done, so an act that was interrupted is finished by approving it again.
 */
export class Approvals {
  constructor(
    private readonly deps: StaffDeps,
    private readonly erasure: Erasure,
  ) {}

  requestErasure(call: StaffCall, accountId: string, caller: Caller): Promise<Outcome<ActRequestView>> {
    return this.request(call, { act: 'erase', accountId }, caller);
  }

  /** `accountId`: the absorbed account that is to live again. */
  requestReversal(
    call: StaffCall,
    accountId: string,
    mergeId: string,
    caller: Caller,
  ): Promise<Outcome<ActRequestView>> {
    return this.request(call, { act: 'reverseMerge', accountId, mergeId }, caller);
  }

  approve(call: StaffCall, caseId: string, caller: Caller): Promise<Outcome<CaseReceipt>> {
    return guarded(async () => {
      const entered = await this.enter(call, caseId, caller);
      if (entered.kind !== 'accepted') return entered;
      const { request, ...at } = entered.value;
      const command = { type: 'DecideAct', ...at.mark, outcome: 'approved' } as const;
      const decided = await this.deps.cases.transact(caseId, command, at.context);
      if (decided.kind !== 'accepted') return decided;
      const done = await this.perform(at, request);
      return done.kind === 'accepted' ? accept({ caseId }, await this.deps.eventStore.head()) : done;
    });
  }

  /** By a second officer, or by the one who asked and thought better of it. */
  refuse(call: StaffCall, caseId: string, caller: Caller): Promise<Outcome<CaseReceipt>> {
    return guarded(async () => {
      const found = await this.deps.cases.load(caseId);
      if (found.kind !== 'act') return refuse('case.unknown');
      const { act, accountId, officer } = found.request;
      const acts = call.by.officer === officer ? requestOf : approvalOf;
      const entered = await this.deps.desk.enter(call, acts[act], accountId, caller, caseId);
      if (entered.kind !== 'accepted') return entered;
      const { mark, context } = entered.value;
      const decided = await this.deps.cases.transact(
        caseId,
        { type: 'DecideAct', ...mark, outcome: 'refused' },
        context,
      );
      return decided.kind === 'accepted' ? accept({ caseId }, decided.position) : decided;
    });
  }

  private request(call: StaffCall, act: SharedAct, caller: Caller): Promise<Outcome<ActRequestView>> {
    return guarded(async () => {
      const caseId = this.deps.ids.id();
      const entered = await this.deps.desk.enter(call, requestOf[act.act], act.accountId, caller, caseId);
      if (entered.kind !== 'accepted') return entered;
      const { mark, context, state } = entered.value;
      if (act.act === 'erase' && state.status === 'absorbed') return refuse('account.absorbed');
      if (act.act === 'reverseMerge' && (state.status !== 'absorbed' || state.absorbed?.mergeId !== act.mergeId))
        return refuse('merge.notAbsorbed', { mergeId: act.mergeId });
      const expiresAt = plus(mark.at, this.deps.desk.numbers.approvalWithin);
      const command = { type: 'RequestAct', ...mark, ...act, expiresAt } as const;
      const opened = await this.deps.cases.transact(caseId, command, context);
      return opened.kind === 'accepted' ? accept({ caseId, expiresAt }, opened.position) : opened;
    });
  }

  private async enter(
    call: StaffCall,
    caseId: string,
    caller: Caller,
  ): Promise<Outcome<AtAccount & { readonly request: ActRequested['data'] }>> {
    const found = await this.deps.cases.load(caseId);
    if (found.kind !== 'act') return refuse('case.unknown');
    const { request } = found;
    const entered = await this.deps.desk.enter(call, approvalOf[request.act], request.accountId, caller, caseId);
    return entered.kind === 'accepted' ? accept({ ...entered.value, request }) : entered;
  }

  private perform(at: AtAccount, { act, accountId, mergeId }: ActRequested['data']): Promise<Outcome<unknown>> {
    return act === 'erase'
      ? this.erasure.erase(at)
      : this.deps.merges.reverse(mergeId ?? '', accountId, at.mark.ground, at.context);
  }
}
