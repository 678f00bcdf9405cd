import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { SessionView } from '../../../application/login/login-api.js';
import {
  ChangePasswordBody,
  ConfirmRecoveryBody,
  PasswordHintAnswer,
  passwordHintAnswer,
  PasswordHintBody,
  PasswordSetAnswer,
  passwordSetAnswer,
  RecoveryProofAnswer,
  recoveryProofAnswer,
  RecoveryProofBody,
  RecoveryStartedAnswer,
  recoveryStartedAnswer,
  RecoveryStateAnswer,
  recoveryStateAnswer,
  RecoveryTokenBody,
  ResetPasswordBody,
  StartRecoveryBody,
} from '../dto/passwords.js';
import { proofInputOf, proofProblems, proofStartProblems, StartProofBody } from '../dto/proof.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { type Call, TheCall, TheSession } from '../request/call.js';
import { actingProblems, freshActingProblems, OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

const newPasswordProblems = [
  'password.rules',
  'password.blocked',
  'password.reused',
  'password.confirmation',
  'password.busy',
] as const;

@RestController('v1/me', 'Passwords')
@OwnerOnly()
export class OwnPasswordController extends OverCore {
  @Post('password')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'changePassword',
    summary: 'Change the password',
    description: 'The current one counts as a guess, as at logging in. Every session ends, this one too.',
  })
  @ApiOkResponse({ type: PasswordSetAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...freshActingProblems,
    ...newPasswordProblems,
    'password.wrongCurrent',
    'method.passwordNotAllowed',
    'login.locked',
    'login.tooManyAttempts',
  )
  async change(
    @Body() body: ChangePasswordBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<PasswordSetAnswer> {
    const run = () => this.core.passwords.change(session, body, call.caller);
    return passwordSetAnswer(await this.posts.run(call, body, run));
  }

  @Post('password-hints')
  @HttpCode(200)
  @ApiOperation({ operationId: 'getPasswordHint', summary: 'How strong a password would be; nothing is kept of it' })
  @ApiOkResponse({ type: PasswordHintAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...actingProblems)
  async hint(
    @Body() body: PasswordHintBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<PasswordHintAnswer> {
    const run = () => this.core.passwords.hint(session, body.password, call.caller);
    return passwordHintAnswer((await this.posts.run(call, body, run)).value);
  }
}

/** "Quên mật khẩu". */
@RestController('v1/password-recoveries', 'Passwords')
export class PasswordRecoveryController extends OverCore {
  @Post()
  @HttpCode(201)
  @ApiOperation({
    operationId: 'startPasswordRecovery',
    summary: 'The password is forgotten: a code goes to a phone whose subscription is the owner’s now',
    description: 'One answer for a known and an unknown number, after the same work.',
  })
  @ApiCreatedResponse({ type: RecoveryStartedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'identifier.personId.format', 'captcha.wrong', 'recovery.tooMany', 'otp.tooManySends')
  async start(@Body() body: StartRecoveryBody, @TheCall() call: Call): Promise<RecoveryStartedAnswer> {
    const run = () => this.core.passwordRecovery.start(body, call.caller);
    return recoveryStartedAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendRecoveryCode', summary: 'Send another code, to whom one may go' })
  @ApiOkResponse({ type: RecoveryStartedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'recovery.expired', 'otp.tooManySends')
  async resend(@Body() body: RecoveryTokenBody, @TheCall() call: Call): Promise<RecoveryStartedAnswer> {
    const run = () => this.core.passwordRecovery.resend(body.recoveryToken, call.caller);
    return recoveryStartedAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({ operationId: 'confirmPasswordRecovery', summary: 'The code: a new password may be set' })
  @ApiOkResponse({ type: RecoveryStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'recovery.expired', 'otp.wrong', 'otp.expired', 'otp.exhausted', 'otp.tooManyGuesses')
  async confirm(@Body() body: ConfirmRecoveryBody, @TheCall() call: Call): Promise<RecoveryStateAnswer> {
    const run = () => this.core.passwordRecovery.confirm(body.recoveryToken, body.code, call.caller);
    return recoveryStateAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('proofs')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'startPasswordRecoveryByProof',
    summary: 'The same by a certificate or VNeID that the account has; level 3 only',
  })
  @ApiCreatedResponse({ type: RecoveryProofAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...proofStartProblems, 'recovery.tooMany')
  async startProof(@Body() body: StartProofBody, @TheCall() call: Call): Promise<RecoveryProofAnswer> {
    const run = () => this.core.passwordRecovery.startProof(body, call.caller);
    return recoveryProofAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('proofs/answer')
  @HttpCode(200)
  @ApiOperation({ operationId: 'answerPasswordRecovery', summary: 'The proof: a new password may be set' })
  @ApiOkResponse({ type: RecoveryStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...proofProblems,
    'recovery.expired',
    'method.noAccount',
    'method.certificateNotBound',
    'method.unknown',
    'method.passwordNotAllowed',
  )
  async answer(@Body() body: RecoveryProofBody, @TheCall() call: Call): Promise<RecoveryStateAnswer> {
    const run = () => this.core.passwordRecovery.submitProof(body.recoveryToken, proofInputOf(body), call.caller);
    return recoveryStateAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('reset')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resetPassword',
    summary: 'Set the new password',
    description: 'Every session ends; it opens none.',
  })
  @ApiOkResponse({ type: PasswordSetAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...newPasswordProblems, 'recovery.expired', 'command.contended')
  async reset(@Body() body: ResetPasswordBody, @TheCall() call: Call): Promise<PasswordSetAnswer> {
    const run = () => this.core.passwordRecovery.reset(body.recoveryToken, body, call.caller);
    return passwordSetAnswer(await this.posts.run(call, body, run));
  }
}
