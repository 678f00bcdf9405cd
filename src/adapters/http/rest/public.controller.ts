import { Get, Headers as RequestHeaders, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { DinhDanh } from '../../../application/composition/create.js';
import { CaptchaAnswer, MethodsAnswer, methodsAnswer, TermsAnswer } from '../dto/public.answers.js';
import { MethodsQuery } from '../dto/queries.js';
import type { HttpSettings } from '../http-settings.js';
import { MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import type { HttpReply } from '../request/wire.js';
import { DINH_DANH, HTTP_SETTINGS } from '../tokens.js';
import { RestController } from './rest-controller.js';

/** What anybody may see before registering. */
@RestController('v1', 'Before registering')
export class PublicController {
  constructor(
    @Inject(DINH_DANH) private readonly core: DinhDanh,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Get('terms')
  @ApiOperation({ operationId: 'getTerms', summary: 'The terms that a registration has to agree to' })
  @ApiOkResponse({ type: TermsAnswer })
  @ApiResponse({ status: 304, description: 'Not modified since the ETag given in If-None-Match' })
  terms(
    @RequestHeaders('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: HttpReply,
  ): TermsAnswer | undefined {
    const { edition, digest } = this.core.registrations.terms();
    const etag = `"${digest}"`;
    reply.header('etag', etag).header('cache-control', 'public, max-age=300');
    if (known === etag) {
      reply.code(304);
      return undefined;
    }
    const { title, text } = this.settings.terms;
    return { edition, digest, title, text };
  }

  @Get('captcha')
  @ApiOperation({ operationId: 'getCaptcha', summary: 'A captcha to solve, where one is asked for' })
  @ApiOkResponse({ type: CaptchaAnswer })
  @MayAnswer('unavailable.captcha')
  async captcha(): Promise<CaptchaAnswer> {
    const challenge = await this.core.captcha.challenge();
    return { required: challenge !== undefined, challenge: challenge ?? null };
  }

  @Get('methods')
  @ApiOperation({ operationId: 'getMethods', summary: 'Which methods are open to a subject now' })
  @ApiOkResponse({ type: MethodsAnswer })
  @MayAnswer('request.invalid', 'policy.beforeFirstEdition')
  async methods(@Query() { subject = 'citizen' }: MethodsQuery): Promise<MethodsAnswer> {
    return methodsAnswer(settled(await this.core.methods.open(subject)).value);
  }
}
