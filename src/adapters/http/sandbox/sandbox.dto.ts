import { IsIn, IsString, IsUrl, MaxLength } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { OneOf, Optional, Text, Told, ToldTime } from '../dto/fields.js';
import { type SandboxReaction, signerReactions } from './sandbox-door.js';

export class InboxQuery {
  @Text({
    description: 'A phone in any form, or an e-mail address; everybody’s messages when left out',
    max: 320,
    optional: true,
  })
  to?: string;
}

export class PeopleQuery {
  @ApiProperty({ description: 'Also the generated people', required: false, enum: ['all'] })
  @Optional()
  @IsIn(['all'])
  who?: 'all';
}

export class CallbackQuery {
  @Text({ description: 'Code', max: 4096, optional: true })
  code?: string;

  @Text({ description: 'State', max: 1024, optional: true })
  state?: string;
}

export class SandboxLoginBody {
  @Text({ description: 'Who logs in: handle, personal number or tax code', max: 64, example: 'an' })
  who!: string;

  @ApiProperty({ description: 'The `authorizeUrl` of the step that is due', maxLength: 4096 })
  @IsString()
  @MaxLength(4096)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  authorizeUrl!: string;

  @Text({ description: 'VNeID: the organisation they log in for, by handle or tax code', max: 64, optional: true })
  onBehalfOf?: string;
}

export class WhoQuery {
  @Text({ description: 'Handle, personal number or tax code', max: 64, example: 'uyen' })
  who!: string;
}

export class PhoneQuery {
  @Text({ description: 'A phone in any form', max: 32, example: '0950000023' })
  phone!: string;
}

const reaction = { description: 'What the person does' };

export class AppReactionBody extends WhoQuery {
  @OneOf(signerReactions, reaction)
  reaction!: SandboxReaction;
}

export class PhoneReactionBody extends PhoneQuery {
  @OneOf(signerReactions, reaction)
  reaction!: SandboxReaction;
}

export const phoneActs = ['sign', 'refuse', 'timeout'] as const;

export class PhoneScreenBody extends PhoneQuery {
  @OneOf(phoneActs, { description: 'Which button the person presses' })
  act!: (typeof phoneActs)[number];

  @Text({ description: 'The PIN that they typed', max: 16, optional: true })
  pin?: string;
}

export class SignBody {
  @Text({
    description: 'Whose USB token: handle, personal number, tax code or organisation code',
    max: 64,
    example: 'thao',
  })
  who!: string;

  @Text({ description: 'The `challenge` of the step that is due', max: 4096 })
  challenge!: string;
}

export class MessageAnswer {
  @Told('Which way it came', { enum: ['sms', 'mail'] })
  channel!: string;

  @Told('To which phone or address')
  to!: string;

  @Told('Subject of a mail', { required: false })
  subject?: string;

  @Told('The message')
  text!: string;

  @ToldTime('When it arrived')
  receivedAt!: string;

  @Told('The one-time code in it', { type: String, nullable: true })
  code!: string | null;

  @Told('The link in it', { type: String, nullable: true })
  link!: string | null;

  @Told('The token of that link', { type: String, nullable: true })
  token!: string | null;
}

export class InboxAnswer {
  @Told('The newest one-time code', { type: String, nullable: true })
  code!: string | null;

  @Told('The token of the newest link', { type: String, nullable: true })
  token!: string | null;

  @Told('Newest first', { type: [MessageAnswer] })
  messages!: readonly MessageAnswer[];
}

export class CitizenAnswer {
  @Told('Short name')
  handle!: string;

  @Told('What they are', { enum: ['person', 'enterprise', 'agency'] })
  kind!: string;

  @Told('Name')
  name!: string;

  @Told('What they are there to show', { required: false })
  about?: string;

  @Told('What they would type into the first form', { type: 'object', additionalProperties: { type: 'string' } })
  form!: object;

  @Told('Phones in their hand', { type: [String] })
  phones!: readonly string[];

  @Told('Certificates they hold, by carrier', { type: [String] })
  carriers!: readonly string[];

  @Told('Level of their VNeID account', { required: false })
  eidLevel?: string;
}

export class PeopleAnswer {
  @Told('People and organisations; all invented', { type: [CitizenAnswer] })
  people!: readonly CitizenAnswer[];
}

export class RedirectAnswer {
  @Told('Where the person is sent back to')
  redirectTo!: string;

  @Told('Goes into the step `authorizationCode`')
  code!: string;

  @Told('Goes into the step `authorizationCode`')
  state!: string;
}

export class PromptAnswer {
  @Told('Names the request')
  transactionId!: string;

  @Told('The code on the screen: it has to be the `verificationCode` of the step')
  prompt!: string;

  @Told('All that the screen says, where that is more than the code', { required: false })
  text?: string;

  @Told('Whose certificate signs')
  holder!: string;
}

export class PromptsAnswer {
  @Told('What waits, oldest first', { type: [PromptAnswer] })
  prompts!: readonly PromptAnswer[];
}

export class ReactedAnswer {
  @Told('False: nothing was waiting')
  reacted!: boolean;
}

export class SignatureAnswer {
  @Told('Goes into the step `signature`')
  signature!: string;
}
