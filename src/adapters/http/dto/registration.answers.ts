import type { CertificateSummary } from '../../../domain/account/identity-profile.js';
import type { DueStep, RegistrationView } from '../../../application/registration/registration-api.js';
import type { PasswordRules } from '../../../domain/values/password-rules.js';
import type { Accepted } from '../../../application/outcome/outcome.js';
import { Told, ToldTime } from './fields.js';
import { iso } from './iso.js';

export class CertificateAnswer {
  @Told('Holder')
  holder!: string;

  @Told('Issuer')
  issuer!: string;

  @Told('Serial number, hexadecimal')
  serial!: string;

  @ToldTime('In force from')
  validFrom!: string;

  @ToldTime('In force until')
  validUntil!: string;
}

/** The step that is due, with what a screen needs to ask for it. Fields are there as the step needs them. */
export class DueStepAnswer {
  @Told('Which step', {
    enum: ['smsOtp', 'activation', 'signature', 'eidAssertion', 'counterProof', 'holderConfirmation', 'password'],
  })
  step!: string;

  @Told('By which means', { required: false, enum: ['sms', 'email', 'usbToken', 'simPki', 'smartCa'] })
  by?: string;

  @Told('Where the code or link went, masked', { required: false, example: '095****001' })
  sentTo?: string;

  @ToldTime('Until when the code, link or challenge is good', { required: false })
  expiresAt?: string;

  @ToldTime('From when another code can be asked for', { required: false })
  resendAt?: string;

  @Told('Text to be signed', { required: false })
  challenge?: string;

  @Told('Shown on both screens; the person compares', { required: false })
  verificationCode?: string;

  @Told('Where to send the person', { required: false, format: 'uri' })
  authorizeUrl?: string;

  @Told('What the certificate says', { required: false, type: CertificateAnswer, nullable: true })
  certificate?: CertificateSummary | null;

  @Told('Name of the holder', { required: false })
  name?: string;

  @Told('Whether an e-mail address must be given', { required: false, enum: ['optional', 'required'] })
  email?: string;

  @Told('Whether a captcha must be solved', { required: false })
  captcha?: boolean;

  @Told('What a password must be made of', { required: false, type: 'object', additionalProperties: true })
  rules?: PasswordRules;
}

export class RegisteredAccountAnswer {
  @Told('The account’s id: names it for audits, opens nothing')
  accountId!: string;

  @Told('Level of the account', { enum: ['IAL2', 'IAL3'] })
  level!: string;

  @Told('Registering opens no session: logging in comes next', { enum: ['logIn'] })
  next!: string;
}

export class RegistrationAnswer {
  @Told('Unguessable: whoever has it may continue this registration, and nothing else')
  registrationId!: string;

  @Told('Where it stands', { enum: ['running', 'registered'] })
  status!: string;

  @Told('Who registers', { enum: ['citizen', 'enterprise', 'agency'] })
  subject!: string;

  @Told('By which method')
  method!: string;

  @Told('All steps of the method, in order', { type: [String] })
  steps!: readonly string[];

  @Told('The step that is due; null once registered', { type: DueStepAnswer, nullable: true })
  due!: DueStepAnswer | null;

  @ToldTime('Until when the registration can be finished')
  expiresAt!: string;

  @Told('Once registered', { type: RegisteredAccountAnswer, nullable: true })
  account!: RegisteredAccountAnswer | null;

  @Told('The registration had been finished with an earlier password, which is the one that counts', {
    required: false,
  })
  earlierPasswordKept?: true;

  @Told('Position of the last event of this call; give it as `atLeast` to see its effect', {
    type: Number,
    nullable: true,
  })
  position!: number | null;
}

export const registrationAnswer = ({ value, position }: Accepted<RegistrationView>): RegistrationAnswer => ({
  registrationId: value.registrationId,
  status: value.status,
  subject: value.subject,
  method: value.method,
  steps: value.steps,
  due: value.due === null ? null : dueAnswer(value.due),
  expiresAt: iso(value.expiresAt),
  account: value.account,
  ...(value.earlierPasswordKept === true && { earlierPasswordKept: true }),
  position: position ?? null,
});

function dueAnswer(due: DueStep): DueStepAnswer {
  const { expiresAt, resendAt, ...rest } = due as DueStep & { readonly expiresAt?: number; readonly resendAt?: number };
  return {
    ...rest,
    ...(expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
    ...(resendAt !== undefined && { resendAt: iso(resendAt) }),
  };
}

/** A repeated POST is answered from memory, which keeps no personal data: the name is asked for again by GET. */
export const withoutHolder = (view: RegistrationView): RegistrationView =>
  view.due?.step === 'holderConfirmation' ? { ...view, due: { ...view.due, certificate: null, name: '' } } : view;
