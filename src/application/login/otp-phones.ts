import type { OpenedAccount, PhoneRecord } from '../../domain/account/account.state.js';
import { maskPhone } from '../../domain/values/mask.js';
import type { Phone } from '../../domain/values/phone.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { PhoneChoice } from './login-api.js';

/** The phones that an account's codes may go to. */
export class OtpPhones {
  constructor(private readonly personalData: PersonalData) {}

  /** Nothing when the account has no such phone, or its number was erased. */
  async number({ phones }: OpenedAccount, phoneId: string): Promise<Phone | undefined> {
    const record = phones.find((phone) => phone.phoneId === phoneId);
    return record === undefined ? undefined : this.open(record);
  }

  async choices({ phones, defaultPhoneId }: OpenedAccount): Promise<readonly PhoneChoice[]> {
    const choices: PhoneChoice[] = [];
    for (const record of phones) {
      const { phoneId } = record;
      const phone = await this.open(record);
      if (phone !== undefined)
        choices.push({ phoneId, masked: maskPhone(phone), isDefault: phoneId === defaultPhoneId });
    }
    return choices;
  }

  private async open({ personal }: PhoneRecord): Promise<Phone | undefined> {
    const opened = await this.personalData.open(personal);
    return opened.kind === 'clear' ? (opened.value.phone as Phone | undefined) : undefined;
  }
}
