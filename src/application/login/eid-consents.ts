import type { OpenedAccount } from '../../domain/account/account.state.js';
import { isOpened, standing } from '../../domain/account/account.state.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { canAdd, canLogin, editionAt, levelEarned, type PolicyBook } from '../../domain/policy/policy-book.js';
import { instant } from '../../domain/kernel/instant.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { Phone } from '../../domain/values/phone.js';
import type { ActingOwner } from '../account/acting.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { GuessBudgets } from '../guesses/guess-budgets.js';
import type { Accounts, LoadedAccount } from '../ledger/accounts.js';
import type { OtpRequest, OtpService } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { ConsentDue } from './assertion-login-api.js';
import type { Attempts } from './attempts.js';
import type { LoginLocks } from './login-locks.js';
import type { OpenedSession, SessionView } from './login-api.js';
import { lockedOut } from './may-log-in.js';
import { OtpPhones } from './otp-phones.js';
import { type AwaitedConsent, PendingAssertions } from './pending-assertions.js';
import type { ProofService } from '../proofs/proof-service.js';
import type { ProofGiven } from './proved-holder.js';
import type { SessionOpener } from './session-opener.js';

export interface EidConsentDeps {
  readonly policy: PolicyBook;
  readonly accounts: Accounts;
  readonly acting: ActingOwner;
  readonly budgets: GuessBudgets;
  readonly attempts: Pick<Attempts, 'note'>;
  readonly locks: Pick<LoginLocks, 'wrongGuess'>;
  readonly opener: SessionOpener;
  readonly otp: OtpService;
  readonly challenges: Challenges;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly ids: Ids;
  readonly personalData: PersonalData;
  readonly proofs: Pick<ProofService, 'keep'>;
}

/** VNeID proved the person; the account found under the number does not have VNeID yet. */
export interface FirstEidLogin {
  readonly loginToken: string;
  readonly loginId: string;
  readonly account: LoadedAccount & { readonly state: OpenedAccount };
  readonly identifier: Identifier;
  readonly proof: Extract<ProofGiven, { kind: 'eid' }>;
  readonly edition: PolicyEdition;
}

interface Continued {
  readonly pending: AwaitedConsent;
  readonly state: OpenedAccount;
  readonly edition: PolicyEdition;
}

/**
 * The first login with VNeID to an account that was made another way: VNeID is added after the account's owner agrees
 * (design §4.12), by a code to the default phone or in a session opened by the account's own login.
 */
export class EidConsents {
  private readonly pending: PendingAssertions;
  private readonly phones: OtpPhones;

  constructor(private readonly deps: EidConsentDeps) {
    this.pending = new PendingAssertions(deps.challenges, deps.digests, deps.clock);
    this.phones = new OtpPhones(deps.personalData);
  }

  async ask(first: FirstEidLogin): Promise<Outcome<ConsentDue>> {
    const { loginToken, loginId, account, identifier, proof, edition } = first;
    const { accountId, state } = account;
    const obstacle = standing(state);
    if (obstacle !== undefined) return refuse(obstacle, {}, ['counter', 'complaint']);
    const policy = canAdd(edition, 'vneid', state.subject);
    if (!policy.ok) return refuseWith(policy.refusal, ['counter']);
    const pending: AwaitedConsent = {
      stage: 'consent',
      loginId,
      accountId,
      eidLevel: proof.eid.level,
      grant: {
        methodId: this.deps.ids.id(),
        method: 'vneid',
        level: levelEarned(edition, policy.value, proof.eid.level),
        verifiedAt: proof.evidence.answeredAt,
        evidenceIds: [proof.evidence.evidenceId],
      },
      evidence: proof.evidence,
      guessed: this.deps.budgets.subject(identifier),
      expiresAt: this.deps.clock.now() + CONSENT_LIFE_CODES * edition.otp.life,
    };
    await this.deps.proofs.keep(accountId, proof);
    await this.pending.keep(loginToken, pending);
    return this.due(loginToken, { pending, state, edition });
  }

  /** Another code to the default phone, within its budgets. */
  resend(loginToken: string, _caller: Caller): Promise<Outcome<ConsentDue>> {
    return guarded(async () => {
      const continued = await this.continue(loginToken);
      return continued.kind === 'accepted' ? this.due(loginToken, continued.value) : continued;
    });
  }

  /** The owner agrees by the code: VNeID is added, and the login that proved it goes through. */
  confirm(loginToken: string, code: string, caller: Caller): Promise<Outcome<OpenedSession>> {
    return guarded(async () => {
      const continued = await this.continue(loginToken);
      if (continued.kind !== 'accepted') return continued;
      const { pending, edition } = continued.value;
      const { accountId, guessed } = pending;
      const phone = await this.defaultPhone(continued.value);
      if (phone.kind !== 'accepted') return phone;
      if (phone.value === undefined) return refuse('phone.unknown', {}, ['logInAgain']);
      const who = { subject: guessed, network: originOf(caller).network, accountId, phone: phone.value };
      const charged = await this.deps.budgets.loginCode(edition.guesses, who, this.deps.clock.now());
      if (charged.kind === 'over') return notAvailable('login.tooManyAttempts', charged.retryAfterMs);
      const checked = await this.deps.otp.check(otpRequest(pending, phone.value, edition), code);
      if (checked.kind === 'correct' || !checked.compared) await this.deps.budgets.giveBack(charged.charge);
      if (checked.kind === 'refused') {
        if (checked.compared) this.noteWrong(accountId, checked.refused.code, edition, caller);
        return checked.refused;
      }
      return this.addAndOpen(loginToken, continued.value, caller);
    });
  }

