import type { AbsorbedHistory, LevelExplained, Replay, ReplayedEvent } from '../../../application/audit/audit.js';
import { Told, ToldTime } from './fields.js';
import { iso, isoOrNull } from './iso.js';

export class HistoryEventAnswer {
  @Told('Names the event')
  eventId!: string;

  @Told('1 for the account’s first event')
  version!: number;

  @ToldTime('When the log recorded it')
  recordedAt!: string;

  @ToldTime('When it happened')
  occurredAt!: string;

  @Told('What happened', { example: 'Registered.v1' })
  type!: string;

  @Told('Who did it')
  actor!: string;

  @Told('Where it came in')
  channel!: string;

  @Told('The policy edition it was decided under')
  policyEdition!: string;

  @Told('Its facts; `personal` opened, or the text `erased`', { type: 'object', additionalProperties: true })
  data!: object;

  @Told('Where the account stood after it')
  status!: string;

  @Told('The account’s level after it', { enum: ['none', 'IAL2', 'IAL3'] })
  level!: string;
}

export class HistoryAnswer {
  @Told('The account')
  accountId!: string;

  @ToldTime('As recorded by then; null: everything recorded', { nullable: true })
  asOf!: string | null;

  @ToldTime('As in effect then; null: everything in effect', { nullable: true })
  effective!: string | null;

  @Told('Where the account stood')
  status!: string;

  @Told('Its level', { enum: ['none', 'IAL2', 'IAL3'] })
  level!: string;

  @Told('Oldest first', { type: [HistoryEventAnswer] })
  events!: readonly HistoryEventAnswer[];
}

export class AbsorbedAccountAnswer {
  @Told('The account that was absorbed')
  accountId!: string;

  @Told('The account it was absorbed into, which may itself have been absorbed')
  into!: string;

  @Told('Which merge')
  mergeId!: string;
}

export class AbsorbedAccountsAnswer {
  @Told('Whose histories belong here now', { type: [AbsorbedAccountAnswer] })
  accounts!: readonly AbsorbedAccountAnswer[];
}

export const absorbedAccountsAnswer = (accounts: readonly AbsorbedHistory[]): AbsorbedAccountsAnswer => ({ accounts });

export class EvidenceAnswer {
  @Told('Names the evidence')
  evidenceId!: string;

  @Told('Who answered')
  source!: string;

  @ToldTime('When it was asked')
  askedAt!: string;

  @ToldTime('When it answered')
  answeredAt!: string;

  @Told('What it said of each attribute', { type: 'object', additionalProperties: { type: 'string' } })
  attributes!: object;

  @Told('Keyed digest of its answer, hexadecimal')
  answerDigest!: string;
}

export class ExplainedMethodAnswer {
  @Told('Which method')
  method!: string;

  @Told('The level it gives')
  level!: string;

  @ToldTime('When it was verified')
  verifiedAt!: string;

  @ToldTime('Until when it counts; null: no end', { nullable: true })
  validUntil!: string | null;

  @Told('It was in force at that time')
  inForce!: boolean;

  @Told('It had been removed')
  removed!: boolean;

  @Told('It is among those that give the level')
  decides!: boolean;

  @Told('The event that gave it')
  eventId!: string;

  @Told('The policy edition it was given under')
  policyEdition!: string;

  @Told('What it rests on', { type: [EvidenceAnswer] })
  evidence!: readonly EvidenceAnswer[];
}

export class LevelAnswer {
  @Told('The account')
  accountId!: string;

  @ToldTime('The time it is about')
  at!: string;

  @Told('The level at that time', { enum: ['none', 'IAL2', 'IAL3'] })
  level!: string;

  @Told('Where the account stood')
  status!: string;

  @Told('Every method that was ever given', { type: [ExplainedMethodAnswer] })
  methods!: readonly ExplainedMethodAnswer[];
}

export const historyAnswer = ({ accountId, at, events, status, level }: Replay): HistoryAnswer => ({
  accountId,
  asOf: isoOrNull(at.asOf ?? null),
  effective: isoOrNull(at.effective ?? null),
  status,
  level,
  events: events.map(eventAnswer),
});

/** Keys of claims and ids of hashes tell an owner nothing, and an attacker something. */
const internal: readonly string[] = ['keys', 'passwordId'];

const eventAnswer = (event: ReplayedEvent): HistoryEventAnswer => ({
  eventId: event.eventId,
  version: event.streamVersion,
  recordedAt: iso(event.recordedAt),
  occurredAt: iso(event.occurredAt),
  type: event.type,
  actor: event.actor,
  channel: event.channel,
  policyEdition: event.policyEdition,
  data: Object.fromEntries(Object.entries(event.data).filter(([name]) => !internal.includes(name))),
  status: event.status,
  level: event.level,
});

export const levelAnswer = ({ accountId, at, level, status, grants }: LevelExplained): LevelAnswer => ({
  accountId,
  at: iso(at),
  level,
  status,
  methods: grants.map(({ grant, inForce, removed, decides, by, evidence }) => ({
    method: grant.method,
    level: grant.level,
    verifiedAt: iso(grant.verifiedAt),
    validUntil: isoOrNull(grant.validUntil ?? null),
    inForce,
    removed,
    decides,
    eventId: by.eventId,
    policyEdition: by.policyEdition,
    evidence: evidence.map((one) => ({
      evidenceId: one.evidenceId,
      source: one.source,
      askedAt: iso(one.askedAt),
      answeredAt: iso(one.answeredAt),
      attributes: one.attributes,
      answerDigest: one.answerDigest,
    })),
  })),
});
