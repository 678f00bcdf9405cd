import { isOpened, type OpenedAccount, standing } from '../../domain/account/account.state.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import { milliseconds } from '../../domain/kernel/instant.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { canAdd, editionAt } from '../../domain/policy/policy-book.js';
import type { SubjectKind } from '../../domain/policy/methods.js';
import type { Phone } from '../../domain/values/phone.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { OtpRequest } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { JsonObject } from '../ports/json.js';
import type { ProofInput, ProofMethod } from '../proofs/proof-api.js';
import type { AccountDeps } from './account-deps.js';
import { MethodAdder, type Offer } from './method-adder.js';
import type { AddedMethod, ConsentAnswer, ConsentView, StartConsent } from './methods-api.js';
import { OwnerData } from './owner-data.js';
import { awaitedProof, proofRequest } from './proof-requests.js';

interface Step {
  readonly additionId: string;
  readonly subject: SubjectKind;
  readonly method: ProofMethod;
  /** Once the proof was good: what is added to which account, if its owner agrees. */
  readonly agreed?: { readonly accountId: string; readonly phoneId: string; readonly offer: Offer };
}

type Found = Step & { readonly agreed: NonNullable<Step['agreed']> };
interface Asked extends Found {
  readonly state: OpenedAccount;
  readonly phone: Phone;
  readonly edition: PolicyEdition;
}

const CONSENT_CODES = 5;

/**
 * Where registering by a certificate or VNeID finds that its holder has an account: the method is added to that account
 * after its owner agrees, by a code to the default phone that is bound to account and certificate (design §4.5). An
 * owner who logs in adds it by `Methods` instead.
 */
export class MethodConsents {
  private readonly adder: MethodAdder;
  private readonly owner: OwnerData;

  constructor(private readonly deps: AccountDeps) {
    this.adder = new MethodAdder(deps);
    this.owner = new OwnerData(deps.personalData);
  }

