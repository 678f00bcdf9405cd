import { isOpened, type OpenedAccount, standing } from '../../domain/account/account.state.js';
import type { LoginPolicy, PolicyEdition } from '../../domain/policy/edition.js';
import { canLogin, editionAt, levelEarned, type PolicyBook } from '../../domain/policy/policy-book.js';
import { parsePhone } from '../../domain/values/phone.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { Directory } from '../ledger/directory.js';
import type { LoadedAccount } from '../ledger/accounts.js';
import { guarded } from '../outcome/guard.js';
import { accept, type Outcome, refuse, refuseWith, type Refused } from '../outcome/outcome.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { OrganisationDirectory } from '../ports/registries.port.js';
import type { ProofInput, ProofRequest } from '../proofs/proof-api.js';
import type { ProofService } from '../proofs/proof-service.js';
import { KnownPersons } from '../registration/known-persons.js';
import type { AssertionLoginAnswer, AssertionLoginView, StartAssertionLogin } from './assertion-login-api.js';
import type { Attempts } from './attempts.js';
import type { EidConsents } from './eid-consents.js';
import { type AwaitedProof, PendingAssertions } from './pending-assertions.js';
import { type ProofGiven, ProvedHolders } from './proved-holder.js';
import type { SessionOpener } from './session-opener.js';

export interface AssertionLoginDeps {
  readonly policy: PolicyBook;
  readonly attempts: Pick<Attempts, 'note'>;
  readonly proofs: ProofService;
  readonly consents: EidConsents;
  readonly directory: Directory;
  readonly opener: SessionOpener;
  readonly organisationDirectory: OrganisationDirectory;
  readonly blindIndex: BlindIndex;
  readonly challenges: Challenges;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly ids: Ids;
}

type Certificate = Extract<ProofGiven, { kind: 'certificate' }>;
type Eid = Extract<ProofGiven, { kind: 'eid' }>;

/** A login whose proof is awaited, under the policy of now. */
interface Continued {
  readonly loginToken: string;
  readonly pending: AwaitedProof;
  readonly policy: LoginPolicy;
  readonly edition: PolicyEdition;
  readonly caller: Caller;
}

/**
 * Logging in by USB token, SIM, SmartCA and VNeID (F§1.8 L2, L3, L5, L6). Nobody can guess these, so no budget of guesses
 * and no lock of the password login touches them; only how often one number may be made to light up is limited.
 */
export class AssertionLogins {
  private readonly pending: PendingAssertions;
  private readonly holders: ProvedHolders;
  private readonly known: KnownPersons;

  constructor(private readonly deps: AssertionLoginDeps) {
    this.pending = new PendingAssertions(deps.challenges, deps.digests, deps.clock);
    this.holders = new ProvedHolders(deps.organisationDirectory);
    this.known = new KnownPersons(deps.directory, deps.blindIndex);
  }

