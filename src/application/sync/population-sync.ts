import type { AccountCommand } from '../../domain/account/account.commands.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import { clear } from '../../domain/kernel/personal.js';
import { parseCmnd } from '../../domain/values/cmnd.js';
import type { PartialDate } from '../../domain/values/partial-date.js';
import { parseFormDate } from '../../domain/values/partial-date.js';
import { parsePersonName } from '../../domain/values/person-name.js';
import { parsePersonalNumber, type PersonalNumber } from '../../domain/values/personal-number.js';
import type { Acting, ActingOwner } from '../account/acting.js';
import { type Caller, originOf } from '../caller.js';
import type { AliasProtocol } from '../claims/alias-protocol.js';
import type { Accounts } from '../ledger/accounts.js';
import type { Attempts } from '../login/attempts.js';
import type { SessionView } from '../login/login-api.js';
import type { Merges } from '../merge/merges.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { RegisterPerson } from '../ports/registries.port.js';
import { evidenceOf } from '../proofs/evidence-of.js';
import { type OlderAccountDeps, OlderAccounts } from './older-accounts.js';
import { synced } from './profile-diff.js';
import type { AliasAnswer, FieldChange, SyncAnswer, SyncFields } from './sync-api.js';

export interface SyncDeps extends OlderAccountDeps {
  readonly acting: ActingOwner;
  readonly attempts: Pick<Attempts, 'noteSync'>;
  readonly accounts: Accounts;
  readonly aliases: AliasProtocol;
  readonly merges: Merges;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly ids: Ids;
}

interface Typed {
  readonly personalNumber: PersonalNumber;
  readonly name: string;
  readonly birthDate: PartialDate;
}

/** What the register said; `person` only where it is the one asked about. */
interface Answered {
  readonly person?: RegisterPerson;
  readonly evidence: Evidence;
}

interface Confirmed {
  readonly person: RegisterPerson;
  readonly evidence: Evidence;
}

/**
 * "Cập nhật thông tin tài khoản từ CSDLQG về dân cư" (design §4.11). Every answer of the register is recorded with its
 * evidence before anything follows from it; a sync that was interrupted is completed by the next one, and a sync that finds
 * nothing new changes nothing but that evidence.
 */
export class PopulationSync {
  private readonly older: OlderAccounts;

  constructor(private readonly deps: SyncDeps) {
    this.older = new OlderAccounts(deps);
  }

  /** In a session that VNeID opened, and of the owner's own number: else no register is asked. */
  sync(session: SessionView, fields: SyncFields, caller: Caller): Promise<Outcome<SyncAnswer>> {
    return guarded(async () => {
      if (session.method !== 'vneid') return refuse('sync.notByVneid', {}, ['logInAgain']);
      const acting = await this.deps.acting.enter(session, caller);
      if (acting.kind !== 'accepted') return acting;
      const { accountId, state } = acting.value;
      if (state.subject !== 'citizen') return refuse('sync.citizensOnly', { subject: state.subject });
      const typed = read(fields);
      if (typed.kind !== 'accepted') return typed;
      const { personalNumber } = typed.value;
      const holder = await this.deps.directory.holder({ kind: 'personalNumber', value: personalNumber });
      if (holder?.accountId !== accountId)
        return this.noted(acting.value, caller, refuse('sync.notOwnNumber', {}, ['retry']));
      const { person, evidence } = await this.ask(typed.value);
      if (person === undefined)
        return this.noted(acting.value, caller, refuse('sync.notConfirmed', {}, ['retry', 'counter']), evidence);
      const confirmed = { person, evidence };
      const changes = await this.record(acting.value, confirmed);
      if (changes.kind !== 'accepted') return changes;
      const followed = await this.follow(acting.value, personalNumber, confirmed);
      return accept({ changes: changes.value, ...followed }, changes.position);
    });
  }

  /** Somebody in the owner's session asked about another number, or under a name that the register does not know. */
  private noted({ accountId, context, at }: Acting, caller: Caller, refused: Refused, evidence?: Evidence): Refused {
    const { code } = refused;
    const sync = { code, origin: originOf(caller), at, ...(evidence !== undefined && { evidence }) };
    this.deps.attempts.noteSync(accountId, sync, context);
    return refused;
  }

