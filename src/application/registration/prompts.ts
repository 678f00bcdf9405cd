import { type Duration, plus } from '../../domain/kernel/instant.js';
import type { RegistrationStep } from '../../domain/policy/edition.js';
import { maskEmail } from '../../domain/values/mask.js';
import type { EmailAddress } from '../../domain/values/email.js';
import type { Phone } from '../../domain/values/phone.js';
import { renderMail } from '../messaging/templates.js';
import { accept, notAvailable, type Outcome, refuse } from '../outcome/outcome.js';
import type { OtpRequest } from '../otp/otp-service.js';
import type { JsonObject } from '../ports/json.js';
import type { OpenRegistration } from './opened.js';
import type { DueStep } from './registration-api.js';
import type { RegistrationDeps } from './registration-deps.js';

export type InteractiveStep = Extract<
  RegistrationStep,
  'smsOtp' | 'activation' | 'signature' | 'eidAssertion' | 'counterProof' | 'holderConfirmation' | 'password'
>;

/** What the step waits for, kept until it is answered: never a secret in clear. */
export interface PendingProof {
  readonly challenge: string;
  readonly transactionId?: string;
  readonly state?: string;
  readonly nonce?: string;
  readonly redirectUri?: string;
}

export const promptKey = (registrationId: string, step: RegistrationStep): string => `prompt:${registrationId}:${step}`;
export const proofKey = (registrationId: string): string => `proof:${registrationId}`;
export const linkKey = (tokenDigest: string): string => `link:${tokenDigest}`;

/** Asks a person for the step that is due: sends the code or link, makes the challenge, wakes the SIM or the app. */
export class Prompts {
  constructor(private readonly deps: RegistrationDeps) {}

  /** The prompt that still stands, or a new one. `anew` replaces it: a code sent again. */
  async prompt(step: InteractiveStep, open: OpenRegistration, anew = false): Promise<Outcome<DueStep>> {
    const key = promptKey(open.state.registrationId, step);
    if (!anew) {
      const standing = await this.deps.challenges.peek(key, this.deps.clock.now());
      if (standing !== undefined) return accept(standing as unknown as DueStep);
    }
    const made = await this.make(step, open);
    if (made.kind !== 'accepted') return made;
    const { life, due } = made.value;
    if (life > 0) await this.deps.challenges.put(key, due as unknown as JsonObject, life, this.deps.clock.now());
    return accept(due);
  }

  otpRequest(open: OpenRegistration): OtpRequest {
    return {
      purpose: 'register',
      processId: open.state.registrationId,
      phone: open.typed.phone as Phone,
      numbers: open.edition.otp,
    };
  }

  private make(
    step: InteractiveStep,
    open: OpenRegistration,
  ): Promise<Outcome<{ readonly due: DueStep; readonly life: Duration }>> {
    switch (step) {
      case 'smsOtp':
        return this.sendCode(step, open);
      case 'activation':
        return open.typed.activation === 'email' ? this.sendLink(open) : this.sendCode(step, open);
      case 'signature':
        return this.askSignature(open);
      case 'eidAssertion':
        return this.askEid(open);
      case 'counterProof':
        return Promise.resolve(standing({ step }));
      case 'holderConfirmation':
        return Promise.resolve(standing(this.showHolder(open)));
      case 'password':
        return Promise.resolve(standing({ step, rules: open.edition.password }));
    }
  }

  private async sendCode(step: 'smsOtp' | 'activation', open: OpenRegistration) {
    const sent = await this.deps.otp.send(this.otpRequest(open));
    if (sent.kind !== 'accepted') return sent;
    const due: DueStep = { step, by: 'sms', ...sent.value };
    return accept({ due, life: open.edition.otp.life });
  }

  private async sendLink(open: OpenRegistration) {
    const { registrationId } = open.state;
    const to = open.typed.email as EmailAddress;
    const life = open.edition.registration.emailLinkLife;
    const at = this.deps.clock.now();
    const budget = open.edition.otp.sendsPerPhone.registration;
    const spent = await this.deps.rateLimits.spend(
      [{ key: `mail-send:${this.deps.blindIndex.tag('email', to.toLowerCase())}`, budget }],
      at,
    );
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const token = this.deps.ids.token();
    await this.deps.challenges.put(linkKey(this.deps.digests.sha256(token)), { registrationId }, life, at);
    const link = this.deps.activationLink.replace('{token}', token);
    const mail = renderMail('activationLink', { link, life: String(life), expiresAt: String(plus(at, life)) });
    if (mail === undefined) throw new Error('There is no mail template for the activation link');
    const result = await this.deps.mailSender.send({ messageId: this.deps.ids.id(), to, ...mail });
    if (result.kind === 'refused') return refuse('email.unreachable', { reason: result.reason });
    const due: DueStep = { step: 'activation', by: 'email', sentTo: maskEmail(to), expiresAt: plus(at, life) };
    return accept({ due, life });
  }

