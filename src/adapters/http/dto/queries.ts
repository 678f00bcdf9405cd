import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { ReplayAt } from '../../../application/audit/audit.js';
import { parseMoment } from '../../../application/audit/moment.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import { subjectKinds, type SubjectKind } from '../../../domain/policy/methods.js';
import { Problem } from '../problems/problem.js';
import { OneOf, QueryNumber } from './fields.js';

const Moment =
  (description: string): PropertyDecorator =>
  (target, key) => {
    const example = '2026-11-21T10:30:00+07:00';
    ApiProperty({ description, required: false, type: String, example })(target, key);
    for (const check of [IsOptional(), IsString(), MaxLength(40)]) check(target, key);
  };

/** A time in a query, or a problem; nothing where none was given. */
export function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined || text === '') return undefined;
  const read = parseMoment(text);
  if (!read.ok) throw new Problem(read.refusal.code);
  return read.value;
}

export class MethodsQuery {
  @OneOf(subjectKinds, { description: 'For whom; citizens when left out', optional: true })
  subject?: SubjectKind;
}

export class FreshnessQuery {
  @QueryNumber('Show at least what the call that answered with this `position` did', 0, Number.MAX_SAFE_INTEGER)
  atLeast?: number;
}

export class LoginHistoryQuery extends FreshnessQuery {
  @QueryNumber('Entries on a page', 1, 100)
  limit?: number;

  @ApiProperty({ description: 'The `next` of the page before', required: false, type: String })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  cursor?: string;

  @Moment('Only what happened at or after; ISO 8601, Vietnam’s time where no zone is given')
  from?: string;

  @Moment('Only what happened before')
  to?: string;
}

export class HistoryQuery {
  @Moment('As recorded by then; a date alone is its end in Vietnam')
  asOf?: string;

  @Moment('As in effect then, with what was recorded later')
  effective?: string;
}

/** Which history is meant, or a problem. */
export function replayAt({ asOf, effective }: HistoryQuery): ReplayAt {
  const recordedBy = momentOf(asOf);
  const happenedBy = momentOf(effective);
  return {
    ...(recordedBy !== undefined && { asOf: recordedBy }),
    ...(happenedBy !== undefined && { effective: happenedBy }),
  };
}

export class LevelQuery {
  @Moment('As recorded by then, judged at that time; now when left out')
  asOf?: string;
}
