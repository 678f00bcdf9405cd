import { clear } from '../../domain/kernel/personal.js';
import { plus } from '../../domain/kernel/instant.js';
import type { PolicyEdition, RegisterPolicy, RegistrationStep } from '../../domain/policy/edition.js';
import { canRegister, editionAt, editionById } from '../../domain/policy/policy-book.js';
import { nextStep, type RegistrationState } from '../../domain/registration/registration.state.js';
import { checkPassword, normalisePassword } from '../../domain/values/password-rules.js';
import { parseEmail } from '../../domain/values/email.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import { type AutomaticStep, AutomaticSteps } from './automatic-steps.js';
import { Completion } from './completion.js';
import { readForm } from './form.js';
import { type OpenRegistration, openRegistration } from './opened.js';
import { captchaBefore, type InteractiveStep, linkKey, promptKey, Prompts } from './prompts.js';
import { Proofs } from './proofs.js';
import type { DueStep, RegistrationView, StartRegistration, StepInput } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';

const automatic: ReadonlySet<RegistrationStep> = new Set<AutomaticStep>([
  'advisoryDedup',
  'subscriberMatch',
  'socialInsuranceMatch',
  'postalMatch',
  'organisationLookup',
  'resolveAliases',
]);

type Advanced =
  | { readonly kind: 'due'; readonly step: InteractiveStep; readonly open: OpenRegistration }
  | { readonly kind: 'ready'; readonly open: OpenRegistration }
  | { readonly kind: 'answer'; readonly outcome: Outcome<RegistrationView> };

/**
 * Registers a subject, step by step, in the order that the policy row of the method gives. Each step is recorded before
 * the next is asked for, so a registration goes on after a restart where it stood. It opens no session at its end.
 */
export class Registrations {
  private readonly automaticSteps: AutomaticSteps;
  private readonly prompts: Prompts;
  private readonly proofs: Proofs;
  private readonly completion: Completion;

  constructor(private readonly deps: RegistrationDeps) {
    this.automaticSteps = new AutomaticSteps(deps);
    this.prompts = new Prompts(deps);
    this.proofs = new Proofs(deps);
    this.completion = new Completion(deps);
  }

  /** The terms a registration has to agree to. */
  terms(): RegistrationDeps['terms'] {
    return this.deps.terms;
  }