  private async ask({ personalNumber, name, birthDate }: Typed): Promise<Answered> {
    const askedAt = this.deps.clock.now();
    const query = { personId: { kind: 'personalNumber', value: personalNumber }, name, birthDate } as const;
    const answer = await this.deps.populationRegistry.confirm(query, this.deps.asker);
    const asked = { source: 'populationRegistry', answer, askedAt } as const;
    if (answer.kind === 'notFound' || answer.person.personalNumber !== personalNumber)
      return { evidence: evidenceOf({ ...asked, attributes: { personId: 'noMatch' } }, this.deps) };
    const attributes = { personId: 'match', name: 'match', birthDate: 'match' } as const;
    return { person: answer.person, evidence: evidenceOf({ ...asked, attributes, nameTier: 'exact' }, this.deps) };
  }

  private async record(
    { accountId, state, context }: Acting,
    { person, evidence }: Confirmed,
  ): Promise<Outcome<readonly FieldChange[]>> {
    const held = await this.deps.personalData.open(state.profile);
    if (held.kind === 'erased') return refuse('account.closed', {}, ['counter']);
    const { profile, changes } = synced(held.value, person);
    const command: AccountCommand = {
      type: 'RecordSync',
      evidence,
      changed: changes.map(({ field }) => field),
      personal: clear(profile),
    };
    const result = await this.deps.accounts.transact(accountId, command, context);
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    return result.kind === 'rejected' ? refuseWith(result.refusal) : accept(changes, result.position);
  }

  /** The number that the register links, and the older accounts that are found by it. */
  private async follow(
    acting: Acting,
    personalNumber: PersonalNumber,
    { person, evidence }: Confirmed,
  ): Promise<Omit<SyncAnswer, 'changes'>> {
    const cmnd = person.cmnd === undefined ? undefined : parseCmnd(person.cmnd);
    if (cmnd?.ok !== true) return { alias: 'none', absorbed: [], notAbsorbed: [] };
    const absorbed: string[] = [];
    const notAbsorbed: { accountId: string; code: string }[] = [];
    const holder = await this.older.holderOf(cmnd.value.value, personalNumber, acting.accountId);
    if (holder.kind === 'samePerson') {
      const merged = await this.deps.merges.absorb(acting.accountId, holder.accountId, acting.context);
      if (merged.kind === 'accepted') absorbed.push(holder.accountId);
      else notAbsorbed.push({ accountId: holder.accountId, code: merged.code });
    }
    if (holder.kind === 'anotherPerson') return { alias: 'heldByAnother', absorbed, notAbsorbed };
    // Also where the account has the number already: after a crash its own record of it may be missing.
    const added = await this.addAlias(acting, cmnd.value, evidence);
    return { alias: added === 'added' && holder.kind === 'self' ? 'held' : added, absorbed, notAbsorbed };
  }

  private async addAlias(
    { accountId, edition, context }: Acting,
    cmnd: Extract<ReturnType<typeof parseCmnd>, { ok: true }>['value'],
    evidence: Evidence,
  ): Promise<AliasAnswer> {
    const { kind, value, raw, normaliser } = cmnd;
    const outcome = await this.deps.aliases.addAlias({
      accountId,
      keys: this.deps.blindIndex.keys({ kind, value }),
      record: {
        type: 'AddIdentifier',
        keys: [],
        evidence: [evidence],
        personal: clear({ identifiers: [{ kind, value, raw, normaliser, attested: true }] }),
      },
      patience: edition.registration.claimPatience,
      context,
    });
    switch (outcome.kind) {
      case 'added':
        return 'added';
      case 'heldByAbsorbed':
        return 'held';
      case 'duplicate':
        return 'heldByAnother';
      case 'pending':
      case 'notLive':
        return 'pending';
    }
  }
}

function read({ personalNumber, name, birthDate }: SyncFields): Outcome<Typed> {
  const number = parsePersonalNumber(personalNumber);
  if (!number.ok) return refuseWith(number.refusal);
  const person = parsePersonName(name);
  if (!person.ok) return refuseWith(person.refusal);
  const date = parseFormDate(birthDate);
  if (!date.ok) return refuseWith(date.refusal);
  return accept({ personalNumber: number.value.value, name: person.value.value.display, birthDate: date.value.value });
}
