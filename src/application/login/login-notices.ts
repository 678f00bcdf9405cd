import type { LoggedIn } from '../../domain/account/account.events.js';
import type { OpenedAccount } from '../../domain/account/account.state.js';
import type { OwnerData } from '../account/owner-data.js';
import { type Entry, subjectOf } from '../ledger/ledger.js';
import { maskedAccount } from '../messaging/masked-account.js';
import { messageContent } from '../messaging/templates.js';
import type { OutboxIntent } from '../ports/outbox.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { DisavowLinks } from './disavow-links.js';

export interface LoginNoticeDeps {
  readonly owner: OwnerData;
  readonly links: DisavowLinks;
  readonly personalData: PersonalData;
}

/**
 * Tells the owner of every login, each notice with a link "this was not me": by SMS to the default phone, and by mail to
 * a verified address, since no other may carry such a link (design §4.14).
 */
export class LoginNotices {
  constructor(private readonly deps: LoginNoticeDeps) {}

  /** `state`: the account as of the login, so that a replay finds the same destinations. */
  async intentsOf({ event, envelope }: Entry<LoggedIn>, state: OpenedAccount): Promise<readonly OutboxIntent[]> {
    const accountId = subjectOf(envelope.stream);
    const profile = await this.deps.owner.profile(state);
    if (profile === undefined) return [];
    const { at, loginId } = event.data;
    const intents: OutboxIntent[] = [];
    for (const [channel, to] of await this.destinations(state)) {
      const { link } = await this.deps.links.makeLink(accountId, loginId);
      const intentId = `${envelope.eventId}:${channel}`;
      const params = { account: maskedAccount(profile), at: String(at), link };
      const content = await this.deps.personalData.seal(accountId, intentId, messageContent('newLogin', to, params));
      intents.push({ intentId, channel, template: 'newLogin', subject: accountId, content });
    }
    return intents;
  }

  private async destinations(state: OpenedAccount): Promise<readonly (readonly ['sms' | 'mail', string])[]> {
    const phones = await this.deps.owner.phones(state);
    const phone = phones.find(({ phoneId }) => phoneId === state.defaultPhoneId)?.phone;
    const email = await this.deps.owner.verifiedEmail(state);
    return [
      ...(phone === undefined ? [] : [['sms', phone] as const]),
      ...(email === undefined ? [] : [['mail', email] as const]),
    ];
  }
}
