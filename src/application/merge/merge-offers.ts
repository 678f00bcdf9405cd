import type { AccountEvent } from '../../domain/account/account.events.js';
import type { OpenedAccount } from '../../domain/account/account.state.js';
import { inForce, type MethodGrant } from '../../domain/account/method-grant.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import { clear } from '../../domain/kernel/personal.js';
import { isCertificateMethod } from '../../domain/policy/methods.js';
import { canAdd } from '../../domain/policy/policy-book.js';
import type { Phone } from '../../domain/values/phone.js';
import { maskPhone } from '../../domain/values/mask.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import type { Acting, ActingOwner } from '../account/acting.js';
import type { Caller } from '../caller.js';
import { type Accounts, accountStream } from '../ledger/accounts.js';
import type { Ledger } from '../ledger/ledger.js';
import type { SessionView } from '../login/login-api.js';
import { OtpPhones } from '../login/otp-phones.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import { type AbsorbedAccount, isAmong, type Lineage, lineageOf } from './lineage.js';
import type { MergeOffers, OfferedMethod, OfferedPhone } from './merge-api.js';

export interface MergeOfferDeps {
  readonly accounts: Accounts;
  readonly acting: ActingOwner;
  readonly ledger: Ledger;
  readonly personalData: PersonalData;
}

/**
 * What a merge brings waits for the owner: the certificates and phones of absorbed accounts, each accepted by itself in a
 * fresh session of the account's strongest method. Until then a certificate lets nobody in and gives no level, and a phone
 * gets no codes. What was removed, here or there, is not offered again.
 */
export class MergeOfferings {
  private readonly phones: OtpPhones;

  constructor(private readonly deps: MergeOfferDeps) {
    this.phones = new OtpPhones(deps.personalData);
  }

  list(session: SessionView, caller: Caller): Promise<Outcome<MergeOffers>> {
    return guarded(async () => {
      const acting = await this.deps.acting.enter(session, caller);
      if (acting.kind !== 'accepted') return acting;
      const lineage = await lineageOf(this.deps.accounts, acting.value.accountId);
      const methods: OfferedMethod[] = [];
      const phones: OfferedPhone[] = [];
      for (const one of lineage.absorbed) {
        for (const grant of offeredGrants(one, lineage, acting.value)) methods.push(offerOf(one.accountId, grant));
        phones.push(...(await this.offeredPhones(one, lineage, acting.value)));
      }
      return accept({ methods, phones });
    });
  }

  /** The certificate becomes a method of this account, at the level its own evidence gave it. */
  acceptMethod(
    session: SessionView,
    methodId: string,
    caller: Caller,
  ): Promise<Outcome<{ readonly methodId: string }>> {
    return guarded(async () => {
      const acting = await this.deps.acting.enterFresh(session, caller);
      if (acting.kind !== 'accepted') return acting;
      const lineage = await lineageOf(this.deps.accounts, acting.value.accountId);
      const found = lineage.absorbed.flatMap((one) =>
        offeredGrants(one, lineage, acting.value).map((grant) => ({ one, grant })),
      );
      const offer = found.find(({ grant }) => grant.methodId === methodId);
      if (offer === undefined) return refuse('merge.notOffered', {}, ['addMethod']);
      const policy = canAdd(acting.value.edition, offer.grant.method, acting.value.state.subject);
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const evidence = await this.evidenceOf(offer.one, methodId);
      return this.transact(acting.value, { type: 'AddMethod', grant: offer.grant, evidence }, { methodId });
    });
  }

  /** The phone may get codes of this account. */
  acceptPhone(session: SessionView, phoneId: string, caller: Caller): Promise<Outcome<{ readonly phoneId: string }>> {
    return guarded(async () => {
      const acting = await this.deps.acting.enterFresh(session, caller);
      if (acting.kind !== 'accepted') return acting;
      const { accountId, state, at } = acting.value;
      const lineage = await lineageOf(this.deps.accounts, accountId);
      const offer = lineage.absorbed.find((one) => waits(one, lineage, state).some((one) => one.phoneId === phoneId));
      const phone = offer && (await this.phones.number(offer.state, phoneId));
      if (phone === undefined) return refuse('merge.notOffered', {}, ['retry']);
      const personal = clear<{ phone: Phone }>({ phone });
      return this.transact(acting.value, { type: 'AddOtpPhone', phoneId, at, personal }, { phoneId });
    });
  }

  private async transact<T>({ accountId, context }: Acting, command: AccountCommand, done: T): Promise<Outcome<T>> {
    const result = await this.deps.accounts.transact(accountId, command, context);
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    return result.kind === 'rejected' ? refuseWith(result.refusal) : accept(done, result.position);
  }

  private async offeredPhones(
    one: AbsorbedAccount,
    lineage: Lineage,
    acting: Acting,
  ): Promise<readonly OfferedPhone[]> {
    const offered: OfferedPhone[] = [];
    for (const { phoneId } of waits(one, lineage, acting.state)) {
      const phone = await this.phones.number(one.state, phoneId);
      if (phone !== undefined) offered.push({ kind: 'phone', from: one.accountId, phoneId, masked: maskPhone(phone) });
    }
    return offered;
  }

  /** What the grant rested on where it was given, so that its level is explained here as it was there. */
  private async evidenceOf({ accountId }: AbsorbedAccount, methodId: string): Promise<readonly Evidence[]> {
    const { entries } = await this.deps.ledger.read<AccountEvent>(accountStream(accountId));
    return entries.flatMap(({ event }) =>
      (event.type === 'Registered' || event.type === 'MethodAdded') && event.data.grant.methodId === methodId
        ? event.data.evidence.filter(({ evidenceId }) => event.data.grant.evidenceIds.includes(evidenceId))
        : [],
    );
  }
}

const offerOf = (from: string, { methodId, method, level, validUntil }: MethodGrant): OfferedMethod => ({
  kind: 'method',
  from,
  methodId,
  method,
  level,
  validUntil: validUntil ?? null,
});

/** Certificates in force that may be added, and that this account neither has nor has removed. */
const offeredGrants = (
  { state: absorbed }: AbsorbedAccount,
  { givenBack }: Lineage,
  { state, edition, at }: Pick<Acting, 'state' | 'edition' | 'at'>,
): readonly MethodGrant[] =>
  absorbed.grants.filter(
    (grant) =>
      isCertificateMethod(grant.method) &&
      inForce(grant, at) &&
      canAdd(edition, grant.method, state.subject).ok &&
      !isAmong(givenBack, grant) &&
      !state.removedMethods.includes(grant.methodId) &&
      !state.grants.some((held) => held.methodId === grant.methodId || held.certificate === grant.certificate),
  );

const waits = (
  { state: absorbed }: AbsorbedAccount,
  { givenBack }: Lineage,
  own: OpenedAccount,
): OpenedAccount['phones'] =>
  absorbed.phones.filter(
    ({ phoneId }) =>
      !givenBack.has(phoneId) &&
      !own.removedPhones.includes(phoneId) &&
      !own.phones.some((phone) => phone.phoneId === phoneId),
  );
