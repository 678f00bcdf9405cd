import { applyDecorators } from '@nestjs/common';
import { ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { describeError } from '../../../application/errors/catalogue.js';
import { ProblemAnswer } from '../dto/problem.answer.js';
import { statusOf } from './status.js';

/** Documents the codes that an endpoint may refuse with, under the status of each. */
export function MayAnswer(...codes: readonly string[]): MethodDecorator & ClassDecorator {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const status = statusOf(describeError(code));
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return applyDecorators(
    ...[...byStatus].map(([status, ofStatus]) =>
      ApiResponse({
        status,
        description: ofStatus.map((code) => `\`${code}\`: ${describeError(code).en}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
      }),
    ),
  );
}

/** What every request with a body may be answered. */
export const bodyProblems = [
  'request.malformed',
  'request.invalid',
  'request.mediaType',
  'request.tooLarge',
  'idempotency.keyInvalid',
  'idempotency.keyReused',
  'idempotency.running',
] as const;
