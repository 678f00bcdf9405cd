import { applyDecorators, Controller, Inject, UseFilters, UseGuards, UsePipes } from '@nestjs/common';
import { ApiExtraModels, ApiTags } from '@nestjs/swagger';
import { ProblemAnswer } from '../dto/problem.answer.js';
import { FieldsPipe } from '../dto/validation.js';
import type { HttpSettings } from '../http-settings.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { CallGuard } from '../request/call.guard.js';
import { HTTP_SETTINGS } from '../tokens.js';
import type { SandboxDoor } from './sandbox-door.js';

/** What people of the sandbox do: nothing of it exists where the counterparties are real. It takes forms and JSON. */
export const SandboxController = (path: string): ClassDecorator =>
  applyDecorators(
    Controller(path),
    UseGuards(CallGuard),
    UseFilters(ProblemFilter),
    UsePipes(FieldsPipe),
    ApiTags('Sandbox'),
    ApiExtraModels(ProblemAnswer),
  );

/** The sandbox, for the controllers that are there only with one. */
export class WithSandbox {
  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  protected get door(): SandboxDoor {
    const { sandbox } = this.settings;
    if (sandbox === undefined) throw new Error('The controllers of the sandbox need settings.sandbox');
    return sandbox;
  }
}