  /** Opens a registration and runs it to the first step that somebody has to answer. */
  start(form: StartRegistration, caller: Caller): Promise<Outcome<RegistrationView>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const policy = canRegister(edition.value, form.method, form.subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const consent = this.consentTo(form);
      if (consent !== undefined) return consent;
      if (form.method === 'inPerson' && caller.actor?.kind !== 'officer') return refuse('registration.officerOnly');
      const read = readForm(form, policy.value);
      if (!read.ok) return read.refused;
      const admitted = await this.admit(form, caller, edition.value, policy.value);
      if (admitted !== undefined) return admitted;
      return this.open(form, caller, edition.value, policy.value, read.typed);
    });
  }

  /** Answers the step that is due. An answer to another step changes nothing. */
  submit(registrationId: string, input: StepInput, caller: Caller): Promise<Outcome<RegistrationView>> {
    return guarded(async () => {
      const advanced = await this.advance(registrationId, caller);
      if (advanced.kind === 'answer') return advanced.outcome;
      if (advanced.kind === 'ready') return this.finish(advanced.open);
      return this.answer(advanced.step, advanced.open, input, caller);
    });
  }

  /** Where a registration stands. A code that was sent is not sent again. */
  view(registrationId: string, caller: Caller): Promise<Outcome<RegistrationView>> {
    return guarded(async () => {
      const advanced = await this.advance(registrationId, caller);
      if (advanced.kind === 'answer') return advanced.outcome;
      return advanced.kind === 'ready' ? this.finish(advanced.open) : this.show(advanced.step, advanced.open);
    });
  }

  /** Sends the code or the link again, within its budgets. */
  resend(registrationId: string, caller: Caller): Promise<Outcome<RegistrationView>> {
    return guarded(async () => {
      const advanced = await this.advance(registrationId, caller);
      if (advanced.kind === 'answer') return advanced.outcome;
      if (advanced.kind === 'ready') return this.finish(advanced.open);
      const { step, open } = advanced;
      const resendable: readonly InteractiveStep[] = ['smsOtp', 'activation', 'signature', 'eidAssertion'];
      if (!resendable.includes(step)) return refuse('registration.nothingToResend', { due: step });
      const due = await this.prompts.prompt(step, open, true);
      return due.kind === 'accepted' ? accept(viewOf(open, due.value)) : due;
    });
  }

  /** An activation link, followed from a mail: good once. */
  followLink(token: string, caller: Caller): Promise<Outcome<RegistrationView>> {
    return guarded(async () => {
      const kept = await this.deps.challenges.peek(linkKey(this.deps.digests.sha256(token)), this.deps.clock.now());
      const registrationId = kept?.['registrationId'];
      if (typeof registrationId !== 'string') return refuse('registration.linkInvalid', {}, ['startAgain']);
      return this.submit(registrationId, { kind: 'emailLink', token }, caller);
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
  ): Promise<Outcome<never> | undefined> {
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
    form: StartRegistration,
    caller: Caller,
    edition: PolicyEdition,
    policy: RegisterPolicy,
    typed: Parameters<typeof clear>[0] & object,
  ): Promise<Outcome<RegistrationView>> {
    const at = this.deps.clock.now();
    const registrationId = this.deps.ids.token();
    const life = edition.registration.life;
    if (form.redirectUri !== undefined)
      await this.deps.challenges.put(`redirect:${registrationId}`, { uri: form.redirectUri }, life, at);
    const started = await this.deps.store.transact(
      registrationId,
      {
        type: 'Start',
        registrationId,
        subject: form.subject,
        method: form.method,
        edition: edition.id,
        steps: policy.steps,
        consent: { ...this.deps.terms, at },
        at,
        expiresAt: plus(at, life),
        personal: clear(typed),
      },
      contextOf(caller, this.deps.ids, edition.id),
    );
    if (started.kind === 'rejected') return refuseWith(started.refusal);
    return this.view(registrationId, caller);
  }

  /** Runs every step that needs nobody, up to the one that does. */
  private async advance(registrationId: string, caller: Caller): Promise<Advanced> {
    const passed = new Set<RegistrationStep>();
    for (;;) {
      const { state } = await this.deps.store.load(registrationId);
      const open = await this.openOf(state, registrationId, caller);
      if ('kind' in open) return { kind: 'answer', outcome: open };
      const step = nextStep(open.state, passed);
      if (step === undefined) return { kind: 'ready', open };
      if (step === 'password' && open.state.pinned !== null) return { kind: 'ready', open };
      if (!automatic.has(step)) return { kind: 'due', step: step as InteractiveStep, open };
      const result = await this.automaticSteps.run(step as AutomaticStep, open);
      if (result.kind === 'refused') return { kind: 'answer', outcome: result };
      if (result.kind === 'passed') passed.add(step);
    }
  }

  private async openOf(
    state: RegistrationState,
    registrationId: string,
    caller: Caller,
  ): Promise<OpenRegistration | Outcome<RegistrationView>> {
    if (state.status === 'none') return refuse('registration.unknown', {}, ['startAgain']);
    const edition = state.status === 'running' ? editionById(this.deps.policy, state.edition) : undefined;
    const context = contextOf(caller, this.deps.ids, edition?.ok === true ? edition.value.id : '');
    if (state.status === 'ended') return this.ended(state);
    if (edition?.ok !== true) return refuse('policy.unknownEdition', { edition: state.edition });
    const at = this.deps.clock.now();
    if (state.pinned === null && at >= state.expiresAt) {
      await this.deps.store.transact(registrationId, { type: 'Expire', at }, context);
      return refuse('registration.expired', {}, ['startAgain']);
    }
    const policy = canRegister(edition.value, state.method, state.subject);
    if (!policy.ok) return refuseWith(policy.refusal);
    const open = await openRegistration(
      state,
      { edition: edition.value, policy: policy.value },
      this.deps.personalData,
      context,
    );
    return open ?? refuse('registration.expired', {}, ['startAgain']);
  }

  private ended(state: Extract<RegistrationState, { status: 'ended' }>): Outcome<RegistrationView> {
    if (state.how !== 'registered') {
      const code = state.code ?? 'registration.ended';
      return refuse(code, state.facts, ['startAgain']);
    }
    return refuse('registration.ended', {}, ['logInAgain']);
  }

  private async show(step: InteractiveStep, open: OpenRegistration): Promise<Outcome<RegistrationView>> {
    const due = await this.prompts.prompt(step, open);
    return due.kind === 'accepted' ? accept(viewOf(open, due.value)) : due;
  }

  private async answer(
    step: InteractiveStep,
    open: OpenRegistration,
    input: StepInput,
    caller: Caller,
  ): Promise<Outcome<RegistrationView>> {
    const { registrationId } = open.state;
    const at = this.deps.clock.now();
    switch (step) {
      case 'smsOtp':
      case 'activation': {
        if (input.kind === 'emailLink' && step === 'activation') return this.activateByLink(open, input.token, caller);
        if (input.kind !== 'otp') break;
        const checked = await this.deps.otp.check(this.prompts.otpRequest(open), input.code);
        if (checked.kind === 'refused') return checked;
        return this.recorded(open, { type: 'ConfirmOtp', at }, step, caller);
      }
      case 'signature':
      case 'eidAssertion': {
        const proof = await this.proofs.submit(step, open, input);
        if (proof.kind !== 'accepted') {
          if (proof.kind === 'refused') await this.deps.challenges.take(promptKey(registrationId, step), at);
          return proof;
        }
        return this.view(registrationId, caller);
      }
      case 'counterProof':
        return input.kind === 'counterProof'
          ? this.proveAtCounter(open, input.documentReference, caller)
          : wrong(step, input);
      case 'holderConfirmation':
        return input.kind === 'holderConfirmation' ? this.confirmHolder(open, input, caller) : wrong(step, input);
      case 'password':
        return input.kind === 'password' ? this.setPassword(open, input) : wrong(step, input);
    }
    return wrong(step, input);
  }

  private async recorded(
    open: OpenRegistration,
    command: Parameters<RegistrationDeps['store']['transact']>[1],
    step: InteractiveStep,
    caller: Caller,
  ): Promise<Outcome<RegistrationView>> {
    const { registrationId } = open.state;
    const result = await this.deps.store.transact(registrationId, command, open.context);
    if (result.kind === 'rejected') return refuseWith(result.refusal, ['startAgain']);
    await this.deps.challenges.take(promptKey(registrationId, step), this.deps.clock.now());
    return this.view(registrationId, caller);
  }

  private async activateByLink(
    open: OpenRegistration,
    token: string,
    caller: Caller,
  ): Promise<Outcome<RegistrationView>> {
    const at = this.deps.clock.now();
    const taken = await this.deps.challenges.take(linkKey(this.deps.digests.sha256(token)), at);
    if (taken?.['registrationId'] !== open.state.registrationId)
      return refuse('registration.linkInvalid', {}, ['startAgain']);
    return this.recorded(open, { type: 'FollowEmailLink', at }, 'activation', caller);
  }

  private async proveAtCounter(
    open: OpenRegistration,
    documentReference: string,
    caller: Caller,
  ): Promise<Outcome<RegistrationView>> {
    if (caller.actor?.kind !== 'officer') return refuse('registration.officerOnly');
    const at = this.deps.clock.now();
    const { personId } = open.typed;
    const evidence = {
      evidenceId: this.deps.ids.id(),
      source: 'counter' as const,
      askedAt: at,
      answeredAt: at,
      attributes: { personId: 'match', name: 'match', birthDate: 'match' } as const,
      answerDigest: this.deps.digests.sha256(documentReference),
      reference: caller.actor.id,
    };
    const identifiers = personId === undefined ? [] : [{ ...personId, attested: true }];
    const { name, birthDate } = open.typed;
    const details = { identifiers, ...(name !== undefined && { name }), ...(birthDate !== undefined && { birthDate }) };
    return this.recorded(
      open,
      { type: 'RecordMatch', step: 'counterProof', at, match: { by: 'counter', evidence, personal: clear(details) } },
      'counterProof',
      caller,
    );
  }

  private async confirmHolder(
    open: OpenRegistration,
    input: Extract<StepInput, { kind: 'holderConfirmation' }>,
    caller: Caller,
  ): Promise<Outcome<RegistrationView>> {
    const given = input.email === undefined || input.email.trim() === '' ? undefined : parseEmail(input.email);
    if (given === undefined && open.policy.email === 'required') return refuse('email.missing');
    if (given?.ok === false) return refuseWith(given.refusal);
    if (captchaBefore(open.state.steps, 'holderConfirmation') && !(await this.deps.captcha.verify(input.captcha ?? '')))
      return refuse('captcha.wrong', {}, ['retry']);
    const personal = clear(given === undefined ? {} : { email: given.value.value as string });
    const confirmation = { at: this.deps.clock.now(), personal };
    return this.recorded(open, { type: 'ConfirmHolder', confirmation }, 'holderConfirmation', caller);
  }

  private async setPassword(
    open: OpenRegistration,
    input: Extract<StepInput, { kind: 'password' }>,
  ): Promise<Outcome<RegistrationView>> {
    const password = normalisePassword(input.password);
    if (password !== normalisePassword(input.confirmation)) return refuse('password.confirmation');
    const unmet = checkPassword(open.edition.password, password);
    if (unmet !== undefined) return refuseWith(unmet);
    if (this.deps.passwordStrength.judge(password, ownWords(open)).blocked) return refuse('password.blocked');
    const hashed = await this.deps.passwordHasher.hash(password);
    if (hashed.kind === 'busy') return notAvailable('password.busy', hashed.retryAfterMs);
    const accountId = this.deps.ids.id();
    const passwordId = this.deps.ids.id();
    await this.deps.vault.put(passwordId, accountId, hashed.hash);
    const completed = await this.completion.complete(open, { accountId, passwordId });
    const kept = completed.kind === 'accepted' ? completed.value.passwordId : undefined;
    if (kept === passwordId) return this.registered(open, completed);
    await this.deps.vault.delete(passwordId);
    return this.registered(open, completed, kept !== undefined);
  }

  private async finish(open: OpenRegistration): Promise<Outcome<RegistrationView>> {
    return this.registered(open, await this.completion.complete(open, { accountId: this.deps.ids.id() }));
  }

  private registered(
    open: OpenRegistration,
    completed: Awaited<ReturnType<Completion['complete']>>,
    earlierPasswordKept = false,
  ): Outcome<RegistrationView> {
    if (completed.kind !== 'accepted') return completed;
    const { accountId, level } = completed.value;
    return accept(
      {
        ...viewOf(open, null),
        status: 'registered',
        account: { accountId, level, next: 'logIn' },
        ...(earlierPasswordKept && { earlierPasswordKept: true as const }),
      },
      completed.position,
    );
  }
}

const viewOf = ({ state }: OpenRegistration, due: DueStep | null): RegistrationView => ({
  registrationId: state.registrationId,
  status: 'running',
  subject: state.subject,
  method: state.method,
  steps: state.steps,
  due,
  expiresAt: state.expiresAt,
  account: null,
});

const wrong = (step: InteractiveStep, input: StepInput): Refused =>
  refuse('registration.wrongInput', { due: step, given: input.kind });

/** What a password must not be made of. */
const ownWords = ({ typed }: OpenRegistration): readonly string[] =>
  [typed.personId?.value, typed.name, typed.birthDate, typed.phone, typed.email].filter((word) => word !== undefined);
