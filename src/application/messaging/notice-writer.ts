import { type AccountState, isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import { type Instant, plus } from '../../domain/kernel/instant.js';
import type { OwnerData } from '../account/owner-data.js';
import type { OutboxIntent } from '../ports/outbox.port.js';
import { isSubjectErased, type PersonalData } from '../ports/personal-data.port.js';
import { isLastNotice, lastNoticeSubject, NOTICE_LATEST } from './last-notice.js';
import { maskedAccount } from './masked-account.js';
import type { NoticePhones } from './notice-table.js';
import { messageContent } from './templates.js';
import type { NoticeTemplate } from './notice-texts.js';

/** An account on both sides of an event: where a notice goes is settled as of then, so that a replay agrees with it. */
export interface Audience {
  readonly accountId: string;
  readonly before: AccountState;
  readonly after: AccountState;
}

export interface Notice {
  readonly template: NoticeTemplate | 'accountRegistered';
  readonly phones: NoticePhones;
  readonly at: Instant;
  /** The event's id, with what sets this account's part of it apart. */
  readonly id: string;
}

interface Destination {
  readonly intentId: string;
  readonly channel: 'sms' | 'mail';
  readonly to: string;
  readonly params: { readonly account: string; readonly at: string };
}

/**
 * Puts a notice into sealed messages, one for each destination. An erased account has none: what it still gets was
 * written before.
 */
export class NoticeWriter {
  constructor(
    private readonly owner: OwnerData,
    private readonly personalData: PersonalData,
  ) {}

  async intentsOf(notice: Notice, audience: Audience): Promise<readonly OutboxIntent[]> {
    const { phones, at, id } = notice;
    const states = [audience.before, audience.after].filter(isOpened);
    const profile = states[0] && (await this.owner.profile(states[0]));
    if (profile === undefined) return [];
    const found = await this.phones(states, phones);
    const byPhone = found.length === 0 && profile.phone !== undefined ? [profile.phone] : found;
    const params = { account: maskedAccount(profile), at: String(at) };
    const intents: OutboxIntent[] = [];
    for (const [channel, addresses] of [
      ['sms', byPhone],
      ['mail', await this.addresses(states)],
    ] as const)
      for (const [index, to] of addresses.entries()) {
        const intentId = index === 0 ? `${id}:${channel}` : `${id}:${channel}:${index + 1}`;
        const intent = await this.intent({ intentId, channel, to, params }, notice, audience.accountId);
        if (intent !== undefined) intents.push(intent);
      }
    return intents;
  }

  /** Nothing for a last notice whose key is gone: it went out, and this is a replay. */
  private async intent(
    { intentId, channel, to, params }: Destination,
    notice: Notice,
    accountId: string,
  ): Promise<OutboxIntent | undefined> {
    const { template, at } = notice;
    const isLast = isLastNotice(notice);
    const subject = isLast ? lastNoticeSubject(intentId) : accountId;
    const held = isLast ? { ...params, expiresAt: String(plus(at, NOTICE_LATEST)) } : params;
    try {
      const content = await this.personalData.seal(subject, intentId, messageContent(template, to, held));
      return { intentId, channel, template, subject, content };
    } catch (error) {
      if (isLast && isSubjectErased(error)) return undefined;
      throw error;
    }
  }

  private async phones(states: readonly OpenedAccount[], which: NoticePhones): Promise<readonly string[]> {
    const found: string[] = [];
    for (const state of states) {
      const held = await this.owner.phones(state);
      const wanted = which === 'every' ? held : held.filter(({ phoneId }) => phoneId === state.defaultPhoneId);
      found.push(...wanted.map(({ phone }) => phone));
      if (which === 'default' && found.length > 0) break;
    }
    return [...new Set(found)];
  }

  private async addresses(states: readonly OpenedAccount[]): Promise<readonly string[]> {
    const contacts = await Promise.all(states.map((state) => this.owner.contact(state)));
    return [...new Set(contacts.flatMap(({ email }) => email ?? []))];
  }
}