  private noteWrong(accountId: string, code: string, edition: PolicyEdition, caller: Caller): void {
    const context = contextOf(caller, this.deps.ids, edition.id);
    const attempt = {
      method: 'vneid',
      factor: 'otp',
      code,
      origin: originOf(caller),
      at: this.deps.clock.now(),
    } as const;
    this.deps.attempts.note(accountId, attempt, context);
    this.deps.locks.wrongGuess(accountId, 'otp', edition, context);
  }

  /** The owner agrees in a fresh session of the very account. */
  confirmInSession(loginToken: string, session: SessionView, caller: Caller): Promise<Outcome<OpenedSession>> {
    return guarded(async () => {
      const continued = await this.continue(loginToken);
      if (continued.kind !== 'accepted') return continued;
      const acting = await this.deps.acting.enterFresh(session, caller);
      if (acting.kind !== 'accepted') return acting;
      if (acting.value.accountId !== continued.value.pending.accountId)
        return refuse('login.consentOfAnother', {}, ['logInAgain']);
      return this.addAndOpen(loginToken, continued.value, caller);
    });
  }

  /** Looks at the account anew: it may have been suspended or locked meanwhile, or have got VNeID. */
  private async continue(loginToken: string): Promise<Outcome<Continued>> {
    const at = this.deps.clock.now();
    const edition = editionAt(this.deps.policy, at);
    if (!edition.ok) return refuseWith(edition.refusal);
    const pending = await this.pending.find(loginToken, 'consent');
    if (pending === undefined) return refuse('login.expired', {}, ['logInAgain']);
    const { state } = await this.deps.accounts.load(pending.accountId);
    if (!isOpened(state)) return refuse('login.expired', {}, ['logInAgain']);
    const obstacle = standing(state);
    if (obstacle !== undefined) return refuse(obstacle, {}, ['counter', 'complaint']);
    return accept({ pending, state, edition: edition.value });
  }

  private async due(loginToken: string, continued: Continued): Promise<Outcome<ConsentDue>> {
    const { pending, edition } = continued;
    const phone = await this.defaultPhone(continued);
    if (phone.kind !== 'accepted') return phone;
    const expiresAt = instant(pending.expiresAt);
    if (phone.value === undefined) return accept<ConsentDue>({ by: 'login', loginToken, expiresAt });
    const sent = await this.deps.otp.send(otpRequest(pending, phone.value, edition));
    return sent.kind === 'accepted' ? accept<ConsentDue>({ by: 'code', loginToken, ...sent.value }) : sent;
  }

  /** Codes that were guessed at too often are locked here as everywhere; the owner's own login still agrees. */
  private async defaultPhone({ state }: Continued): Promise<Outcome<Phone | undefined>> {
    if (state.defaultPhoneId === null) return accept(undefined);
    const at = this.deps.clock.now();
    const lock = lockAgainst(state, 'otp', at);
    if (lock !== undefined) return lockedOut(lock, at);
    return accept(await this.phones.number(state, state.defaultPhoneId));
  }

  private async addAndOpen(
    loginToken: string,
    { pending, state, edition }: Continued,
    caller: Caller,
  ): Promise<Outcome<OpenedSession>> {
    const policy = canLogin(edition, 'vneid', state.subject);
    if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
    if (!(await this.pending.take(loginToken))) return refuse('login.expired', {}, ['logInAgain']);
    const { accountId, loginId, grant, evidence, eidLevel } = pending;
    const context = contextOf(caller, this.deps.ids, edition.id, { kind: 'subject', id: accountId });
    const added = await this.deps.accounts.transact(
      accountId,
      ({ state: now }) => {
        // Two first logins at the same time add it once.
        const held = isOpened(now) ? now.grants.find((one) => one.method === 'vneid') : undefined;
        return { type: 'AddMethod', grant: held ?? grant, evidence: [evidence] };
      },
      context,
    );
    if (added.kind === 'contended') return notAvailable('command.contended', 1_000);
    if (added.kind === 'rejected') return refuseWith(added.refusal, ['counter']);
    const methodLevel = levelEarned(edition, policy.value, eidLevel);
    const entrance = { accountId, loginId, method: 'vneid', methodLevel, authentication: 'auth2' } as const;
    const opened = await this.deps.opener.open(entrance, edition, caller);
    return opened.kind === 'rejected' ? refuseWith(opened.refusal, ['logInAgain']) : opened;
  }
}

const otpRequest = ({ loginId }: AwaitedConsent, phone: Phone, { otp }: PolicyEdition): OtpRequest => ({
  purpose: 'addEid',
  processId: loginId,
  phone,
  numbers: otp,
});

/** A consent waits for as long as this many codes live. */
const CONSENT_LIFE_CODES = 5;
