import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { SessionView } from '../../../application/login/login-api.js';
import {
  AnswerAssertionLoginBody,
  AssertionLoginStartedAnswer,
  assertionLoginStartedAnswer,
  AssertionLoginStateAnswer,
  assertionLoginStateAnswer,
  EidConsentAnswer,
  eidConsentAnswer,
  LoginTokenBody,
  StartAssertionLoginBody,
  withoutSessionToken,
} from '../dto/assertion-login.js';
import { ConfirmLoginBody, OpenedSessionAnswer, openedSessionAnswer, withoutToken } from '../dto/login.js';
import { proofInputOf, proofProblems, proofStartProblems } from '../dto/proof.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { type Call, TheCall, TheSession } from '../request/call.js';
import { freshActingProblems, OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

/** Logging in by a certificate (USB token, SIM, SmartCA) or by VNeID. */
@RestController('v1', 'Login by certificate and VNeID')
export class AssertionLoginsController extends OverCore {
  @Post('logins/proofs')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'startLoginByProof',
    summary: 'Ask for a signature, or for VNeID',
    description: 'A SIM lights up; SmartCA and VNeID answer with a page to go to. The code is shown on both screens.',
  })
  @ApiCreatedResponse({ type: AssertionLoginStartedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...proofStartProblems, 'otp.tooManyFromNetwork')
  async start(@Body() body: StartAssertionLoginBody, @TheCall() call: Call): Promise<AssertionLoginStartedAnswer> {
    const run = () => this.core.assertionLogins.start(body, call.caller);
    return assertionLoginStartedAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('logins/proofs/answer')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'answerLoginByProof',
    summary: 'The proof, or the question whether the SIM or the app has signed',
    description: 'A first login with VNeID to an account that was made another way asks the owner to agree.',
  })
  @ApiOkResponse({ type: AssertionLoginStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...proofProblems,
    'login.expired',
    'login.certificateUnbound',
    'login.noAccount',
    'login.otherSubject',
    'eid.notForSubject',
    'account.suspended',
    'otp.tooManySends',
  )
  async answer(@Body() body: AnswerAssertionLoginBody, @TheCall() call: Call): Promise<AssertionLoginStateAnswer> {
    const run = () => this.core.assertionLogins.answer(body.loginToken, proofInputOf(body), call.caller);
    return assertionLoginStateAnswer(await this.posts.run(call, body, run, withoutSessionToken));
  }

  @Post('logins/eid-consent/resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendEidConsentCode', summary: 'Send the owner another code to agree by' })
  @ApiOkResponse({ type: EidConsentAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'login.expired', 'login.locked', 'account.suspended', 'otp.tooManySends', 'otp.exhausted')
  async resend(@Body() body: LoginTokenBody, @TheCall() call: Call): Promise<EidConsentAnswer> {
    const run = () => this.core.eidConsents.resend(body.loginToken, call.caller);
    return eidConsentAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('logins/eid-consent/confirm')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'confirmEidConsent',
    summary: 'The owner agrees by the code: VNeID is added and the login goes through',
  })
  @ApiCreatedResponse({ type: OpenedSessionAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'login.expired',
    'login.locked',
    'login.tooManyAttempts',
    'account.suspended',
    'phone.unknown',
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
  )
  async confirm(@Body() body: ConfirmLoginBody, @TheCall() call: Call): Promise<OpenedSessionAnswer> {
    const run = () => this.core.eidConsents.confirm(body.loginToken, body.code, call.caller);
    return openedSessionAnswer(await this.posts.run(call, body, run, withoutToken));
  }

  @Post('me/eid-consent')
  @HttpCode(201)
  @OwnerOnly()
  @ApiOperation({
    operationId: 'confirmEidConsentInSession',
    summary: 'The owner agrees in a recent session of the very account',
  })
  @ApiCreatedResponse({ type: OpenedSessionAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...freshActingProblems, 'login.expired', 'login.consentOfAnother')
  async confirmInSession(
    @Body() body: LoginTokenBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<OpenedSessionAnswer> {
    const run = () => this.core.eidConsents.confirmInSession(body.loginToken, session, call.caller);
    return openedSessionAnswer(await this.posts.run(call, body, run, withoutToken));
  }
}
