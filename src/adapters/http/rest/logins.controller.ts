import { Body, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { DinhDanh } from '../../../application/composition/create.js';
import {
  ChooseLoginPhoneBody,
  ConfirmLoginBody,
  LoginAnswer,
  loginAnswer,
  OpenedSessionAnswer,
  openedSessionAnswer,
  ResendLoginCodeBody,
  StartLoginBody,
  withoutToken,
} from '../dto/login.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { IdempotentPosts } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { DINH_DANH } from '../tokens.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

@RestController('v1/logins', 'Login')
export class LoginsController {
  constructor(
    @Inject(DINH_DANH) private readonly core: DinhDanh,
    @Inject(IdempotentPosts) private readonly posts: IdempotentPosts,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'startLogin',
    summary: 'First factor: identifier and password',
    description:
      'An unknown identifier and a wrong password get one answer, after the same work. A right one sends a code.',
  })
  @ApiOkResponse({ type: LoginAnswer, description: 'The password was right; a code is on its way' })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'identifier.personId.format',
    'captcha.wrong',
    'login.invalidCredentials',
    'login.tooManyAttempts',
    'login.locked',
    'account.suspended',
    'otp.tooManySends',
    'password.busy',
  )
  async start(@Body() body: StartLoginBody, @TheCall() call: Call): Promise<LoginAnswer> {
    const run = () => this.core.logins.start(body, call.caller);
    return loginAnswer(await this.posts.run(call, body, run));
  }

  @Post('resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendLoginCode', summary: 'Send the code again' })
  @ApiOkResponse({ type: LoginAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'login.expired', 'otp.tooManySends', 'otp.exhausted')
  async resend(@Body() body: ResendLoginCodeBody, @TheCall() call: Call): Promise<LoginAnswer> {
    const run = () => this.core.logins.resend(body.loginToken, call.caller);
    return loginAnswer(await this.posts.run(call, body, run));
  }

  @Post('phone')
  @HttpCode(200)
  @ApiOperation({ operationId: 'chooseLoginPhone', summary: 'Send a code to another OTP phone of the account' })
  @ApiOkResponse({ type: LoginAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'login.expired', 'phone.unknown', 'otp.tooManySends', 'otp.exhausted')
  async phone(@Body() body: ChooseLoginPhoneBody, @TheCall() call: Call): Promise<LoginAnswer> {
    const run = () => this.core.logins.choosePhone(body.loginToken, body.phoneId, call.caller);
    return loginAnswer(await this.posts.run(call, body, run));
  }

  @Post('confirm')
  @HttpCode(201)
  @ApiOperation({ operationId: 'confirmLogin', summary: 'Second factor: the code. Opens a session' })
  @ApiCreatedResponse({ type: OpenedSessionAnswer, description: 'Logged in' })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'login.expired',
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
    'login.tooManyAttempts',
    'login.locked',
    'account.suspended',
  )
  async confirm(@Body() body: ConfirmLoginBody, @TheCall() call: Call): Promise<OpenedSessionAnswer> {
    const run = () => this.core.logins.confirm(body.loginToken, body.code, call.caller);
    return openedSessionAnswer(await this.posts.run(call, body, run, withoutToken));
  }
}