  /** Asks for the proof: a text to sign, a SIM that lights up, a page of SmartCA or VNeID to go to. */
  start(input: StartAssertionLogin, _caller: Caller): Promise<Outcome<AssertionLoginView>> {
    return guarded(async () => {
      const { method, subject = 'citizen', redirectUri } = input;
      const edition = editionAt(this.deps.policy, this.deps.clock.now());
      if (!edition.ok) return refuseWith(edition.refusal);
      const policy = canLogin(edition.value, method, subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const phone = method === 'simPki' ? parsePhone(input.phone ?? '') : undefined;
      if (phone?.ok === false) return refuseWith(phone.refusal, ['retry']);
      const loginToken = this.deps.ids.token();
      const loginId = this.deps.ids.id();
      const expiresAt = this.deps.clock.now() + LOGIN_LIFE_PROOFS * edition.value.otp.life;
      const pending: AwaitedProof = { stage: 'proof', loginId, method, subject, expiresAt };
      const due = await this.deps.proofs.ask({
        ...requestOf(pending, edition.value),
        ...(phone !== undefined && { phone: phone.value.value }),
        ...(redirectUri !== undefined && { redirectUri }),
      });
      if (due.kind !== 'accepted') return due;
      await this.pending.keep(loginToken, pending);
      return accept({ loginToken, due: due.value });
    });
  }

  /** Takes the proof, or asks a SIM or an app whether it has signed. A proof that was found wanting ends the login. */
  answer(loginToken: string, input: ProofInput, caller: Caller): Promise<Outcome<AssertionLoginAnswer>> {
    return guarded(async () => {
      const edition = editionAt(this.deps.policy, this.deps.clock.now());
      if (!edition.ok) return refuseWith(edition.refusal);
      const pending = await this.pending.find(loginToken, 'proof');
      if (pending === undefined) return refuse('login.expired', {}, ['logInAgain']);
      const policy = canLogin(edition.value, pending.method, pending.subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const continued = { loginToken, pending, policy: policy.value, edition: edition.value, caller };
      const request = requestOf(pending, edition.value);
      const proved = await this.deps.proofs.answer({ request, anchors: policy.value.anchors ?? 'public', input });
      if (proved.kind !== 'accepted') return proved;
      if (proved.value.kind === 'waiting') return accept<AssertionLoginAnswer>({ kind: 'waiting' });
      const answer =
        proved.value.kind === 'certificate'
          ? await this.byCertificate(continued, proved.value)
          : await this.byEid(continued, proved.value);
      return answer.kind === 'refused' ? this.over(continued, answer) : answer;
    });
  }

  private async byCertificate(continued: Continued, proof: Certificate): Promise<Outcome<AssertionLoginAnswer>> {
    const { pending } = continued;
    const { fingerprint } = proof.holder;
    const account = await this.deps.directory.holder({ kind: 'certificate', value: fingerprint });
    const isBound =
      account !== undefined &&
      isOpened(account.state) &&
      account.state.grants.some((grant) => grant.certificate === fingerprint && grant.method === pending.method);
    if (!isBound) return this.unbound(continued, proof);
    return this.open(continued, account, proof, { certificate: fingerprint, methodLevel: continued.policy.level });
  }

  /**
   * A valid certificate that no account has. Whose holder has an account (a renewed certificate, one that came with a
   * merge) adds it there; anybody else registers, or adds it to an account of theirs.
   */
  private async unbound(continued: Continued, proof: Certificate): Promise<Refused> {
    const named = await this.holders.identifiers(continued.pending.subject, proof);
    const known = named.kind === 'accepted' ? await this.known.duplicate(named.value) : undefined;
    const holder = known && (await this.deps.directory.holder(known));
    const refused = refuse(
      'login.certificateUnbound',
      { holderHasAccount: holder !== undefined },
      holder === undefined ? ['register', 'addMethod'] : ['addMethod'],
    );
    return holder === undefined ? refused : this.noted(continued, holder.accountId, refused);
  }

  private async byEid(continued: Continued, proof: Eid): Promise<Outcome<AssertionLoginAnswer>> {
    const { pending, edition, policy, loginToken } = continued;
    const named = await this.holders.identifiers(pending.subject, proof);
    if (named.kind !== 'accepted') return named;
    const [identifier] = named.value;
    const account = identifier === undefined ? undefined : await this.deps.directory.holder(identifier);
    if (identifier === undefined || account === undefined || !isOpened(account.state))
      return refuse('login.noAccount', {}, ['register']);
    const methodLevel = levelEarned(edition, policy, proof.eid.level);
    if (account.state.grants.some((grant) => grant.method === 'vneid'))
      return this.open(continued, account, proof, { methodLevel });
    const asked = await this.deps.consents.ask({
      loginToken,
      loginId: pending.loginId,
      account: { ...account, state: account.state },
      identifier,
      proof,
      edition,
    });
    if (asked.kind === 'refused') return this.noted(continued, account.accountId, asked);
    if (asked.kind !== 'accepted') return asked;
    await this.deps.proofs.end({ purpose: 'login', processId: pending.loginId });
    return accept({ kind: 'consentDue', consent: asked.value });
  }

  private async open(
    continued: Continued,
    { accountId, state }: LoadedAccount,
    given: ProofGiven,
    proof: { readonly methodLevel: LoginPolicy['level']; readonly certificate?: string },
  ): Promise<Outcome<AssertionLoginAnswer>> {
    const { loginToken, pending, edition, caller } = continued;
    const obstacle = isOpened(state) ? obstacleOf(state, pending) : refuse('login.noAccount', {}, ['register']);
    if (obstacle !== undefined) return this.noted(continued, accountId, obstacle);
    await this.deps.proofs.keep(accountId, given);
    if (!(await this.pending.take(loginToken))) return refuse('login.expired', {}, ['logInAgain']);
    await this.deps.proofs.end({ purpose: 'login', processId: pending.loginId });
    const { loginId, method } = pending;
    const opened = await this.deps.opener.open(
      { accountId, loginId, method, authentication: 'auth2', evidenceDigest: given.evidence.answerDigest, ...proof },
      edition,
      caller,
    );
    if (opened.kind === 'rejected')
      return this.noted(continued, accountId, refuseWith(opened.refusal, ['chooseAnotherMethod', 'counter']));
    if (opened.kind !== 'accepted') return opened;
    return accept<AssertionLoginAnswer>({ kind: 'loggedIn', opened: opened.value }, opened.position);
  }

  /** For the owner's history: somebody came with a good proof, and was not let in. */
  private noted({ pending: { method }, edition, caller }: Continued, accountId: string, refused: Refused): Refused {
    const { code } = refused;
    const attempt = { method, factor: 'proof', code, origin: originOf(caller), at: this.deps.clock.now() } as const;
    this.deps.attempts.note(accountId, attempt, contextOf(caller, this.deps.ids, edition.id));
    return refused;
  }

  /** A login that was answered with no is over; its proof is not looked at again. */
  private async over({ loginToken, pending }: Continued, refused: Refused): Promise<Refused> {
    await this.pending.take(loginToken);
    return this.deps.proofs.over({ purpose: 'login', processId: pending.loginId }, refused);
  }
}

const requestOf = ({ loginId, method }: AwaitedProof, { otp }: PolicyEdition): ProofRequest => ({
  purpose: 'login',
  processId: loginId,
  method,
  life: otp.life,
  prompts: otp.sendsPerPhone.login,
});

/** Why a known account does not let its owner in by this method. */
function obstacleOf(state: OpenedAccount, { subject }: AwaitedProof): Refused | undefined {
  const obstacle = standing(state);
  if (obstacle !== undefined) return refuse(obstacle, {}, ['counter', 'complaint']);
  if (state.subject === subject) return undefined;
  // Its own row may ask for other anchors, and give another level.
  return refuse('login.otherSubject', { subject: state.subject }, ['retry']);
}

/** A login waits for as long as this many proofs live. */
const LOGIN_LIFE_PROOFS = 5;
