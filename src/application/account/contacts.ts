import type { Contact } from '../../domain/account/account.events.js';
import { type AccountState, isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import { type ContactField, identityScreens } from '../../domain/account/identity-screens.js';
import { clear } from '../../domain/kernel/personal.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Parsed } from '../../domain/kernel/refusal.js';
import { editionAt } from '../../domain/policy/policy-book.js';
import { parseAddress, parseContactPhone } from '../../domain/values/contact.js';
import { type EmailAddress, parseEmail } from '../../domain/values/email.js';
import { maskEmail } from '../../domain/values/mask.js';
import { type Caller, contextOf } from '../caller.js';
import type { SessionView } from '../login/login-api.js';
import { renderMail } from '../messaging/templates.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import { isUnavailable } from '../ports/unavailable.js';
import type { AccountDeps } from './account-deps.js';
import type { Acting } from './acting.js';
import type { ContactChanged, ContactChanges, ContactView, EmailLinkSent } from './contact-api.js';
import { linkWith } from './links.js';
import { OwnerData } from './owner-data.js';

const parsers: Readonly<Record<ContactField, (raw: string) => Parsed<string>>> = {
  email: (raw) => {
    const email = parseEmail(raw);
    return email.ok ? { ok: true, value: email.value.value } : email;
  },
  phone: parseContactPhone,
  address: parseAddress,
};

/** E-mail address, phone and address for people to write and call: the only part of a profile that its owner edits. */
export class Contacts {
  private readonly owner: OwnerData;

  constructor(private readonly deps: AccountDeps) {
    this.owner = new OwnerData(deps.personalData);
  }

  view(session: SessionView, caller: Caller): Promise<Outcome<ContactView>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enter(session, caller);
      return entered.kind === 'accepted' ? accept(await this.viewOf(entered.value.state)) : entered;
    });
  }

  /** All of the changes or none. A new e-mail address is unverified, and gets its link. */
  change(session: SessionView, changes: ContactChanges, caller: Caller): Promise<Outcome<ContactChanged>> {
    return guarded(async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const entered = await this.deps.acting.enterFresh(session, caller);
        if (entered.kind !== 'accepted') return entered;
        const changed = await this.tryChanging(entered.value, changes);
        if (changed !== 'changedMeanwhile') return changed;
      }
      return notAvailable('command.contended', 1_000);
    });
  }

  /** The whole contact is on the event, so it is decided on the contact that was read, or read again. */
  private async tryChanging(
    acting: Acting,
    changes: ContactChanges,
  ): Promise<Outcome<ContactChanged> | 'changedMeanwhile'> {
    const { accountId, state, context } = acting;
    const before = await this.owner.contact(state);
    const after = read(changes, before, state);
    if (after.kind !== 'accepted') return after;
    const fields = contactFields.filter((field) => after.value[field] !== before[field]);
    const personal = clear(after.value);
    const result = await this.deps.accounts.transact(
      accountId,
      ({ state: now }) => ({ type: 'ChangeContact', fields: hasContactOf(state, now) ? fields : [], personal }),
      context,
    );
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    if (result.kind === 'rejected') return refuseWith(result.refusal);
    if (fields.length > 0 && result.position === undefined) return 'changedMeanwhile';
    const now = result.account.state as OpenedAccount;
    const isNew = fields.includes('email') && after.value.email !== undefined;
    const linkSent = isNew && (await this.trySending({ ...acting, state: now }));
    return accept({ ...(await this.viewOf(now)), linkSent }, result.position);
  }

  /** Sends the link that verifies the address; an earlier one to the same address stays good until it is followed. */
  sendVerification(session: SessionView, caller: Caller): Promise<Outcome<EmailLinkSent>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enter(session, caller);
      return entered.kind === 'accepted' ? this.sendLink(entered.value) : entered;
    });
  }

  /** Whoever has the mailbox follows the link, logged in or not. Good once, and for the address it was sent to. */
  followLink(token: string, caller: Caller): Promise<Outcome<{ readonly verified: true }>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const key = linkKey(this.deps.digests.sha256(token));
      const { accountId, emailVersion } = (await this.deps.challenges.peek(key, at)) ?? {};
      if (typeof accountId !== 'string' || typeof emailVersion !== 'number')
        return refuse('contact.linkInvalid', {}, ['logInAgain']);
      const context = contextOf(caller, this.deps.ids, edition.value.id, { kind: 'subject', id: accountId });
      const command = { type: 'VerifyEmail', at, emailVersion } as const;
      const result = await this.deps.accounts.transact(accountId, command, context);
      if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
      await this.deps.challenges.take(key, at);
      if (result.kind === 'rejected') return refuseWith(result.refusal, ['logInAgain']);
      return accept({ verified: true }, result.position);
    });
  }

  private async sendLink({ accountId, state, edition, at }: Acting): Promise<Outcome<EmailLinkSent>> {
    const { email } = await this.owner.contact(state);
    if (email === undefined) return refuse('contact.emailMissing');
    const sentTo = maskEmail(email as EmailAddress);
    if (state.emailVerifiedAt !== null) return accept({ sentTo });
    const budgetKey = `mail-send:${this.deps.blindIndex.tag('email', email.toLowerCase())}`;
    const budget = edition.otp.sendsPerPhone.registration;
    const spent = await this.deps.rateLimits.spend([{ key: budgetKey, budget }], at);
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const life = edition.registration.emailLinkLife;
    const token = this.deps.ids.token();
    const link = linkWith(this.deps.links.verifyEmail, token);
    const mail = renderMail('emailVerification', { link, life: String(life), expiresAt: String(plus(at, life)) });
    if (mail === undefined) throw new Error('There is no mail template for verifying an address');
    const kept = { accountId, emailVersion: state.emailVersion };
    await this.deps.challenges.put(linkKey(this.deps.digests.sha256(token)), kept, life, at);
    try {
      const result = await this.deps.mailSender.send({ messageId: this.deps.ids.id(), to: email, ...mail });
      return result.kind === 'refused' ? refuse('email.unreachable', { reason: result.reason }) : accept({ sentTo });
    } catch (error) {
      if (isUnavailable(error)) await this.deps.rateLimits.giveBack([budgetKey], at);
      throw error;
    }
  }

  /** The address is changed whether or not its link can be sent now. */
  private async trySending(acting: Acting): Promise<boolean> {
    return (await guarded(() => this.sendLink(acting))).kind === 'accepted';
  }

  private async viewOf(state: OpenedAccount): Promise<ContactView> {
    const { email = null, phone = null, address = null } = await this.owner.contact(state);
    const { editable, required } = identityScreens[state.subject];
    const emailVerified = isOpened(state) && email !== null && state.emailVerifiedAt !== null;
    return { email, emailVerified, phone, address, editable, required };
  }
}

