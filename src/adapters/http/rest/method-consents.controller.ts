import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import {
  ConfirmConsentBody,
  ConsentProofBody,
  ConsentStartedAnswer,
  consentStartedAnswer,
  ConsentStateAnswer,
  consentStateAnswer,
  ConsentTokenBody,
  MethodAdditionStateAnswer,
  methodAdditionStateAnswer,
  StartConsentBody,
} from '../dto/methods.js';
import { proofInputOf, proofProblems, proofStartProblems } from '../dto/proof.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { type Call, TheCall } from '../request/call.js';
import { OverCore } from './account-controller.js';
import { bindingProblems } from './own-methods.controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

/** What a duplicate is offered at registering: the certificate or VNeID for the account that is there already. */
@RestController('v1/method-consents', 'Own methods')
export class MethodConsentsController extends OverCore {
  @Post()
  @HttpCode(201)
  @ApiOperation({
    operationId: 'startMethodConsent',
    summary: 'Add a method to the account that its proof names',
    description: 'The account’s owner agrees by a code to the default phone. No session is opened.',
  })
  @ApiCreatedResponse({ type: ConsentStartedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...proofStartProblems, 'login.tooManyAttempts')
  async start(@Body() body: StartConsentBody, @TheCall() call: Call): Promise<ConsentStartedAnswer> {
    const run = () => this.core.methodConsents.start(body, call.caller);
    return consentStartedAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('proof')
  @HttpCode(200)
  @ApiOperation({ operationId: 'submitMethodConsentProof', summary: 'The proof: finds the account and asks its owner' })
  @ApiOkResponse({ type: ConsentStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...proofProblems,
    ...bindingProblems,
    'method.noAccount',
    'method.consentNeedsLogin',
    'account.suspended',
    'otp.tooManySends',
  )
  async submit(@Body() body: ConsentProofBody, @TheCall() call: Call): Promise<ConsentStateAnswer> {
    const run = () => this.core.methodConsents.submit(body.consentToken, proofInputOf(body), call.caller);
    return consentStateAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendMethodConsentCode', summary: 'Send the owner another code' })
  @ApiOkResponse({ type: ConsentStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'method.additionExpired', 'login.locked', 'otp.tooManySends', 'otp.exhausted')
  async resend(@Body() body: ConsentTokenBody, @TheCall() call: Call): Promise<ConsentStateAnswer> {
    const run = () => this.core.methodConsents.resend(body.consentToken, call.caller);
    return consentStateAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({ operationId: 'confirmMethodConsent', summary: 'The owner’s code: the method is added' })
  @ApiOkResponse({ type: MethodAdditionStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...bindingProblems,
    'login.locked',
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
    'otp.tooManyGuesses',
    'command.contended',
  )
  async confirm(@Body() body: ConfirmConsentBody, @TheCall() call: Call): Promise<MethodAdditionStateAnswer> {
    const run = () => this.core.methodConsents.confirm(body.consentToken, body.code, call.caller);
    return methodAdditionStateAnswer(await this.posts.run(call, body, run));
  }
}