  start(input: StartConsent, caller: Caller): Promise<Outcome<ConsentView>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const { method, subject } = input;
      const policy = canAdd(edition.value, method, subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const key = `consents:${this.deps.blindIndex.tag('network', originOf(caller).network)}`;
      const budget = edition.value.guesses.registrationsPerNetwork;
      const spent = await this.deps.rateLimits.spend([{ key, budget }], at);
      if (spent.kind === 'over') return notAvailable('login.tooManyAttempts', spent.retryAfterMs);
      const additionId = this.deps.ids.id();
      const request = proofRequest('addMethod', additionId, input, edition.value);
      if (request.kind !== 'accepted') return request;
      const asked = await this.deps.proofs.ask(request.value);
      if (asked.kind !== 'accepted') return asked;
      const consentToken = this.deps.ids.token();
      await this.keep(consentToken, { additionId, subject, method }, edition.value);
      return accept({ consentToken, due: asked.value });
    });
  }

  /** The proof: finds the account it names, and asks its owner by a code to the default phone. */
  submit(consentToken: string, input: ProofInput, _caller: Caller): Promise<Outcome<ConsentAnswer>> {
    return guarded(async () => {
      const edition = editionAt(this.deps.policy, this.deps.clock.now());
      if (!edition.ok) return refuseWith(edition.refusal);
      const step = await this.find(consentToken);
      if (step === undefined) return expired();
      const { additionId, method, subject } = step;
      const policy = canAdd(edition.value, method, subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const request = awaitedProof('addMethod', additionId, method, edition.value);
      const proved = await this.deps.proofs.answer({ request, anchors: policy.value.anchors ?? 'public', input });
      if (proved.kind !== 'accepted') return proved;
      if (proved.value.kind === 'waiting') return accept<ConsentAnswer>({ kind: 'waiting' });
      const account = await this.adder.accountOf(subject, proved.value);
      if (account.kind === 'unavailable') return account;
      if (account.kind === 'refused') return this.deps.proofs.over(request, account);
      const found = account.value;
      if (found === undefined || !isOpened(found.state) || found.state.subject !== subject)
        return this.deps.proofs.over(request, refuse('method.noAccount', {}, ['register']));
      const { accountId, state } = found;
      const obstacle = standing(state);
      if (obstacle !== undefined) return this.deps.proofs.over(request, refuse(obstacle, {}, ['counter']));
      const offer = await this.adder.offer(additionId, { accountId, state }, edition.value, method, proved.value);
      if (offer.kind === 'unavailable') return offer;
      if (offer.kind === 'refused') return this.deps.proofs.over(request, offer);
      const phoneId = state.defaultPhoneId;
      if (phoneId === null)
        return this.deps.proofs.over(request, refuse('method.consentNeedsLogin', {}, ['logInAgain', 'counter']));
      await this.deps.proofs.keep(accountId, proved.value);
      const agreed = { accountId, phoneId, offer: offer.value };
      await this.keep(consentToken, { ...step, agreed }, edition.value);
      await this.deps.proofs.end(request);
      return this.sendCode(consentToken);
    });
  }

  /** Another code to the owner, within the phone's budget; the one before it is void. */
  resend(consentToken: string, _caller: Caller): Promise<Outcome<ConsentAnswer>> {
    return guarded(() => this.sendCode(consentToken));
  }

  /** The owner agrees: the method is added. It opens no session. */
  confirm(consentToken: string, code: string, caller: Caller): Promise<Outcome<AddedMethod>> {
    return guarded(async () => {
      const asked = await this.continue(consentToken);
      if (asked.kind !== 'accepted') return asked;
      const { agreed, edition, phone } = asked.value;
      const { accountId, offer } = agreed;
      const at = this.deps.clock.now();
      const subject = this.deps.blindIndex.tag('guess', accountId);
      const who = { subject, network: originOf(caller).network, accountId, phone };
      const charged = await this.deps.guesses.loginCode(edition.guesses, who, at);
      if (charged.kind === 'over') return notAvailable('otp.tooManyGuesses', charged.retryAfterMs);
      const checked = await this.deps.otp.check(this.otpRequest(asked.value), code);
      if (checked.kind === 'correct' || !checked.compared) await this.deps.guesses.giveBack(charged.charge);
      if (checked.kind === 'refused') {
        if (checked.compared) this.noteWrong(asked.value, checked.refused.code, caller);
        return checked.refused;
      }
      const context = contextOf(caller, this.deps.ids, edition.id, { kind: 'subject', id: accountId });
      const added = await this.adder.add(accountId, offer, edition, context);
      if (added.kind !== 'unavailable') await this.deps.challenges.take(this.key(consentToken), at);
      return added;
    });
  }

  /** As at logging in: the owner sees it, and too many of them lock the account's codes. */
  private noteWrong({ agreed: { accountId, offer }, edition }: Asked, code: string, caller: Caller): void {
    const at = this.deps.clock.now();
    const context = contextOf(caller, this.deps.ids, edition.id);
    const { method } = offer.grant;
    this.deps.attempts.note(accountId, { method, factor: 'otp', code, origin: originOf(caller), at }, context);
    this.deps.locks.wrongGuess(accountId, 'otp', edition, context);
  }

  private async sendCode(consentToken: string): Promise<Outcome<ConsentAnswer>> {
    const asked = await this.continue(consentToken);
    if (asked.kind !== 'accepted') return asked;
    const sent = await this.deps.otp.send(this.otpRequest(asked.value));
    return sent.kind === 'accepted' ? accept<ConsentAnswer>({ kind: 'codeSent', ...sent.value }) : sent;
  }

  /** The account as it is now: a phone that it has given up can agree to nothing. */
  private async continue(consentToken: string): Promise<Outcome<Asked>> {
    const at = this.deps.clock.now();
    const edition = editionAt(this.deps.policy, at);
    if (!edition.ok) return refuseWith(edition.refusal);
    const step = await this.find(consentToken);
    const { agreed } = step ?? {};
    if (step === undefined || agreed === undefined) return expired();
    const { state } = await this.deps.accounts.load(agreed.accountId);
    if (!isOpened(state) || standing(state) !== undefined) return expired();
    const lock = lockAgainst(state, 'otp', at);
    if (lock !== undefined) return refuse('login.locked', { until: lock.until }, ['waitAndRetry', 'counter']);
    const phone = (await this.owner.phones(state)).find(({ phoneId }) => phoneId === agreed.phoneId)?.phone;
    if (phone === undefined) return expired();
    return accept({ ...step, agreed, state, phone, edition: edition.value });
  }

  /** Bound to the account and to the very certificate: a code for one is worth nothing for another. */
  private otpRequest({ agreed, phone, edition }: Asked): OtpRequest {
    const { accountId, offer } = agreed;
    const processId = this.deps.digests.sha256(`${accountId}:${offer.grant.method}:${offer.grant.certificate ?? ''}`);
    return { purpose: 'addMethod', processId, phone, numbers: edition.otp };
  }

  private async find(consentToken: string): Promise<Step | undefined> {
    return (await this.deps.challenges.peek(this.key(consentToken), this.deps.clock.now())) as unknown as
      Step | undefined;
  }

  private keep(consentToken: string, step: Step, { otp }: PolicyEdition): Promise<void> {
    const life = milliseconds(CONSENT_CODES * otp.life);
    const value = step as unknown as JsonObject;
    return this.deps.challenges.put(this.key(consentToken), value, life, this.deps.clock.now());
  }

  private key(consentToken: string): string {
    return `add-consent:${this.deps.digests.sha256(consentToken)}`;
  }
}

const expired = () => refuse('method.additionExpired', {}, ['startAgain']);
