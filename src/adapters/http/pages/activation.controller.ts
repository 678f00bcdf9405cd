import { Body, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import type { DinhDanh } from '../../../application/composition/create.js';
import { ActivationBody } from '../dto/registration.bodies.js';
import { settled } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { DINH_DANH } from '../tokens.js';
import { renderActivatedPage, renderActivationPage, renderContinuePage } from './activation.page.js';
import { AnswersPage, PageController } from './page-controller.js';

/** Where the link of an activation mail leads. */
@PageController('activate')
export class ActivationController {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  @Get()
  @AnswersPage()
  show(@Query() { token }: ActivationBody): string {
    return renderActivationPage(token);
  }

  @Post()
  @HttpCode(200)
  @AnswersPage()
  async activate(@Body() { token }: ActivationBody, @TheCall() { caller }: Call): Promise<string> {
    const { value } = settled(await this.core.registrations.followLink(token, caller));
    return value.status === 'registered' ? renderActivatedPage() : renderContinuePage();
  }
}
