import { ApiProperty } from '@nestjs/swagger';
import type { Remedy } from '../../../application/errors/catalogue-entry.js';
import type { Facts } from '../../../domain/kernel/refusal.js';

export class ProblemMessages {
  @ApiProperty({ description: 'Vietnamese' })
  vi!: string;

  @ApiProperty({ description: 'English' })
  en!: string;
}

/** RFC 9457 problem details. */
export class ProblemAnswer {
  @ApiProperty({ description: 'Stable name of the problem', example: 'urn:dinhdanh:problem:otp.wrong' })
  type!: string;

  @ApiProperty({ description: 'What kind of problem, in the language that Accept-Language prefers' })
  title!: string;

  @ApiProperty({ description: 'The HTTP status again' })
  status!: number;

  @ApiProperty({ description: 'What happened, in the same language; fit for a screen' })
  detail!: string;

  @ApiProperty({ description: 'Code of the error catalogue (docs/reference/errors.md)', example: 'otp.wrong' })
  code!: string;

  @ApiProperty({ description: 'The detail in both languages', type: ProblemMessages })
  messages!: ProblemMessages;

  @ApiProperty({
    description: 'What explains the refusal, never personal data',
    type: 'object',
    additionalProperties: true,
    example: { triesLeft: 4 },
  })
  facts!: Facts;

  @ApiProperty({ description: 'What a person can do about it', type: [String], example: ['retry'] })
  remedies!: readonly Remedy[];

  @ApiProperty({ description: 'Seconds after which the same request makes sense again', required: false })
  retryAfter?: number;
}
