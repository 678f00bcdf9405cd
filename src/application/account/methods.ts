import { waysIn } from '../../domain/account/assurance-of.js';
import type { OpenedAccount } from '../../domain/account/account.state.js';
import { inForce } from '../../domain/account/method-grant.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { canAdd } from '../../domain/policy/policy-book.js';
import type { Caller } from '../caller.js';
import type { SessionView } from '../login/login-api.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { ProofInput, ProofMethod } from '../proofs/proof-api.js';
import type { AccountDeps } from './account-deps.js';
import { MethodAdder } from './method-adder.js';
import { awaitedProof, proofRequest } from './proof-requests.js';
import type { AdditionAnswer, AdditionView, OwnMethod, StartAddition } from './methods-api.js';

interface Step {
  readonly accountId: string;
  readonly method: ProofMethod;
}

/** "Các phương thức xác thực": listed, added with a proof of the same identity, removed while another still lets in. */
export class Methods {
  private readonly adder: MethodAdder;

  constructor(private readonly deps: AccountDeps) {
    this.adder = new MethodAdder(deps);
  }

  list(session: SessionView, caller: Caller): Promise<Outcome<readonly OwnMethod[]>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enter(session, caller);
      return entered.kind === 'accepted' ? accept(viewsOf(entered.value.state, entered.value.at)) : entered;
    });
  }

  /** Asks for the proof: a signature by the certificate to be added, or a login at VNeID. */
  start(session: SessionView, input: StartAddition, caller: Caller): Promise<Outcome<AdditionView>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enterFresh(session, caller);
      if (entered.kind !== 'accepted') return entered;
      const { accountId, state, edition, at } = entered.value;
      const { method } = input;
      const policy = canAdd(edition, method, state.subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const additionId = this.deps.ids.id();
      const request = proofRequest('addMethod', additionId, input, edition);
      if (request.kind !== 'accepted') return request;
      const asked = await this.deps.proofs.ask(request.value);
      if (asked.kind !== 'accepted') return asked;
      await this.deps.challenges.put(stepKey(additionId), { accountId, method }, edition.otp.life, at);
      return accept({ additionId, due: asked.value });
    });
  }

  /** The proof. A renewed certificate is added beside the one that it renews. */
  submit(
    session: SessionView,
    additionId: string,
    input: ProofInput,
    caller: Caller,
  ): Promise<Outcome<AdditionAnswer>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enterFresh(session, caller);
      if (entered.kind !== 'accepted') return entered;
      const { accountId, state, edition, at, context } = entered.value;
      const step = (await this.deps.challenges.peek(stepKey(additionId), at)) as Step | undefined;
      if (step?.accountId !== accountId) return refuse('method.additionExpired', {}, ['startAgain']);
      const { method } = step;
      const policy = canAdd(edition, method, state.subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const request = awaitedProof('addMethod', additionId, method, edition);
      const anchors = policy.value.anchors ?? 'public';
      const proved = await this.deps.proofs.answer({ request, anchors, input });
      if (proved.kind !== 'accepted') return proved;
      if (proved.value.kind === 'waiting') return accept<AdditionAnswer>({ kind: 'waiting' });
      const offer = await this.adder.offer(additionId, entered.value, edition, method, proved.value);
      if (offer.kind === 'refused') return this.deps.proofs.over(request, offer);
      if (offer.kind === 'unavailable') return offer;
      await this.deps.proofs.keep(accountId, proved.value);
      const added = await this.adder.add(accountId, offer.value, edition, context);
      if (added.kind === 'unavailable') return added;
      await this.deps.proofs.end(request);
      await this.deps.challenges.take(stepKey(additionId), at);
      return added;
    });
  }

  /** Sessions opened by that method end with it, but for the one that removes it. */
  remove(session: SessionView, methodId: string, caller: Caller): Promise<Outcome<readonly OwnMethod[]>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enterFresh(session, caller);
      if (entered.kind !== 'accepted') return entered;
      const { accountId, at, context, state } = entered.value;
      const method = state.grants.find((grant) => grant.methodId === methodId)?.method;
      const result = await this.deps.accounts.transact(accountId, { type: 'RemoveMethod', methodId, at }, context);
      if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
      if (result.kind === 'rejected') return refuseWith(result.refusal);
      for (const open of await this.deps.sessions.list(accountId, at))
        if (open.method === method && open.sessionId !== session.sessionId)
          await this.deps.sessions.revoke(accountId, open.sessionId, at);
      return accept(viewsOf(result.account.state as OpenedAccount, at), result.position);
    });
  }
}

const stepKey = (additionId: string): string => `add-method:${additionId}`;

const viewsOf = (state: OpenedAccount, at: Instant): readonly OwnMethod[] =>
  state.grants.map((grant) => ({
    methodId: grant.methodId,
    method: grant.method,
    level: grant.level,
    verifiedAt: grant.verifiedAt,
    validUntil: grant.validUntil ?? null,
    inForce: inForce(grant, at),
    removable: waysIn({ ...state, grants: state.grants.filter((one) => one !== grant) }, at) > 0,
  }));
