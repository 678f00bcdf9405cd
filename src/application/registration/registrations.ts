import { defaultStaffPolicy } from '../../domain/case/staff-roles.js';
import { plus } from '../../domain/kernel/instant.js';
import { clear } from '../../domain/kernel/personal.js';
import type { PolicyEdition, RegisterPolicy, RegistrationStep } from '../../domain/policy/edition.js';
import { canRegister, editionAt, editionById } from '../../domain/policy/policy-book.js';
import type { TypedDetails } from '../../domain/registration/registration.events.js';
import {
  type EndedRegistration,
  nextStep,
  type RunningRegistration,
} from '../../domain/registration/registration.state.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { Fold } from '../ledger/kept-folds.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import { mayRedirect } from '../proofs/redirects.js';
import { Answers } from './answers.js';
import { AutomaticSteps, isAutomatic } from './automatic-steps.js';
import { Completion, type FreshPassword } from './completion.js';
import { readForm } from './form.js';
import { openRegistration, type OpenRegistration, type RegistrationCall } from './opened.js';
import { linkKey, PendingSteps } from './pending-steps.js';
import { type InteractiveStep, Prompts } from './prompts.js';
import { Proofs } from './proofs.js';
import type { RegistrationView, StartRegistration, StepInput } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';
import { noRegistration } from './registration-store.js';
import { remediesAfter } from './remedies.js';
import { registeredView, runningView } from './views.js';

type View = Outcome<RegistrationView>;

/** Where a registration stands when every step that needs nobody was run. */
type Advanced =
  | { readonly kind: 'due'; readonly step: InteractiveStep; readonly open: OpenRegistration }
  | { readonly kind: 'ready'; readonly open: OpenRegistration }
  | { readonly kind: 'registered'; readonly view: (keptEarlier: boolean) => RegistrationView }
  | { readonly kind: 'answer'; readonly answer: Exclude<View, { kind: 'accepted' }> };

/** More than any row has steps: a registration that does not come to rest is a bug, and must not spin. */
const MOST_TURNS = 50;

/**
 * Registers a subject, step by step, in the order that the policy row of the method gives. Each step is recorded before
 * the next is asked for, so a registration goes on after a restart where it stood. It opens no session at its end.
 *
 * `registrationId` is what the person holds: unguessable, given out and kept in no log. Streams, keys and challenges carry
 * its digest, so that whoever reads the log can continue nobody's registration.
 */
export class Registrations {
  private readonly pending: PendingSteps;
  private readonly automaticSteps: AutomaticSteps;
  private readonly prompts: Prompts;
  private readonly answers: Answers;
  private readonly completion: Completion;

  constructor(private readonly deps: RegistrationDeps) {
    this.pending = new PendingSteps(deps);
    this.automaticSteps = new AutomaticSteps(deps);
    const proofs = new Proofs(deps);
    this.prompts = new Prompts(deps, proofs);
    this.answers = new Answers(deps, this.prompts, proofs);
    this.completion = new Completion(deps);
  }

  /** The terms a registration has to agree to. */
  terms(): RegistrationDeps['terms'] {
    return this.deps.terms;
  }