const ATTEMPTS = 10;
const contactFields = Object.keys(parsers) as readonly ContactField[];
const linkKey = (tokenDigest: string): string => `email-link:${tokenDigest}`;

/** Whether the contact is still the one that was read: every change seals it anew. */
const hasContactOf = (read: OpenedAccount, now: AccountState): boolean =>
  isOpened(now) && JSON.stringify(now.contact) === JSON.stringify(read.contact);

/** The contact after the changes, or the first thing wrong with them. */
function read(changes: ContactChanges, before: Contact, { subject }: OpenedAccount): Outcome<Contact> {
  const { editable, required } = identityScreens[subject];
  const isEditable = (field: string): field is ContactField => (editable as readonly string[]).includes(field);
  const foreign = Object.keys(changes).filter((field) => !isEditable(field));
  if (foreign.length > 0) return refuse('contact.notEditable', { fields: foreign }, ['counter']);
  const after: { -readonly [F in ContactField]?: string } = { ...before };
  for (const [field, raw] of Object.entries(changes) as [ContactField, string | null][]) {
    if (raw === null || raw.trim() === '') {
      delete after[field];
      continue;
    }
    const parsed = parsers[field](raw);
    if (!parsed.ok) return refuse(parsed.refusal.code, { ...parsed.refusal.facts, fields: [field] });
    after[field] = parsed.value;
  }
  const missing = required.filter((field) => after[field] === undefined);
  return missing.length === 0 ? accept(after) : refuse('contact.emailRequired', { fields: missing });
}
