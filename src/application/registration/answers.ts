import { clear } from '../../domain/kernel/personal.js';
import { parseEmail } from '../../domain/values/email.js';
import { checkPassword, normalisePassword } from '../../domain/values/password-rules.js';
import { notAvailable, type Outcome, refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import type { FreshPassword } from './completion.js';
import type { OpenRegistration } from './opened.js';
import { linkKey } from './pending-steps.js';
import { captchaBefore, type InteractiveStep, type Prompts } from './prompts.js';
import type { Proofs } from './proofs.js';
import type { StepInput } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';

type Input<Kind extends StepInput['kind']> = Extract<StepInput, { kind: Kind }>;

/** What an answer came to: recorded (or overtaken by a twin), a password to finish with, or not taken. */
export type Answered =
  | { readonly kind: 'moved' }
  | { readonly kind: 'password'; readonly password: FreshPassword }
  | Exclude<Outcome<never>, { kind: 'accepted' }>;

const moved: Answered = { kind: 'moved' };

/** Takes what a person answers to the step that is due. */
export class Answers {
  constructor(
    private readonly deps: RegistrationDeps,
    private readonly prompts: Prompts,
    private readonly proofs: Proofs,
  ) {}

  take(step: InteractiveStep, open: OpenRegistration, input: StepInput): Promise<Answered> {
    switch (step) {
      case 'smsOtp':
        return input.kind === 'otp' ? this.confirmCode(open, input) : wrongInput(step, input);
      case 'activation':
        return this.activate(open, input);
      case 'signature':
      case 'eidAssertion':
        return this.prove(step, open, input);
      case 'counterProof':
        return input.kind === 'counterProof' ? this.proveAtCounter(open, input) : wrongInput(step, input);
      case 'holderConfirmation':
        return input.kind === 'holderConfirmation' ? this.confirmHolder(open, input) : wrongInput(step, input);
      case 'password':
        return input.kind === 'password' ? this.preparePassword(open, input) : wrongInput(step, input);
    }
  }

  private activate(open: OpenRegistration, input: StepInput): Promise<Answered> {
    const byEmail = open.typed.activation === 'email';
    if (byEmail && input.kind === 'emailLink') return this.followLink(open, input);
    if (!byEmail && input.kind === 'otp') return this.confirmCode(open, input);
    return wrongInput('activation', input);
  }

  private async confirmCode(open: OpenRegistration, { code }: Input<'otp'>): Promise<Answered> {
    const at = this.deps.clock.now();
    const request = this.prompts.otpRequest(open);
    const { phone } = request;
    const { network } = open;
    const charged = await this.deps.guesses.registrationCode(open.edition.guesses, { network, phone }, at);
    if (charged.kind === 'over') return notAvailable('otp.tooManyGuesses', charged.retryAfterMs);
    const checked = await this.deps.otp.check(request, code);
    if (checked.kind === 'correct' || !checked.compared) await this.deps.guesses.giveBack(charged.charge);
    return checked.kind === 'correct' ? this.record(open, { type: 'ConfirmOtp', at }) : checked.refused;
  }

  /** Recorded first, then used up: after a crash between the two the link finds its step done. */
  private async followLink(open: OpenRegistration, { token }: Input<'emailLink'>): Promise<Answered> {
    const at = this.deps.clock.now();
    const key = linkKey(this.deps.digests.sha256(token));
    const kept = await this.deps.challenges.peek(key, at);
    if (kept?.['registrationId'] !== open.state.registrationId)
      return refuse('registration.linkInvalid', {}, ['startAgain']);
    const answered = await this.record(open, { type: 'FollowEmailLink', at });
    await this.deps.challenges.take(key, at);
    return answered;
  }

  private async prove(step: 'signature' | 'eidAssertion', open: OpenRegistration, input: StepInput): Promise<Answered> {
    const proof = await this.proofs.submit(step, open, input);
    return proof.kind === 'accepted' ? moved : proof;
  }

  private async proveAtCounter(open: OpenRegistration, input: Input<'counterProof'>): Promise<Answered> {
    const { officer, typed } = open;
    if (officer === undefined) return refuse('registration.officerOnly');
    const documentReference = input.documentReference.trim();
    if (documentReference === '') return refuse('registration.documentReferenceMissing');
    const at = this.deps.clock.now();
    const evidence = {
      evidenceId: this.deps.ids.id(),
      source: 'counter' as const,
      askedAt: at,
      answeredAt: at,
      attributes: { personId: 'match', name: 'match', birthDate: 'match' } as const,
      answerDigest: this.deps.digests.keyed('evidence', documentReference),
      reference: officer,
    };
    const { personId, name, birthDate } = typed;
    const details = {
      identifiers: personId === undefined ? [] : [{ ...personId, attested: true }],
      ...(name !== undefined && { name }),
      ...(birthDate !== undefined && { birthDate }),
    };
    return this.record(open, { type: 'RecordMatch', at, match: { by: 'counter', evidence, personal: clear(details) } });
  }

  private async confirmHolder(open: OpenRegistration, input: Input<'holderConfirmation'>): Promise<Answered> {
    const given = input.email === undefined || input.email.trim() === '' ? undefined : parseEmail(input.email);
    if (given === undefined && open.policy.email === 'required') return refuse('email.missing', { fields: ['email'] });
    if (given?.ok === false) return refuseWith(given.refusal);
    if (captchaBefore(open.state.steps, 'holderConfirmation') && !(await this.deps.captcha.verify(input.captcha ?? '')))
      return refuse('captcha.wrong', {}, ['retry']);
    const personal = clear(given === undefined ? {} : { email: given.value.value });
    return this.record(open, { type: 'ConfirmHolder', confirmation: { at: this.deps.clock.now(), personal } });
  }

  /** In the vault before it is pinned, so that what is pinned can always be logged in with. */
  private async preparePassword(open: OpenRegistration, input: Input<'password'>): Promise<Answered> {
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
    return { kind: 'password', password: { accountId, passwordId } };
  }

  /** A refusal here means that the registration is not where it was: it is read again, and answers for itself. */
  private async record(
    open: OpenRegistration,
    command: Parameters<RegistrationDeps['store']['transact']>[1],
  ): Promise<Answered> {
    await this.deps.store.transact(open.state.registrationId, command, open.context, open);
    return moved;
  }
}

const wrongInput = async (step: InteractiveStep, input: StepInput): Promise<Refused> =>
  refuse('registration.wrongInput', { due: step, given: input.kind });

/** What a password must not be made of. */
const ownWords = ({ typed }: OpenRegistration): readonly string[] =>
  [typed.personId?.value, typed.name, typed.birthDate, typed.phone, typed.email].filter((word) => word !== undefined);