  private async askSignature(open: OpenRegistration): Promise<Outcome<{ due: DueStep; life: Duration }>> {
    const { registrationId, method } = open.state;
    const at = this.deps.clock.now();
    const life = open.edition.otp.life;
    const expiresAt = plus(at, life);
    const challenge = this.challenge('register', registrationId);
    if (method === 'usbToken') {
      await this.keepProof(registrationId, { challenge }, life);
      return accept({ due: { step: 'signature', by: 'usbToken', challenge, expiresAt }, life });
    }
    const verificationCode = this.deps.ids.digits(4);
    if (method === 'smartCa') {
      const state = this.deps.ids.token();
      const redirectUri = await this.redirectUri(open);
      await this.keepProof(registrationId, { challenge, state, redirectUri }, life);
      const authorizeUrl = await this.deps.remoteSigningService.authorizeUrl({ state, redirectUri });
      return accept({ due: { step: 'signature', by: 'smartCa', authorizeUrl, verificationCode, expiresAt }, life });
    }
    const phone = open.typed.phone as Phone;
    const spent = await this.deps.rateLimits.spend(
      [
        {
          key: `sim-prompt:${this.deps.blindIndex.tag('phone', phone)}`,
          budget: open.edition.otp.sendsPerPhone.registration,
        },
      ],
      at,
    );
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const transactionId = this.deps.ids.id();
    await this.keepProof(registrationId, { challenge, transactionId }, life);
    await this.deps.mobileSignatureService.start({ transactionId, phone, challenge, prompt: verificationCode });
    return accept({ due: { step: 'signature', by: 'simPki', verificationCode, expiresAt }, life });
  }

  private async askEid(open: OpenRegistration) {
    const life = open.edition.otp.life;
    const state = this.deps.ids.token();
    const nonce = this.deps.ids.token();
    const redirectUri = await this.redirectUri(open);
    await this.keepProof(open.state.registrationId, { challenge: nonce, nonce, state, redirectUri }, life);
    const authorizeUrl = await this.deps.eidProvider.authorizeUrl({ state, nonce, redirectUri });
    const due: DueStep = { step: 'eidAssertion', authorizeUrl, expiresAt: plus(this.deps.clock.now(), life) };
    return accept({ due, life });
  }

  private showHolder(open: OpenRegistration): DueStep {
    const shown = open.attested.find((one) => one.certificate !== undefined) ?? open.attested[0];
    return {
      step: 'holderConfirmation',
      certificate: shown?.certificate ?? null,
      name: open.attested.at(-1)?.name ?? '',
      email: open.policy.email,
      captcha: captchaBefore(open.state.steps, 'holderConfirmation'),
    };
  }

  /** What has to be signed: says what it is for, and is good once. */
  private challenge(purpose: string, processId: string): string {
    return `dinhdanh:${purpose}:${processId}:${this.deps.ids.token()}`;
  }

  private async redirectUri({ state }: OpenRegistration): Promise<string> {
    const kept = await this.deps.challenges.peek(`redirect:${state.registrationId}`, this.deps.clock.now());
    return String(kept?.['uri'] ?? '');
  }

  private keepProof(registrationId: string, proof: PendingProof, life: Duration): Promise<void> {
    return this.deps.challenges.put(proofKey(registrationId), { ...proof }, life, this.deps.clock.now());
  }
}

/** A captcha that stands directly before a step is answered together with it. */
export const captchaBefore = (steps: readonly RegistrationStep[], step: RegistrationStep): boolean =>
  steps.indexOf(step) > 0 && steps[steps.indexOf(step) - 1] === 'captcha';

/** Costs nothing to show again, so it is not kept. */
const standing = (due: DueStep) => accept({ due, life: 0 as Duration });
