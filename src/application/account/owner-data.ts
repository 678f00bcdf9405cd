import type { Contact } from '../../domain/account/account.events.js';
import type { OpenedAccount } from '../../domain/account/account.state.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { maskPhone } from '../../domain/values/mask.js';
import type { Phone } from '../../domain/values/phone.js';
import type { PersonalData } from '../ports/personal-data.port.js';

/** An account's sealed data, opened for its own use cases. */
export class OwnerData {
  constructor(private readonly personalData: PersonalData) {}

  /** Nothing once erased. */
  async profile({ profile }: OpenedAccount): Promise<IdentityProfile | undefined> {
    const opened = await this.personalData.open(profile);
    return opened.kind === 'clear' ? opened.value : undefined;
  }

  /** Until the owner changes it, the contact is the address given at registering. */
  async contact(state: OpenedAccount): Promise<Contact> {
    if (state.contact === null) {
      const email = (await this.profile(state))?.email;
      return email === undefined ? {} : { email };
    }
    const opened = await this.personalData.open(state.contact);
    return opened.kind === 'clear' ? opened.value : {};
  }

  /** The address that may carry links to cancel or recover; none until its own link was followed. */
  async verifiedEmail(state: OpenedAccount): Promise<string | undefined> {
    return state.emailVerifiedAt === null ? undefined : (await this.contact(state)).email;
  }

  async phones({ phones }: OpenedAccount): Promise<readonly { readonly phoneId: string; readonly phone: Phone }[]> {
    const opened: { phoneId: string; phone: Phone }[] = [];
    for (const { phoneId, personal } of phones) {
      const box = await this.personalData.open(personal);
      if (box.kind === 'clear' && box.value.phone !== undefined)
        opened.push({ phoneId, phone: box.value.phone as Phone });
    }
    return opened;
  }

  async masked(state: OpenedAccount) {
    const phones = await this.phones(state);
    return phones.map(({ phoneId, phone }) => ({
      phoneId,
      masked: maskPhone(phone),
      isDefault: phoneId === state.defaultPhoneId,
    }));
  }

  /** What a password must not be made of. */
  async ownWords(state: OpenedAccount): Promise<readonly string[]> {
    const profile = await this.profile(state);
    const { email, phone } = await this.contact(state);
    const phones = await this.phones(state);
    return [
      ...(profile?.identifiers ?? []).map(({ value }) => value),
      profile?.name,
      profile?.birthDate,
      email,
      phone,
      ...phones.map((one) => one.phone),
    ].filter((word) => word !== undefined);
  }
}
