import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ResendLoginCodeBody } from '../dto/login.js';
import {
  ConfirmLostPhoneBody,
  LinkBody,
  LostPhoneAnswer,
  lostPhoneAnswer,
  LostPhoneBody,
  PhoneChangeCancelledAnswer,
  SentCodeAnswer,
  sentCodeAnswer,
} from '../dto/phones.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { type Call, TheCall } from '../request/call.js';
import { OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

const continued = ['login.expired', 'login.stale', 'otp.tooManySends'] as const;

/** "Mất số điện thoại nhận OTP": between the right password and the code that nobody can read any more. */
@RestController('v1', 'Lost phone')
export class LostPhoneController extends OverCore {
  @Post('logins/lost-phone')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'startLostPhone',
    summary: 'The phone is lost: a code goes to a new one',
    description: 'After the right password. The new phone’s subscription has to be the owner’s.',
  })
  @ApiOkResponse({ type: SentCodeAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...continued, 'identifier.phone.format', 'phone.alreadyAdded', 'phone.changePending')
  async start(@Body() body: LostPhoneBody, @TheCall() call: Call): Promise<SentCodeAnswer> {
    const run = () => this.core.lostPhone.start(body.loginToken, body.phone, call.caller);
    return sentCodeAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('logins/lost-phone/resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendLostPhoneCode', summary: 'Send another code to the new phone' })
  @ApiOkResponse({ type: SentCodeAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...continued, 'otp.expired', 'otp.exhausted')
  async resend(@Body() body: ResendLoginCodeBody, @TheCall() call: Call): Promise<SentCodeAnswer> {
    const run = () => this.core.lostPhone.resend(body.loginToken, call.caller);
    return sentCodeAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('logins/lost-phone/confirm')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'confirmLostPhone',
    summary: 'The code, then the carriers’ word: the new phone takes the place of the default one',
    description: 'Where the carriers do not answer, the same call is made again: the code stays confirmed.',
  })
  @ApiOkResponse({ type: LostPhoneAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...continued,
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
    'otp.tooManyGuesses',
    'phone.subscriberMismatch',
    'phone.subscriberNotAvailable',
    'phone.changePending',
    'unavailable.subscriberRegistry',
  )
  async confirm(@Body() body: ConfirmLostPhoneBody, @TheCall() call: Call): Promise<LostPhoneAnswer> {
    const run = () => this.core.lostPhone.confirm(body.loginToken, body.code, call.caller);
    return lostPhoneAnswer(await this.posts.run(call, body, run));
  }

  @Post('phone-change-cancellations')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelPhoneChangeByLink',
    summary: 'Call a change of phone off by the link of its notice',
    description: 'The page /cancel-phone-change does this when a person presses its button.',
  })
  @ApiOkResponse({ type: PhoneChangeCancelledAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'phone.cancelLinkInvalid', 'phone.noChangePending', 'phone.changeEnded')
  async cancel(@Body() body: LinkBody, @TheCall() call: Call): Promise<PhoneChangeCancelledAnswer> {
    const run = () => this.core.phoneChanges.cancelByLink(body.token, call.caller);
    const { value, position } = await this.posts.run(call, body, run);
    return { changeId: value.changeId, position: position ?? null };
  }
}
