import type { MethodOffers } from '../../../application/policy/method-queries.js';
import { Told } from './fields.js';

export class TermsAnswer {
  @Told('Edition of the terms in force')
  edition!: string;

  @Told('SHA-256 (hex) of `text`; given back with the consent')
  digest!: string;

  @Told('Title')
  title!: string;

  @Told('The text to be shown: Vietnamese, Markdown')
  text!: string;
}

export class CaptchaAnswer {
  @Told('False: no captcha is asked for')
  required!: boolean;

  @Told('ALTCHA challenge for its widget; null when none is asked for', {
    type: 'object',
    additionalProperties: true,
    nullable: true,
  })
  challenge!: object | null;
}

export class RegisterOfferAnswer {
  @Told('The level it gives', { enum: ['IAL2', 'IAL3'] })
  level!: string;

  @Told('Its steps, in order', { type: [String] })
  steps!: readonly string[];

  @Told('Fields that the first form must hold', { type: [String] })
  fields!: readonly string[];

  @Told('Whether an e-mail address must be given', { enum: ['optional', 'required'] })
  email!: string;

  @Told('Whether a captcha is answered together with the first form')
  captcha!: boolean;
}

export class AddOfferAnswer {
  @Told('The level it gives', { enum: ['IAL2', 'IAL3'] })
  level!: string;
}

export class LoginOfferAnswer {
  @Told('The most a session opened this way can claim', { enum: ['IAL2', 'IAL3'] })
  level!: string;

  @Told('What logs in', { enum: ['passwordOtp', 'assertion', 'postalAccount'] })
  by!: string;

  @Told('Whether a captcha is asked for')
  captcha!: boolean;
}

export class MethodOfferAnswer {
  @Told('Which method')
  method!: string;

  @Told('Open for registering; null: closed', { type: RegisterOfferAnswer, nullable: true })
  register!: RegisterOfferAnswer | null;

  @Told('Open for adding to an account; null: closed', { type: AddOfferAnswer, nullable: true })
  add!: AddOfferAnswer | null;

  @Told('Open for logging in; null: closed', { type: LoginOfferAnswer, nullable: true })
  logIn!: LoginOfferAnswer | null;
}

export class MethodsAnswer {
  @Told('The policy edition in force')
  edition!: string;

  @Told('For whom', { enum: ['citizen', 'enterprise', 'agency'] })
  subject!: string;

  @Told('Methods that the edition names for this subject', { type: [MethodOfferAnswer] })
  methods!: readonly MethodOfferAnswer[];
}

export const methodsAnswer = ({ edition, subject, methods }: MethodOffers): MethodsAnswer => ({
  edition,
  subject,
  methods: methods.map((offer) => ({ ...offer })),
});

export class LiveAnswer {
  @Told('The process answers', { enum: ['ok'] })
  status!: string;
}

export class CheckAnswer {
  @Told('Whether it answered', { enum: ['ok', 'failing'] })
  status!: string;

  @Told('How long that took, in milliseconds')
  ms!: number;
}

export class ReadyAnswer {
  @Told('`ok` when every check is', { enum: ['ok', 'failing'] })
  status!: string;

  @Told('Each thing that requests depend on', {
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/CheckAnswer' },
  })
  checks!: Readonly<Record<string, CheckAnswer>>;
}
