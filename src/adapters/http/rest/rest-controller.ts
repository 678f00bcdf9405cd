import { applyDecorators, Controller, UseFilters, UseGuards, UsePipes } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiTags } from '@nestjs/swagger';
import { ProblemAnswer } from '../dto/problem.answer.js';
import { FieldsPipe } from '../dto/validation.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { CallGuard, JsonGuard } from '../request/call.guard.js';

/**
 * A controller of the REST API. Guards, filter and pipe are its own, so that in a host's application they touch no route
 * of the host.
 */
export const RestController = (path: string, tag: string): ClassDecorator =>
  applyDecorators(
    Controller(path),
    UseGuards(CallGuard, JsonGuard),
    UseFilters(ProblemFilter),
    UsePipes(FieldsPipe),
    ApiTags(tag),
    ApiExtraModels(ProblemAnswer),
    ApiHeader({
      name: 'Accept-Language',
      required: false,
      description: 'Language of `title` and `detail` of a problem: `vi` (default) or `en`',
    }),
  );

/** For POSTs: the same key, caller and body get the same answer. */
export const IdempotencyKeyed = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Up to 255 characters of your choice, new for every act. The same key with the same body is answered as the first time, for a day',
  });
