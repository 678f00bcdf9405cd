import type { OpenedAccount } from '../../domain/account/account.state.js';
import type { MethodGrant } from '../../domain/account/method-grant.js';
import { inForce } from '../../domain/account/method-grant.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import { ialAtLeast } from '../../domain/assurance/levels.js';
import { sameClaimKey } from '../../domain/claim/claim-key.js';
import { clear } from '../../domain/kernel/personal.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { canAdd, levelEarned } from '../../domain/policy/policy-book.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { LoadedAccount } from '../ledger/accounts.js';
import { type ProofGiven, ProvedHolders } from '../login/proved-holder.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { ProofMethod } from '../proofs/proof-api.js';
import type { AccountDeps } from './account-deps.js';
import type { AddedMethod } from './methods-api.js';

/** What a proof would add to an account. Nothing in it is personal. */
export interface Offer {
  readonly grant: MethodGrant & { readonly method: ProofMethod };
  readonly evidence: Evidence;
}

type Deps = Pick<AccountDeps, 'accounts' | 'aliases' | 'blindIndex' | 'clock' | 'directory' | 'organisationDirectory'>;

/** Certificates and VNeID for an account that exists: only of the same subject, and a certificate for one account only. */
export class MethodAdder {
  private readonly holders: ProvedHolders;

  constructor(private readonly deps: Deps) {
    this.holders = new ProvedHolders(deps.organisationDirectory);
  }

  /** The account of whom a proof names: also when the certificate is a renewed one that no account knows yet. */
  async accountOf(subject: OpenedAccount['subject'], proof: ProofGiven): Promise<Outcome<LoadedAccount | undefined>> {
    const identifiers = await this.holders.identifiers(subject, proof);
    if (identifiers.kind !== 'accepted') return identifiers;
    for (const identifier of identifiers.value) {
      const holder = await this.deps.directory.holder(identifier);
      if (holder !== undefined) return accept(holder);
    }
    return accept(undefined);
  }

  /** What the proof gives to this account, or why it gives nothing. */
  async offer(
    additionId: string,
    { accountId, state }: { readonly accountId: string; readonly state: OpenedAccount },
    edition: PolicyEdition,
    method: ProofMethod,
    proof: ProofGiven,
  ): Promise<Outcome<Offer>> {
    const policy = canAdd(edition, method, state.subject);
    if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
    const identifiers = await this.holders.identifiers(state.subject, proof);
    if (identifiers.kind !== 'accepted') return identifiers;
    if (!(await this.isSubject(accountId, state, identifiers.value)))
      return refuse(method === 'vneid' ? 'method.eidOfAnother' : 'method.certificateOfAnother', {}, ['counter']);
    const { evidence } = proof;
    const level = levelEarned(edition, policy.value, proof.kind === 'eid' ? proof.eid.level : undefined);
    const base = { methodId: additionId, method, level, verifiedAt: evidence.answeredAt };
    const grant: Offer['grant'] = {
      ...base,
      evidenceIds: [evidence.evidenceId],
      ...(proof.kind === 'certificate' && {
        validUntil: proof.holder.validUntil,
        certificate: proof.holder.fingerprint,
      }),
    };
    if (this.isHeld(state, grant)) return refuse('method.alreadyAdded', { method });
    const taken = grant.certificate === undefined ? undefined : await this.holderOf(grant.certificate);
    if (taken !== undefined && taken !== accountId) return refuse('method.certificateTaken', {}, ['counter']);
    return accept({ grant, evidence });
  }

  /** The certificate is claimed first; the claim is what binds it to one account, through every crash and race. */
  async add(
    accountId: string,
    { grant, evidence }: Offer,
    { registration }: PolicyEdition,
    context: CommandContext,
  ): Promise<Outcome<AddedMethod>> {
    if (grant.certificate !== undefined) {
      const claimed = await this.deps.aliases.addAlias({
        accountId,
        keys: this.deps.blindIndex.keys({ kind: 'certificate', value: grant.certificate }),
        record: { type: 'AddIdentifier', keys: [], evidence: [evidence], personal: clear({ identifiers: [] }) },
        patience: registration.claimPatience,
        context,
      });
      if (claimed.kind === 'duplicate') return refuse('method.certificateTaken', {}, ['counter']);
      if (claimed.kind === 'pending') return notAvailable('command.contended', claimed.retryAfterMs);
      if (claimed.kind === 'notLive') return refuse(claimed.code, {}, ['counter']);
    }
    const result = await this.deps.accounts.transact(
      accountId,
      { type: 'AddMethod', grant, evidence: [evidence] },
      context,
    );
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    if (result.kind === 'rejected') return refuseWith(result.refusal);
    const { methodId, method, level, validUntil = null } = grant;
    return accept({ kind: 'added', methodId, method, level, validUntil }, result.position);
  }

  /**
   * Found under one of the account's claims, and contradicted by none: two people may hold one CMND, so a personal number
   * that differs outweighs a CMND that is the same (F§2.1).
   */
  private async isSubject(
    accountId: string,
    state: OpenedAccount,
    identifiers: readonly Identifier[],
  ): Promise<boolean> {
    let isFound = false;
    for (const identifier of identifiers) {
      const keys = this.deps.blindIndex.keys(identifier);
      const held = state.keys.filter(({ kind }) => kind === identifier.kind);
      if (keys.some((key) => held.some((one) => sameClaimKey(one, key)))) isFound = true;
      else if (identifier.kind === 'personalNumber' && held.length > 0) return false;
      else if ((await this.deps.directory.holder(identifier))?.accountId === accountId) isFound = true;
    }
    return isFound;
  }

  /** The same certificate, or VNeID that would give no more than it does already. */
  private isHeld({ grants }: OpenedAccount, offered: MethodGrant): boolean {
    const at = this.deps.clock.now();
    return grants.some((held) =>
      offered.certificate === undefined
        ? held.method === offered.method && inForce(held, at) && ialAtLeast(held.level, offered.level)
        : held.certificate === offered.certificate,
    );
  }

  private async holderOf(certificate: string): Promise<string | undefined> {
    return (await this.deps.directory.holder({ kind: 'certificate', value: certificate }))?.accountId;
  }
}
