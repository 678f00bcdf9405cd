import type { AccountEvent, LoginOrigin } from '../../domain/account/account.events.js';
import type { AttemptsEvent, LoginRefused } from '../../domain/account/attempts.events.js';
import { emptyAccount, evolveAccount } from '../../domain/account/account.evolve.js';
import { type AccountState, isOpened } from '../../domain/account/account.state.js';
import { levelAt } from '../../domain/account/assurance-of.js';
import { inForce, type MethodGrant } from '../../domain/account/method-grant.js';
import type { StaffAccessRecorded } from '../../domain/case/case.events.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import type { Ial } from '../../domain/assurance/levels.js';
import { type Instant, instant } from '../../domain/kernel/instant.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { MethodKind } from '../../domain/policy/methods.js';
import { type Accounts, accountStream } from '../ledger/accounts.js';
import type { Entry, Ledger } from '../ledger/ledger.js';
import { lineageOf } from '../merge/lineage.js';
import { guarded } from '../outcome/guard.js';
import { accept, type Outcome, refuse } from '../outcome/outcome.js';
import { staffJournalOf } from '../staff/staff-journal.js';
import type { Clock } from '../ports/clock.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';

/**
 * Which history is meant. `asOf`: what the log had recorded by then. `effective`: what had happened by then, as the log
 * knows it now, late recordings included. Neither: everything.
 */
export interface ReplayAt {
  readonly asOf?: Instant;
  readonly effective?: Instant;
}

export interface ReplayedEvent {
  readonly eventId: string;
  readonly streamVersion: number;
  readonly globalPosition: number;
  readonly recordedAt: Instant;
  readonly occurredAt: Instant;
  readonly type: string;
  readonly actor: string;
  readonly channel: string;
  readonly policyEdition: string;
  readonly commandId: string;
  readonly causationId: string;
  /** The event's facts; `personal` opened, or the text `erased`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Status and level of the account after this event, the level as of the event's own time. */
  readonly status: AccountState['status'];
  readonly level: Ial;
}

export interface Replay {
  readonly accountId: string;
  readonly at: ReplayAt;
  readonly events: readonly ReplayedEvent[];
  readonly status: AccountState['status'];
  /** The account that had absorbed this one by then, where the history goes on. */
  readonly absorbedInto?: string;
  /** At the time asked about; without one, now. */
  readonly level: Ial;
}

/** An account that lives on in the one asked about, and by which merge. */
export interface AbsorbedHistory {
  readonly accountId: string;
  readonly mergeId: string;
  readonly into: string;
}

/** Something that was refused beside an account; one for all of a window. */
export interface RefusedBeside {
  readonly what: 'login' | 'sync';
  readonly code: string;
  readonly count: number;
  readonly windowStart: Instant;
  /** The last of them. */
  readonly at: Instant;
  readonly channel: string;
  /** Of a login. */
  readonly method?: MethodKind;
  readonly factor?: LoginRefused['data']['factor'];
  readonly during?: NonNullable<LoginRefused['data']['during']>;
  /** What a register said, where it was asked. */
  readonly evidence: readonly Evidence[];
  /** Null once erased. */
  readonly origin: LoginOrigin | null;
}

export type StaffVisit = StaffAccessRecorded['data'];

export interface GrantExplained {
  readonly grant: MethodGrant;
  readonly inForce: boolean;
  readonly removed: boolean;
  /** The event that gave it. */
  readonly by: Pick<ReplayedEvent, 'eventId' | 'type' | 'streamVersion' | 'occurredAt' | 'policyEdition'>;
  readonly evidence: readonly Evidence[];
  /** It is among those that give the level. */
  readonly decides: boolean;
}

export interface LevelExplained {
  readonly accountId: string;
  readonly at: Instant;
  readonly level: Ial;
  readonly status: AccountState['status'];
  readonly grants: readonly GrantExplained[];
}

