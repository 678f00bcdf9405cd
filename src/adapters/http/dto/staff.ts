import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import type { ComplaintView, RecoveryView } from '../../../application/staff/staff-api.js';
import type { StaffAccess } from '../../../application/staff/staff-reads.js';
import type { ComplaintTopic, PaperKind, RecoveryNeed } from '../../../domain/case/case.events.js';
import { OneOf, Text, Told, ToldTime } from './fields.js';
import { iso } from './iso.js';
import { HistoryQuery } from './queries.js';

const ground = { description: 'Why; kept for ever, so it names no citizen', max: 200 };
const ticket = { description: 'Under which file', max: 200, example: 'HS-2026-0001' };
const accountId = { description: 'The account', max: 64 };
const topics = ['identifierTaken', 'notMyLogin', 'other'] as const satisfies readonly ComplaintTopic[];
const needs = ['phone', 'password'] as const satisfies readonly RecoveryNeed[];
const papers = [
  'identityCard',
  'chipCard',
  'passport',
  'organisationLicence',
  'mandate',
] as const satisfies readonly PaperKind[];

const Several =
  (words: readonly string[], description: string): PropertyDecorator =>
  (target, key) => {
    ApiProperty({ description, enum: [...words], isArray: true })(target, key);
    for (const check of [IsArray(), ArrayMaxSize(words.length), IsIn(words, { each: true })]) check(target, key);
  };

/** Ground and ticket of an act. */
export class StaffActBody {
  @Text(ground)
  ground!: string;

  @Text(ticket)
  ticket!: string;
}

/** The same in an address: neither is personal. */
export class StaffReadQuery extends HistoryQuery {
  @Text(ground)
  ground!: string;

  @Text(ticket)
  ticket!: string;
}

export class FindAccountBody extends StaffActBody {
  @Text({ description: 'CMND, CCCD or personal number', max: 64, example: '001090990001' })
  personId!: string;
}

export class RequestReversalBody extends StaffActBody {
  @Text({ description: 'Which merge', max: 64 })
  mergeId!: string;
}

export class RequestCounterRecoveryBody extends StaffActBody {
  @Text(accountId)
  accountId!: string;

  @Several(needs, 'What the owner is to get back in with')
  needs!: RecoveryNeed[];

  @Several(papers, 'What the officer looked at')
  papers!: PaperKind[];

  @Text({ description: 'With the need `phone`: the new number', max: 32, optional: true })
  newPhone?: string;
}

export class GrantCounterRecoveryBody extends StaffActBody {
  @Text({ description: 'The code that came to the new phone', max: 16, optional: true })
  code?: string;

  @Text({ description: 'Typed by the citizen', max: 1024, optional: true })
  password?: string;

  @Text({ description: 'The same again', max: 1024, optional: true })
  confirmation?: string;
}

export class DecideComplaintBody extends StaffActBody {
  @OneOf(['upheld', 'dismissed'], { description: 'The decision' })
  outcome!: 'upheld' | 'dismissed';

  @Text({ ...accountId, description: 'The account it turned out to be about', optional: true })
  accountId?: string;
}

export class OpenComplaintBody {
  @OneOf(topics, { description: 'What it is about' })
  topic!: ComplaintTopic;

  @Text({ description: 'What happened', max: 4000 })
  text!: string;

  @Text({ description: 'Number it is about', max: 200, optional: true })
  personId?: string;

  @Text({ description: 'Name', max: 200, optional: true })
  name?: string;

  @Text({ description: 'Phone to call back', max: 200, optional: true })
  phone?: string;

  @Text({ description: 'E-mail address to answer to', max: 200, optional: true })
  email?: string;
}

export class AccountActedAnswer {
  @Told('The account')
  accountId!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class AccountUnlockedAnswer extends AccountActedAnswer {
  @Told('True: a login was disowned, and the password login stays locked until the owner has a new password')
  newPasswordNeeded!: boolean;
}

export class CaseAnswer {
  @Told('Names the case')
  caseId!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class ActRequestAnswer {
  @Told('Names the case; another officer approves it')
  caseId!: string;

  @ToldTime('Until when it can be approved')
  expiresAt!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class CounterRecoveryAnswer {
  @Told('Names the case')
  caseId!: string;

  @ToldTime('Until when it can be granted')
  expiresAt!: string;

  @Told('Where the code went, masked; null: no new phone', { type: String, nullable: true, example: '095****011' })
  sentTo!: string | null;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class ComplaintAnswer {
  @Told('Names the case')
  caseId!: string;

  @Told('What it is about', { enum: [...topics] })
  topic!: string;

  @ToldTime('Opened')
  openedAt!: string;

  @Told('What was said; nothing of it is checked. Null once erased', {
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
  })
  details!: object | null;

  @Told('The decision; null: none yet', { type: String, nullable: true, enum: ['upheld', 'dismissed'] })
  outcome!: string | null;
}

export class StaffAccessAnswer {
  @Told('Who of the staff')
  officer!: string;

  @Told('In which role')
  role!: string;

  @Told('For what')
  act!: string;

  @Told('Why')
  ground!: string;

  @Told('Under which file')
  ticket!: string;

  @ToldTime('When')
  at!: string;
}

export class StaffJournalAnswer {
  @Told('Who of the staff was at this account, oldest first; this reading is the last', { type: [StaffAccessAnswer] })
  entries!: readonly StaffAccessAnswer[];
}

export const counterRecoveryAnswer = (
  { caseId, expiresAt, sentTo }: RecoveryView,
  position: number | undefined,
): CounterRecoveryAnswer => ({ caseId, expiresAt: iso(expiresAt), sentTo, position: position ?? null });

export const complaintAnswer = ({ caseId, topic, openedAt, details, outcome }: ComplaintView): ComplaintAnswer => ({
  caseId,
  topic,
  openedAt: iso(openedAt),
  details,
  outcome,
});

export const staffJournalAnswer = (entries: readonly StaffAccess[]): StaffJournalAnswer => ({
  entries: entries.map(({ officer, role, act, ground: why, ticket: file, at }) => ({
    officer,
    role,
    act,
    ground: why,
    ticket: file,
    at: iso(at),
  })),
});
