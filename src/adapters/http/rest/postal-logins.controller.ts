import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LoginTokenBody, PostalLoginAnswer, postalLoginAnswer, StartPostalLoginBody } from '../dto/assertion-login.js';
import { ConfirmLoginBody, OpenedSessionAnswer, openedSessionAnswer, withoutToken } from '../dto/login.js';
import { LinkBody } from '../dto/phones.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { type Call, TheCall } from '../request/call.js';
import { OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

/** Logging in to an account that was registered through Vietnam Post. */
@RestController('v1/logins/postal', 'Login by Vietnam Post')
export class PostalLoginsController extends OverCore {
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'startPostalLogin',
    summary: 'The number alone: a code or a link goes to what the account was activated by',
    description: 'One answer for everybody: whether there is such an account, and where a code went, is not told.',
  })
  @ApiOkResponse({ type: PostalLoginAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'identifier.personId.format',
    'policy.methodNotOpen',
    'otp.tooManySends',
    'otp.tooManyFromNetwork',
  )
  async start(@Body() body: StartPostalLoginBody, @TheCall() call: Call): Promise<PostalLoginAnswer> {
    const run = () => this.core.postalLogins.start(body, call.caller);
    return postalLoginAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendPostalLoginCode', summary: 'Send another code or link, if one goes out at all' })
  @ApiOkResponse({ type: PostalLoginAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'login.expired', 'otp.tooManySends', 'otp.tooManyFromNetwork')
  async resend(@Body() body: LoginTokenBody, @TheCall() call: Call): Promise<PostalLoginAnswer> {
    const run = () => this.core.postalLogins.resend(body.loginToken, call.caller);
    return postalLoginAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('confirm')
  @HttpCode(201)
  @ApiOperation({ operationId: 'confirmPostalLogin', summary: 'The code. Opens a session' })
  @ApiCreatedResponse({ type: OpenedSessionAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'login.expired',
    'login.locked',
    'login.tooManyAttempts',
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
  )
  async confirm(@Body() body: ConfirmLoginBody, @TheCall() call: Call): Promise<OpenedSessionAnswer> {
    const run = () => this.core.postalLogins.confirm(body.loginToken, body.code, call.caller);
    return openedSessionAnswer(await this.posts.run(call, body, run, withoutToken));
  }

  @Post('follow')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'followPostalLoginLink',
    summary: 'The link of the mail, instead of a code. Opens a session for whoever follows it',
  })
  @ApiCreatedResponse({ type: OpenedSessionAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'login.expired', 'login.locked')
  async follow(@Body() body: LinkBody, @TheCall() call: Call): Promise<OpenedSessionAnswer> {
    const run = () => this.core.postalLogins.follow(body.token, call.caller);
    return openedSessionAnswer(await this.posts.run(call, body, run, withoutToken));
  }
}
