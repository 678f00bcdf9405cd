import { type AccountState, isOpened, type OpenedAccount, standing } from '../../domain/account/account.state.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import { type Instant, plus } from '../../domain/kernel/instant.js';
import type { LoginPolicy, PolicyEdition } from '../../domain/policy/edition.js';
import { canLogin } from '../../domain/policy/policy-book.js';
import { parsePersonId, personIdOf } from '../../domain/values/person-id.js';
import type { Phone } from '../../domain/values/phone.js';
import { type Link, linkWith } from '../account/links.js';
import type { OwnerData } from '../account/owner-data.js';
import type { Accounts } from '../ledger/accounts.js';
import { renderMail } from '../messaging/templates.js';
import type { OtpIssued, OtpService } from '../otp/otp-service.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { MailSender } from '../ports/messaging.port.js';
import type { RateLimits } from '../ports/rate-limits.port.js';
import type { PostalAccounts } from '../ports/registries.port.js';
import { isUnavailable } from '../ports/unavailable.js';
import { compareContact, verdictOf } from '../registration/identity-checks.js';

export interface PostalEntranceDeps {
  readonly accounts: Accounts;
  readonly owner: OwnerData;
  readonly otp: OtpService;
  readonly postalAccounts: PostalAccounts;
  readonly mailSender: MailSender;
  readonly blindIndex: BlindIndex;
  readonly challenges: Challenges;
  readonly rateLimits: RateLimits;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly ids: Ids;
  readonly postalLink: Link;
  readonly onError: (error: unknown) => void;
}

export interface PostalEntrance {
  readonly accountId: string;
  readonly loginId: string;
  readonly code: OtpIssued;
  readonly edition: PolicyEdition;
}

/** The login that a link opens, once. */
export interface LinkedLogin {
  readonly accountId: string;
  readonly loginId: string;
}

/** What an account that Vietnam Post lets in is let in by; nothing: it is not. */
export const postalPolicy = (state: AccountState, edition: PolicyEdition): LoginPolicy | undefined => {
  if (!isOpened(state) || standing(state) !== undefined) return undefined;
  if (!state.grants.some(({ method }) => method === 'vnpost')) return undefined;
  const policy = canLogin(edition, 'vnpost', state.subject);
  return policy.ok && policy.value.by === 'postalAccount' ? policy.value : undefined;
};

/**
 * Sends the code or link of a login through Vietnam Post, after the caller was answered: the answer and its time tell
 * nobody whether there is such an account. Vietnam Post is asked first; nothing goes out when it does not answer, knows the
 * customer no more, or holds none of the account's phones, nor its address.
 */
export class PostalEntrances {
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly deps: PostalEntranceDeps) {}

  send(entrance: PostalEntrance): void {
    const sent = this.sendNow(entrance).catch((error: unknown) => {
      if (!isUnavailable(error)) this.deps.onError(error);
    });
    this.running = Promise.all([this.running, sent]).then(() => undefined);
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.running;
  }

  async takeLink(token: string): Promise<LinkedLogin | undefined> {
    const taken = await this.deps.challenges.take(this.linkKey(token), this.deps.clock.now());
    return taken as unknown as LinkedLogin | undefined;
  }

  private async sendNow(entrance: PostalEntrance): Promise<void> {
    const { accountId, loginId, code, edition } = entrance;
    const { state } = await this.deps.accounts.load(accountId);
    const at = this.deps.clock.now();
    if (postalPolicy(state, edition) === undefined || !isOpened(state)) return;
    if (lockAgainst(state, 'otp', at) !== undefined) return;
    const contact = await this.contactHeldByPost(state);
    if (contact?.kind === 'phone')
      await this.deps.otp.deliver(
        { purpose: 'login', processId: loginId, phone: contact.phone, numbers: edition.otp },
        code,
      );
    else if (contact !== undefined) await this.sendLink(contact.email, entrance, at);
  }

  /**
   * Where Vietnam Post and the account agree that the owner is reached: a phone, the default one first, else the verified
   * address. So a phone that was added, or made the default one, locks nobody out.
   */
  private async contactHeldByPost(
    state: OpenedAccount,
  ): Promise<
    { readonly kind: 'phone'; readonly phone: Phone } | { readonly kind: 'email'; readonly email: string } | undefined
  > {
    const profile = await this.deps.owner.profile(state);
    const read = profile?.identifiers.map(({ value }) => parsePersonId(value)).find(({ ok }) => ok);
    if (profile?.birthDate === undefined || read?.ok !== true) return undefined;
    const { name, birthDate } = profile;
    const customer = await this.deps.postalAccounts.find({ personId: personIdOf(read.value), name, birthDate });
    if (customer.kind === 'notFound') return undefined;
    const isHeld = (contact: Parameters<typeof compareContact>[0]): boolean => {
      const compared = compareContact(contact, customer);
      return Object.keys(compared).length > 0 && verdictOf(compared) === 'match';
    };
    const isDefault = (phoneId: string): number => (phoneId === state.defaultPhoneId ? 0 : 1);
    const phones = [...(await this.deps.owner.phones(state))].sort(
      (a, b) => isDefault(a.phoneId) - isDefault(b.phoneId),
    );
    const held = phones.find(({ phone }) => isHeld({ phone, activation: 'sms' }));
    if (held !== undefined) return { kind: 'phone', phone: held.phone };
    const email = await this.deps.owner.verifiedEmail(state);
    return email !== undefined && isHeld({ email, activation: 'email' }) ? { kind: 'email', email } : undefined;
  }

  private async sendLink(to: string, { accountId, loginId, edition }: PostalEntrance, at: Instant): Promise<void> {
    const key = `mail-send:login:${this.deps.blindIndex.tag('email', to.toLowerCase())}`;
    const spent = await this.deps.rateLimits.spend([{ key, budget: edition.otp.sendsPerPhone.login }], at);
    if (spent.kind === 'over') return;
    const { life } = edition.otp;
    const token = this.deps.ids.token();
    await this.deps.challenges.put(this.linkKey(token), { accountId, loginId }, life, at);
    const link = linkWith(this.deps.postalLink, token);
    const mail = renderMail('loginLink', { link, life: String(life), expiresAt: String(plus(at, life)) });
    if (mail === undefined) throw new Error('There is no mail template for the login link');
    await this.deps.mailSender.send({ messageId: this.deps.ids.id(), to, ...mail });
  }

  private linkKey(token: string): string {
    return `postal-link:${this.deps.digests.sha256(token)}`;
  }
}
