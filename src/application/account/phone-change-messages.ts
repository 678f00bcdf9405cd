import type { OpenedAccount, PendingPhoneChange } from '../../domain/account/account.state.js';
import { type Instant, milliseconds } from '../../domain/kernel/instant.js';
import { maskedAccount } from '../messaging/masked-account.js';
import { messageContent, type MessageParams, type MessageTemplate } from '../messaging/templates.js';
import type { OutboxIntent } from '../ports/outbox.port.js';
import type { AccountDeps } from './account-deps.js';
import { linkWith } from './links.js';
import { OwnerData } from './owner-data.js';

type Deps = Pick<AccountDeps, 'challenges' | 'clock' | 'digests' | 'ids' | 'links' | 'outbox' | 'personalData'>;

export const cancelLinkKey = (tokenDigest: string): string => `phone-change-link:${tokenDigest}`;

/**
 * Tells the old phone and the verified address of a change of OTP phone. The messages are in the outbox before the event
 * is appended, under ids made of the change's, so that no crash leaves the owner unwarned and no repeat warns twice.
 */
export class PhoneChangeMessages {
  private readonly owner: OwnerData;

  constructor(private readonly deps: Deps) {
    this.owner = new OwnerData(deps.personalData);
  }

  /** Before a change that takes effect later: how to stop it. The link goes to a verified address only, never to a phone. */
  async requested(accountId: string, state: OpenedAccount, change: Omit<PendingPhoneChange, 'personal'>) {
    const { changeId, effectiveFrom, oldPhoneId } = change;
    const account = await this.account(state);
    const about = { account, effectiveFrom: String(effectiveFrom) };
    const phone = await this.phone(state, oldPhoneId);
    const email = await this.owner.verifiedEmail(state);
    const intents: OutboxIntent[] = [];
    if (phone !== undefined)
      intents.push(await this.intent(accountId, `${changeId}:requested:sms`, 'phoneChangeRequested', phone, about));
    if (email !== undefined) {
      const link = await this.cancelLink(accountId, changeId, effectiveFrom);
      const params = { ...about, link, expiresAt: String(effectiveFrom) };
      intents.push(await this.intent(accountId, `${changeId}:requested:mail`, 'phoneChangeCancel', email, params));
    }
    await this.deps.outbox.add(intents, this.deps.clock.now());
  }

  /** Before the new phone takes the old one's place. */
  async changed(accountId: string, state: OpenedAccount, { changeId, oldPhoneId }: PendingPhoneChange, at: Instant) {
    const about = { account: await this.account(state), at: String(at) };
    const phone = await this.phone(state, oldPhoneId);
    const email = await this.owner.verifiedEmail(state);
    const intents: OutboxIntent[] = [];
    if (phone !== undefined)
      intents.push(await this.intent(accountId, `${changeId}:changed:sms`, 'phoneChanged', phone, about));
    if (email !== undefined)
      intents.push(await this.intent(accountId, `${changeId}:changed:mail`, 'phoneChanged', email, about));
    await this.deps.outbox.add(intents, at);
  }

  private async cancelLink(accountId: string, changeId: string, effectiveFrom: Instant): Promise<string> {
    const at = this.deps.clock.now();
    const token = this.deps.ids.token();
    const life = milliseconds(Math.max(1, effectiveFrom - at));
    await this.deps.challenges.put(cancelLinkKey(this.deps.digests.sha256(token)), { accountId, changeId }, life, at);
    return linkWith(this.deps.links.cancelPhoneChange, token);
  }

  private async account(state: OpenedAccount): Promise<string> {
    return maskedAccount((await this.owner.profile(state)) ?? { identifiers: [] });
  }

  private async phone(state: OpenedAccount, phoneId: string): Promise<string | undefined> {
    return (await this.owner.phones(state)).find((one) => one.phoneId === phoneId)?.phone;
  }

  private async intent<T extends MessageTemplate>(
    accountId: string,
    intentId: string,
    template: T,
    to: string,
    params: MessageParams[T],
  ): Promise<OutboxIntent> {
    const content = await this.deps.personalData.seal(accountId, intentId, messageContent(template, to, params));
    const channel = intentId.endsWith(':mail') ? 'mail' : 'sms';
    return { intentId, channel, template, subject: accountId, content };
  }
}
