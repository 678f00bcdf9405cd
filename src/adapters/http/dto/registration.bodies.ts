import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsUrl, MaxLength, ValidateNested } from 'class-validator';
import {
  identityMethods,
  subjectKinds,
  type IdentityMethod,
  type SubjectKind,
} from '../../../domain/policy/methods.js';
import { OneOf, Optional, Text } from './fields.js';

/** The terms that the person agreed to by pressing the button: as `GET /v1/terms` gave them. */
export class ConsentBody {
  @Text({ description: 'Edition of the terms shown', max: 100 })
  edition!: string;

  @Text({ description: 'SHA-256 (hex) of the text shown', max: 64 })
  digest!: string;
}

/** The first form, as typed: which fields a method needs, `GET /v1/methods` tells. */
export class StartRegistrationBody {
  @OneOf(subjectKinds, { description: 'Who registers' })
  subject!: SubjectKind;

  @OneOf(identityMethods, { description: 'By which method' })
  method!: IdentityMethod;

  @ApiProperty({ description: 'Refused when absent, or not the terms in force', type: ConsentBody, required: false })
  @Optional()
  @ValidateNested()
  @Type(() => ConsentBody)
  consent?: ConsentBody;

  @Text({ description: 'The solved captcha, where the method asks for one', max: 4096, optional: true })
  captcha?: string;

  @Text({ description: 'CMND, CCCD or personal number', max: 64, optional: true, example: '001 090 990 001' })
  personId?: string;

  @Text({ description: 'Full name', max: 256, optional: true, example: 'Nguyễn Minh An' })
  name?: string;

  @Text({ description: 'Date of birth: dd/mm/yyyy, mm/yyyy or yyyy', max: 32, optional: true, example: '12/05/1990' })
  birthDate?: string;

  @Text({ description: 'Mobile phone, in any usual form', max: 32, optional: true, example: '0950000001' })
  phone?: string;

  @Text({ description: 'E-mail address', max: 320, optional: true })
  email?: string;

  @Text({ description: 'Social-insurance code, for that method', max: 32, optional: true })
  socialInsuranceCode?: string;

  @OneOf(['sms', 'email'], { description: 'VNPost: how to activate', optional: true })
  activation?: 'sms' | 'email';

  @ApiProperty({
    description: 'SmartCA and VNeID: where the provider sends the person back to',
    required: false,
    maxLength: 1024,
    format: 'uri',
  })
  @Optional()
  @MaxLength(1024)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  redirectUri?: string;
}

export class OtpStep {
  @OneOf(['otp'], { description: 'The code from the SMS' })
  kind!: 'otp';

  @Text({ description: 'Digits as received', max: 16, example: '123456' })
  code!: string;
}

export class EmailLinkStep {
  @OneOf(['emailLink'], { description: 'The token of the link in the mail' })
  kind!: 'emailLink';

  @Text({ description: 'The token', max: 256 })
  token!: string;
}

export class SignatureStep {
  @OneOf(['signature'], { description: 'USB token: the signature over the challenge' })
  kind!: 'signature';

  @Text({ description: 'CMS or raw signature, as the signing tool returns it', max: 65_536 })
  signature!: string;
}

export class PollStep {
  @OneOf(['poll'], { description: 'SIM and SmartCA: ask whether the person has signed' })
  kind!: 'poll';
}

export class AuthorizationCodeStep {
  @OneOf(['authorizationCode'], { description: 'SmartCA and VNeID: what the redirect brought' })
  kind!: 'authorizationCode';

  @Text({ description: 'The parameter `code`', max: 2048 })
  code!: string;

  @Text({ description: 'The parameter `state`', max: 512 })
  state!: string;
}

export class HolderConfirmationStep {
  @OneOf(['holderConfirmation'], { description: 'The person has seen what the certificate says, and agrees' })
  kind!: 'holderConfirmation';

  @Text({ description: 'E-mail address; enterprises must give one', max: 320, optional: true })
  email?: string;

  @Text({ description: 'The solved captcha, where the step asks for one', max: 4096, optional: true })
  captcha?: string;
}

export class CounterProofStep {
  @OneOf(['counterProof'], { description: 'Staff only: the identity papers were checked' })
  kind!: 'counterProof';

  @Text({ description: 'Reference of the papers on file', max: 256 })
  documentReference!: string;
}

export class PasswordStep {
  @OneOf(['password'], { description: 'The password of the account' })
  kind!: 'password';

  @Text({ description: 'The password', max: 1024 })
  password!: string;

  @Text({ description: 'The password again', max: 1024 })
  confirmation!: string;
}

/** Answers to the step that is due, by kind. */
export const stepBodies = {
  otp: OtpStep,
  emailLink: EmailLinkStep,
  signature: SignatureStep,
  poll: PollStep,
  authorizationCode: AuthorizationCodeStep,
  holderConfirmation: HolderConfirmationStep,
  counterProof: CounterProofStep,
  password: PasswordStep,
} as const;

export type StepBody = InstanceType<(typeof stepBodies)[keyof typeof stepBodies]>;

export class ActivationBody {
  @Text({ description: 'The token of the activation link', max: 256 })
  token!: string;
}