/** Replays one account straight from the log, and says why its level was what it was. Reads only. */
export class Audit {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: Accounts,
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
  ) {}

  replay(accountId: string, at: ReplayAt = {}): Promise<Outcome<Replay>> {
    return guarded(async () => {
      const entries = await this.entries(accountId, at);
      if (entries.length === 0) return refuse('account.unknown');
      const events: ReplayedEvent[] = [];
      let state: AccountState = emptyAccount;
      for (const entry of entries) {
        state = evolveAccount(state, entry.event);
        events.push(await this.replayed(entry, state));
      }
      const level = levelAt(state, this.moment(at));
      const into = isOpened(state) ? state.absorbed?.into : undefined;
      return accept({
        accountId,
        at,
        events,
        status: state.status,
        level,
        ...(into !== undefined && { absorbedInto: into }),
      });
    });
  }

  /** Which evidence gave the level, as recorded by `asOf` and judged at that time. */
  explainLevel(accountId: string, asOf?: Instant): Promise<Outcome<LevelExplained>> {
    return guarded(async () => {
      const entries = await this.entries(accountId, asOf === undefined ? {} : { asOf });
      if (entries.length === 0) return refuse('account.unknown');
      const at = asOf ?? this.clock.now();
      const state = entries.reduce((before, { event }) => evolveAccount(before, event), emptyAccount);
      const level = levelAt(state, at);
      const grants = entries.flatMap((entry) => explained(entry, state, at, level));
      return accept({ accountId, at, level, status: state.status, grants });
    });
  }

  /** Whose histories belong to this account's subject now: each is replayed by its own id. */
  absorbed(accountId: string): Promise<Outcome<readonly AbsorbedHistory[]>> {
    return guarded(async () => {
      const { state } = await this.accounts.load(accountId);
      if (state.status === 'empty') return refuse('account.unknown');
      const { absorbed } = await lineageOf(this.accounts, accountId);
      return accept(absorbed.map(({ accountId: id, mergeId, into }) => ({ accountId: id, mergeId, into })));
    });
  }

  /** As `replay`, of an account that lives on in `survivor` now; any other is unknown. */
  replayAbsorbed(survivor: string, accountId: string, at: ReplayAt = {}): Promise<Outcome<Replay>> {
    return guarded(async () => {
      const { absorbed } = await lineageOf(this.accounts, survivor);
      return absorbed.some((one) => one.accountId === accountId)
        ? this.replay(accountId, at)
        : refuse('account.unknown');
    });
  }

  /**
   * Who of the staff was at an account, or at a case, and for what, oldest first; for auditors at the console, whose
   * reading leaves no record. Nobody: an empty list.
   */
  staffJournal(subject: string): Promise<Outcome<readonly StaffVisit[]>> {
    return guarded(async () => {
      const { entries } = await this.ledger.read<StaffAccessRecorded>(staffJournalOf(subject));
      return accept(entries.map(({ event }) => event.data));
    });
  }

  /** Refused logins and syncs of an account, oldest first: whom it is about may have been somebody else. Nobody: an empty list. */
  refused(accountId: string): Promise<Outcome<readonly RefusedBeside[]>> {
    return guarded(async () => {
      const { entries } = await this.ledger.read<AttemptsEvent>(`attempts-${accountId}`);
      const found: RefusedBeside[] = [];
      for (const { event, envelope } of entries) {
        const { code, count, windowStart, at, personal } = event.data;
        const opened = await this.personalData.open(personal);
        const origin = opened.kind === 'clear' ? opened.value : null;
        const shared = { code, count, windowStart, at, channel: envelope.meta.channel, origin };
        if (event.type === 'SyncRefused') found.push({ what: 'sync', ...shared, evidence: event.data.evidence });
        else {
          const { method, factor, during } = event.data;
          found.push({
            what: 'login',
            ...shared,
            method,
            factor,
            ...(during !== undefined && { during }),
            evidence: [],
          });
        }
      }
      return accept(found);
    });
  }

  private moment({ asOf, effective }: ReplayAt): Instant {
    return effective ?? asOf ?? this.clock.now();
  }

  private async entries(accountId: string, { asOf, effective }: ReplayAt): Promise<readonly Entry<AccountEvent>[]> {
    const { entries } = await this.ledger.read<AccountEvent>(accountStream(accountId));
    return entries.filter(
      ({ envelope }) =>
        (asOf === undefined || envelope.recordedAt <= asOf) &&
        (effective === undefined || envelope.meta.occurredAt <= effective),
    );
  }

  private async replayed({ event, envelope }: Entry<AccountEvent>, state: AccountState): Promise<ReplayedEvent> {
    const { personal, ...facts } = event.data as { readonly personal?: Personal<unknown> } & Record<string, unknown>;
    const opened = personal === undefined ? undefined : await this.personalData.open(personal);
    const { meta } = envelope;
    return {
      eventId: envelope.eventId,
      streamVersion: envelope.streamVersion,
      globalPosition: envelope.globalPosition,
      recordedAt: envelope.recordedAt,
      occurredAt: meta.occurredAt,
      type: envelope.type,
      actor: meta.actor.id === '' ? meta.actor.kind : `${meta.actor.kind}:${meta.actor.id}`,
      channel: meta.channel,
      policyEdition: meta.policyEdition,
      commandId: meta.commandId,
      causationId: meta.causationId,
      data: { ...facts, ...(opened !== undefined && { personal: opened.kind === 'clear' ? opened.value : 'erased' }) },
      status: state.status,
      level: levelAt(state, instant(meta.occurredAt)),
    };
  }
}

const explained = (
  { event, envelope }: Entry<AccountEvent>,
  state: AccountState,
  at: Instant,
  level: Ial,
): readonly GrantExplained[] => {
  if (event.type !== 'Registered' && event.type !== 'MethodAdded') return [];
  const { grant, evidence } = event.data;
  const removed = isOpened(state) && state.removedMethods.includes(grant.methodId);
  const counts = !removed && inForce(grant, at);
  return [
    {
      grant,
      inForce: inForce(grant, at),
      removed,
      by: {
        eventId: envelope.eventId,
        type: envelope.type,
        streamVersion: envelope.streamVersion,
        occurredAt: envelope.meta.occurredAt,
        policyEdition: envelope.meta.policyEdition,
      },
      evidence: evidence.filter((one) => grant.evidenceIds.includes(one.evidenceId)),
      decides: counts && grant.level === level,
    },
  ];
};
