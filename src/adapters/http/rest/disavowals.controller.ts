import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DisavowedAnswer } from '../dto/disavowal.js';
import { LinkBody } from '../dto/phones.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { type Call, TheCall } from '../request/call.js';
import { OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

@RestController('v1/disavowals', 'Login')
export class DisavowalsController extends OverCore {
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'disavowLogin',
    summary: '“This was not me”, by the link of a login’s notice',
    description:
      'Every session ends; the password opens nothing until it is reset. The page /disavow-login does this when a person presses its button.',
  })
  @ApiOkResponse({ type: DisavowedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'login.disavowLinkInvalid', 'command.contended')
  async disavow(@Body() body: LinkBody, @TheCall() call: Call): Promise<DisavowedAnswer> {
    const run = () => this.core.disavowals.disavow(body.token, call.caller);
    const { value, position } = await this.posts.run(call, body, run);
    return { loginId: value.loginId, passwordLocked: value.passwordLocked, position: position ?? null };
  }
}