  /** Opens a registration and runs it to the first step that somebody has to answer. */
  start(form: StartRegistration, caller: Caller): Promise<View> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const policy = canRegister(edition.value, form.method, form.subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const consent = this.consentTo(form);
      if (consent !== undefined) return consent;
      if (form.method === 'inPerson' && this.officerOf(caller) === undefined) return refuse('registration.officerOnly');
      const read = readForm(form, policy.value);
      if (!read.ok) return read.refused;
      if (form.redirectUri !== undefined && !mayRedirect(this.deps.redirectUris, form.redirectUri))
        return refuse('proof.redirectNotAllowed');
      const refused = await this.admit(form, caller, edition.value, policy.value);
      return refused ?? this.open(form, read.typed, caller, edition.value, policy.value);
    });
  }

  /** Answers the step that is due. An answer to another step changes nothing. */
  submit(registrationId: string, input: StepInput, caller: Caller): Promise<View> {
    return guarded(async () => {
      const call = this.callOf(registrationId, caller);
      const advanced = await this.advance(call);
      const tooLate = input.kind === 'password';
      if (advanced.kind !== 'due') return this.rest(advanced, tooLate);
      const { step, open } = advanced;
      const answered = await this.answers.take(step, open, input);
      switch (answered.kind) {
        case 'moved':
          return this.proceed(call, open);
        case 'password':
          return this.finish(open, false, answered.password);
        default:
          return answered;
      }
    });
  }

  /** Where a registration stands. A code or link that was sent is not sent again, whether it has run out or not. */
  view(registrationId: string, caller: Caller): Promise<View> {
    return guarded(() => this.proceed(this.callOf(registrationId, caller)));
  }

  /** Sends the code or the link again, or wakes the SIM again, within its budgets; a challenge that costs nothing is renewed. */
  resend(registrationId: string, caller: Caller): Promise<View> {
    return guarded(async () => {
      const advanced = await this.advance(this.callOf(registrationId, caller));
      if (advanced.kind !== 'due') return this.rest(advanced);
      const { step, open } = advanced;
      const resendable: readonly InteractiveStep[] = ['smsOtp', 'activation', 'signature', 'eidAssertion'];
      return resendable.includes(step)
        ? this.show(step, open, true)
        : refuse('registration.nothingToResend', { due: step });
    });
  }

  /** An activation link, followed from a mail: good once. What it carries also continues the registration. */
  followLink(token: string, caller: Caller): Promise<View> {
    return guarded(async () => {
      const [handle = ''] = token.split('.');
      const kept = await this.deps.challenges.peek(linkKey(this.deps.digests.sha256(token)), this.deps.clock.now());
      if (kept?.['registrationId'] !== this.idOf(handle)) return refuse('registration.linkInvalid', {}, ['startAgain']);
      return this.submit(handle, { kind: 'emailLink', token }, caller);
    });
  }

  private consentTo({ consent }: StartRegistration): Refused | undefined {
    if (consent === undefined || consent.edition === '') return refuse('registration.consentMissing');
    const { edition, digest } = this.deps.terms;
    const current = consent.edition === edition && consent.digest === digest;
    return current ? undefined : refuse('registration.termsChanged', { edition }, ['retry']);
  }

  private async admit(
    form: StartRegistration,
    caller: Caller,
    edition: PolicyEdition,
    policy: RegisterPolicy,
  ): Promise<Exclude<View, { kind: 'accepted' }> | undefined> {
    if (policy.steps[0] === 'captcha' && !(await this.deps.captcha.verify(form.captcha ?? '')))
      return refuse('captcha.wrong', {}, ['retry']);
    const network = this.deps.blindIndex.tag('network', originOf(caller).network);
    const spent = await this.deps.rateLimits.spend(
      [{ key: `registrations:${network}`, budget: edition.guesses.registrationsPerNetwork }],
      this.deps.clock.now(),
    );
    return spent.kind === 'over' ? notAvailable('registration.tooMany', spent.retryAfterMs) : undefined;
  }

  private async open(
    { subject, method, redirectUri }: StartRegistration,
    typed: TypedDetails,
    caller: Caller,
    edition: PolicyEdition,
    { steps }: RegisterPolicy,
  ): Promise<View> {
    const call = this.callOf(this.deps.ids.token(), caller);
    const registrationId = this.idOf(call.handle);
    const at = this.deps.clock.now();
    const { life } = edition.registration;
    if (redirectUri !== undefined) await this.pending.keepRedirect(registrationId, redirectUri, life);
    const consent = { ...this.deps.terms, at };
    const form = { registrationId, subject, method, edition: edition.id, steps, consent };
    const started = await this.deps.store.transact(
      registrationId,
      { type: 'Start', ...form, at, expiresAt: plus(at, life), personal: clear(typed) },
      { ...call.context, policyEdition: edition.id },
      noRegistration,
    );
    return started.kind === 'rejected' ? refuseWith(started.refusal) : this.proceed(call);
  }

  private async proceed(call: RegistrationCall, before?: OpenRegistration): Promise<View> {
    const advanced = await this.advance(call, before);
    return advanced.kind === 'due' ? this.show(advanced.step, advanced.open) : this.rest(advanced);
  }

  /** The answer of a registration that waits for nobody. `tooLate`: a password came when one was pinned already. */
  private async rest(advanced: Exclude<Advanced, { kind: 'due' }>, tooLate = false): Promise<View> {
    switch (advanced.kind) {
      case 'answer':
        return advanced.answer;
      case 'ready':
        return this.finish(advanced.open, tooLate);
      case 'registered':
        return accept(advanced.view(tooLate));
    }
  }

  /** Runs every step that needs nobody, up to the one that does. `before`: as it was earlier in this call. */
  private async advance(call: RegistrationCall, before?: OpenRegistration): Promise<Advanced> {
    const passed = new Set<RegistrationStep>();
    let open = before;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const read = await this.deps.store.load(this.idOf(call.handle));
      const { version, state } = read;
      if (state.status === 'none') return answer(refuse('registration.unknown', {}, ['startAgain']));
      if (state.status === 'ended') return this.ended(state, call);
      const at = this.deps.clock.now();
      if (state.pinned === null && at >= state.expiresAt) {
        const context = { ...call.context, policyEdition: state.edition };
        await this.deps.store.transact(state.registrationId, { type: 'Expire', at }, context, read);
        continue; // unless a twin pinned it in time
      }
      if (open?.state !== state) {
        const opened = await this.openOf({ version, state }, call, open);
        if ('kind' in opened) return answer(opened);
        open = opened;
      }
      const step = nextStep(open.state, passed);
      if (step === undefined) return { kind: 'ready', open };
      if (!isAutomatic(step)) return { kind: 'due', step: step as InteractiveStep, open };
      const result = await this.automaticSteps.run(step, open);
      if (result.kind === 'refused') return answer(result);
      if (result.kind === 'passed') passed.add(step);
    }
    throw new Error(`Registration ${this.idOf(call.handle)} does not come to rest`);
  }

  private async openOf(
    read: Fold<RunningRegistration>,
    call: RegistrationCall,
    before: OpenRegistration | undefined,
  ): Promise<OpenRegistration | Refused> {
    const { state } = read;
    const edition = editionById(this.deps.policy, state.edition);
    if (!edition.ok) return refuseWith(edition.refusal);
    const policy = canRegister(edition.value, state.method, state.subject);
    if (!policy.ok) return refuseWith(policy.refusal);
    const policies = { edition: edition.value, policy: policy.value };
    const open = await openRegistration(read, call, policies, this.deps.personalData, before);
    return open ?? refuse('registration.expired', {}, ['startAgain']);
  }

  /** The same answer on every repeat. */
  private ended(state: EndedRegistration, { handle }: RegistrationCall): Advanced {
    const edition = editionById(this.deps.policy, state.edition);
    const policy = edition.ok ? canRegister(edition.value, state.method, state.subject) : edition;
    const { accountId, proof, code, facts } = state;
    if (accountId === null)
      return answer(
        refuse(code ?? 'registration.ended', facts, remediesAfter(state, policy.ok ? policy.value : undefined)),
      );
    const level = proof?.level ?? (policy.ok ? policy.value.level : 'none');
    return { kind: 'registered', view: (kept) => registeredView(handle, state, { accountId, level }, kept) };
  }

  private async show(step: InteractiveStep, open: OpenRegistration, anew = false): Promise<View> {
    const due = await this.prompts.prompt(step, open, anew);
    return due.kind === 'accepted' ? accept(runningView(open, due.value)) : due;
  }

  private async finish(open: OpenRegistration, tooLate: boolean, fresh?: FreshPassword): Promise<View> {
    const completed = await this.completion.complete(open, fresh);
    if (completed === 'overtaken') {
      const advanced = await this.advance(open);
      return advanced.kind === 'due' ? this.show(advanced.step, advanced.open) : this.rest(advanced, true);
    }
    if (completed.kind !== 'accepted') return completed;
    const { accountId, earlierPasswordKept } = completed.value;
    const level = open.state.proof?.level ?? open.policy.level;
    const kept = tooLate || (fresh !== undefined && earlierPasswordKept);
    return accept(registeredView(open.handle, open.state, { accountId, level }, kept), completed.position);
  }

  /** One call is one command, however many events come of it. */
  private callOf(handle: string, caller: Caller): RegistrationCall {
    const officer = this.officerOf(caller);
    const { network } = originOf(caller);
    return { handle, network, officer, context: contextOf(caller, this.deps.ids, '') };
  }

  private officerOf({ actor, staffRole }: Caller): string | undefined {
    const { registerInPerson } = this.deps.staff ?? defaultStaffPolicy;
    const may = staffRole === undefined || registerInPerson.includes(staffRole);
    return actor?.kind === 'officer' && may ? actor.id : undefined;
  }

  private idOf(handle: string): string {
    return this.deps.digests.sha256(handle);
  }
}

const answer = (refused: Exclude<View, { kind: 'accepted' }>): Advanced => ({ kind: 'answer', answer: refused });
