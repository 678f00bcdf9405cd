import { plus, since } from '../../domain/kernel/instant.js';
import type { RegistrationStep } from '../../domain/policy/edition.js';
import type { EmailAddress } from '../../domain/values/email.js';
import { maskEmail } from '../../domain/values/mask.js';
import type { Phone } from '../../domain/values/phone.js';
import { renderMail } from '../messaging/templates.js';
import type { OtpRequest } from '../otp/otp-service.js';
import { accept, notAvailable, type Outcome, refuse } from '../outcome/outcome.js';
import { isUnavailable } from '../ports/unavailable.js';
import type { DueProof } from '../proofs/proof-api.js';
import type { OpenRegistration } from './opened.js';
import { linkKey, PendingSteps } from './pending-steps.js';
import type { Proofs } from './proofs.js';
import type { DueStep } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';

export type InteractiveStep = Extract<
  RegistrationStep,
  'smsOtp' | 'activation' | 'signature' | 'eidAssertion' | 'counterProof' | 'holderConfirmation' | 'password'
>;

/** Asks a person for the step that is due: sends the code or link, makes the challenge, wakes the SIM or the app. */
export class Prompts {
  private readonly pending: PendingSteps;

  constructor(
    private readonly deps: RegistrationDeps,
    private readonly proofs: Proofs,
  ) {
    this.pending = new PendingSteps(deps);
  }

  /**
   * What the person is asked. What costs a message (a code, a link, a SIM that lights up) is sent once, and again only
   * `anew`; a challenge that costs nothing is renewed when it has run out.
   */
  async prompt(step: InteractiveStep, open: OpenRegistration, anew = false): Promise<Outcome<DueStep>> {
    switch (step) {
      case 'smsOtp':
        return this.sentOnce(step, open, anew, () => this.sendCode(step, open));
      case 'activation':
        return this.sentOnce(step, open, anew, () =>
          open.typed.activation === 'email' ? this.sendLink(open) : this.sendCode(step, open),
        );
      case 'signature':
        return open.state.method === 'simPki'
          ? this.sentOnce(step, open, anew, () => this.askProof(open, true))
          : this.askProof(open, anew);
      case 'eidAssertion':
        return this.askProof(open, anew);
      case 'counterProof':
        return accept({ step });
      case 'holderConfirmation':
        return accept(showHolder(open));
      case 'password':
        return accept({ step, rules: open.edition.password });
    }
  }

  otpRequest(open: OpenRegistration): OtpRequest {
    return {
      purpose: 'register',
      processId: open.state.registrationId,
      phone: open.typed.phone as Phone,
      numbers: open.edition.otp,
    };
  }

  private async sentOnce(
    step: InteractiveStep,
    { state }: OpenRegistration,
    anew: boolean,
    send: () => Promise<Outcome<DueStep>>,
  ): Promise<Outcome<DueStep>> {
    const standing = anew ? undefined : await this.pending.sent(state.registrationId, step);
    if (standing !== undefined) return accept(standing);
    const sent = await send();
    if (sent.kind !== 'accepted') return sent;
    const life = since(this.deps.clock.now(), state.expiresAt);
    if (life > 0) await this.pending.keepSent(state.registrationId, step, sent.value, life);
    return sent;
  }

  private async sendCode(step: 'smsOtp' | 'activation', open: OpenRegistration): Promise<Outcome<DueStep>> {
    const sent = await this.deps.otp.send(this.otpRequest(open));
    return sent.kind === 'accepted' ? accept({ step, by: 'sms', ...sent.value }) : sent;
  }

  /** The link holds what continues the registration, so that it works on another device than the form was filled in on. */
  private async sendLink(open: OpenRegistration): Promise<Outcome<DueStep>> {
    const to = open.typed.email as EmailAddress;
    const life = open.edition.registration.emailLinkLife;
    const at = this.deps.clock.now();
    const token = `${open.handle}.${this.deps.ids.token()}`;
    const { activationLink } = this.deps;
    const link = (typeof activationLink === 'string' ? activationLink : activationLink()).replace('{token}', token);
    const mail = renderMail('activationLink', { link, life: String(life), expiresAt: String(plus(at, life)) });
    if (mail === undefined) throw new Error('There is no mail template for the activation link');
    return this.withinBudget(`mail-send:${this.deps.blindIndex.tag('email', to.toLowerCase())}`, open, async () => {
      const key = linkKey(this.deps.digests.sha256(token));
      await this.deps.challenges.put(key, { registrationId: open.state.registrationId }, life, at);
      const result = await this.deps.mailSender.send({ messageId: this.deps.ids.id(), to, ...mail });
      if (result.kind === 'refused') return refuse('email.unreachable', { reason: result.reason }, ['startAgain']);
      return accept({ step: 'activation', by: 'email', sentTo: maskEmail(to), expiresAt: plus(at, life) });
    });
  }

  /** A message that a gateway did not take costs nothing. */
  private async withinBudget(
    key: string,
    open: OpenRegistration,
    send: () => Promise<Outcome<DueStep>>,
  ): Promise<Outcome<DueStep>> {
    const at = this.deps.clock.now();
    const spent = await this.deps.rateLimits.spend([{ key, budget: open.edition.otp.sendsPerPhone.registration }], at);
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    try {
      return await send();
    } catch (error) {
      if (isUnavailable(error)) await this.deps.rateLimits.giveBack([key], at);
      throw error;
    }
  }

  private async askProof(open: OpenRegistration, anew: boolean): Promise<Outcome<DueStep>> {
    const asked = await this.proofs.service.ask(await this.proofs.request(open), anew);
    return asked.kind === 'accepted' ? accept(dueStepOf(asked.value)) : asked;
  }
}

const dueStepOf = (due: DueProof): DueStep => {
  if (due.by !== 'vneid') return { step: 'signature', ...due };
  const { authorizeUrl, expiresAt } = due;
  return { step: 'eidAssertion', authorizeUrl, expiresAt };
};

const showHolder = (open: OpenRegistration): DueStep => {
  const shown = open.attested.find((one) => one.certificate !== undefined);
  return {
    step: 'holderConfirmation',
    certificate: shown?.certificate ?? null,
    name: open.attested.at(-1)?.name ?? '',
    email: open.policy.email,
    captcha: captchaBefore(open.state.steps, 'holderConfirmation'),
  };
};

/** A captcha that stands directly before a step is answered together with it. */
export const captchaBefore = (steps: readonly RegistrationStep[], step: RegistrationStep): boolean =>
  steps.indexOf(step) > 0 && steps[steps.indexOf(step) - 1] === 'captcha';
