import type { LostPhoneResult, LostPhoneView, PhoneChangeView } from '../../../application/account/lost-phone-api.js';
import type { PhoneAdditionView } from '../../../application/account/phones-api.js';
import type { PhoneChoice } from '../../../application/login/login-api.js';
import type { Accepted } from '../../../application/outcome/outcome.js';
import { Text, Told, ToldTime } from './fields.js';
import { iso } from './iso.js';
import { PhoneAnswer } from './login.js';

export class AddPhoneBody {
  @Text({ description: 'Mobile phone, in any usual form', max: 32, example: '0950000011' })
  phone!: string;
}

export class CodeBody {
  @Text({ description: 'The code from the SMS', max: 16, example: '123456' })
  code!: string;
}

const loginToken = { description: 'From the answer to the password', max: 256 };

export class LostPhoneBody {
  @Text(loginToken)
  loginToken!: string;

  @Text({ description: 'The new phone: its subscription has to be the owner’s', max: 32, example: '0950000011' })
  phone!: string;
}

export class ConfirmLostPhoneBody {
  @Text(loginToken)
  loginToken!: string;

  @Text({ description: 'The code that came to the new phone', max: 16, example: '123456' })
  code!: string;
}

export class LinkBody {
  @Text({ description: 'The token of the link', max: 256 })
  token!: string;
}

export class PhoneChangeAnswer {
  @Told('Names the change')
  changeId!: string;

  @Told('The new number, masked', { example: '095****011' })
  masked!: string;

  @ToldTime('From when codes go to it')
  effectiveFrom!: string;
}

export class PhonesAnswer {
  @Told('Phones that codes can go to', { type: [PhoneAnswer] })
  phones!: readonly PhoneAnswer[];

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class PendingPhoneChangeAnswer {
  @Told('The change that waits; null: none does', { type: PhoneChangeAnswer, nullable: true })
  change!: PhoneChangeAnswer | null;
}

export class SentCodeAnswer {
  @Told('Where the code went, masked', { example: '095****011' })
  sentTo!: string;

  @ToldTime('Until when the code is good')
  expiresAt!: string;

  @ToldTime('From when another code can be asked for')
  resendAt!: string;
}

export class PhoneAdditionAnswer extends SentCodeAnswer {
  @Told('Names the phone that is being added')
  phoneId!: string;
}

export class LostPhoneAnswer extends PhoneChangeAnswer {
  @Told('`changed`: the new phone gets the codes now; `requested`: from `effectiveFrom`, unless cancelled', {
    enum: ['requested', 'changed'],
  })
  status!: string;

  @Told('What comes next: every session and login is over', { enum: ['logIn'] })
  next!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class PhoneChangeCancelledAnswer {
  @Told('The change that is off')
  changeId!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export const phonesAnswer = (phones: readonly PhoneChoice[], position: number | undefined): PhonesAnswer => ({
  phones: phones.map(({ phoneId, masked, isDefault }) => ({ phoneId, masked, isDefault })),
  position: position ?? null,
});

export const sentCodeAnswer = ({ sentTo, expiresAt, resendAt }: LostPhoneView): SentCodeAnswer => ({
  sentTo,
  expiresAt: iso(expiresAt),
  resendAt: iso(resendAt),
});

export const phoneAdditionAnswer = ({ phoneId, ...sent }: PhoneAdditionView): PhoneAdditionAnswer => ({
  phoneId,
  ...sentCodeAnswer(sent),
});

export const phoneChangeAnswer = ({ changeId, masked, effectiveFrom }: PhoneChangeView): PhoneChangeAnswer => ({
  changeId,
  masked,
  effectiveFrom: iso(effectiveFrom),
});

export const lostPhoneAnswer = ({ value, position }: Accepted<LostPhoneResult>): LostPhoneAnswer => ({
  ...phoneChangeAnswer(value),
  status: value.status,
  next: value.next,
  position: position ?? null,
});
