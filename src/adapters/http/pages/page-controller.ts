import { applyDecorators, Controller, Header, UseFilters, UseGuards, UsePipes } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FieldsPipe } from '../dto/validation.js';
import { PageProblemFilter } from '../problems/problem.filter.js';
import { CallGuard } from '../request/call.guard.js';
import { pagePolicy } from './html.js';

/** A controller of pages for people; they are no part of the API, so the OpenAPI document does not name them. */
export const PageController = (path: string): ClassDecorator =>
  applyDecorators(
    Controller(path),
    UseGuards(CallGuard),
    UseFilters(PageProblemFilter),
    UsePipes(FieldsPipe),
    ApiExcludeController(),
  );

/** A handler that answers with a page. */
export const AnswersPage = (): MethodDecorator =>
  applyDecorators(Header('content-type', 'text/html; charset=utf-8'), Header('content-security-policy', pagePolicy));
