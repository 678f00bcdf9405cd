import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { SessionView } from '../../../application/login/login-api.js';
import {
  ChangeContactBody,
  EmailLinkSentAnswer,
  EmailVerifiedAnswer,
  IdentityScreenAnswer,
  identityScreenAnswer,
  OwnContactAnswer,
  ownContactAnswer,
  withoutContact,
} from '../dto/contact.js';
import { LinkBody } from '../dto/phones.js';
import { FreshnessQuery } from '../dto/queries.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { type Call, TheCall, TheSession } from '../request/call.js';
import { actingProblems, freshActingProblems, OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

@RestController('v1/me', 'Identity and contact')
@OwnerOnly()
export class OwnContactController extends OverCore {
  @Get('identity')
  @ApiOperation({ operationId: 'getIdentity', summary: 'Every field known of one, and what it rests on' })
  @ApiOkResponse({ type: IdentityScreenAnswer })
  @MayAnswer('request.invalid', 'account.unknown', 'unavailable.readModels')
  async identity(
    @TheSession() { accountId }: SessionView,
    @Query() { atLeast }: FreshnessQuery,
  ): Promise<IdentityScreenAnswer> {
    const freshness = atLeast === undefined ? {} : { atLeast };
    return identityScreenAnswer(settled(await this.core.identities.screen(accountId, freshness)).value);
  }

  @Get('contact')
  @ApiOperation({ operationId: 'getContact', summary: 'How one can be reached' })
  @ApiOkResponse({ type: OwnContactAnswer })
  @MayAnswer(...actingProblems)
  async view(@TheSession() session: SessionView, @TheCall() { caller }: Call): Promise<OwnContactAnswer> {
    const { value, position } = settled(await this.core.contacts.view(session, caller));
    return ownContactAnswer(value, position);
  }

  @Post('contact')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'changeContact',
    summary: 'Change how one can be reached: all of the changes or none',
    description: 'A new e-mail address is unverified, and gets a link. What comes from registers is not edited here.',
  })
  @ApiOkResponse({ type: OwnContactAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...freshActingProblems,
    'contact.emailRequired',
    'contact.phoneFormat',
    'contact.addressFormat',
  )
  async change(
    @Body() body: ChangeContactBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<OwnContactAnswer> {
    const changes = Object.fromEntries(Object.entries(body).filter(([, text]) => text !== undefined));
    const run = () => this.core.contacts.change(session, changes, call.caller);
    const { value, position } = await this.posts.run(call, body, run, withoutContact);
    return ownContactAnswer(value, position);
  }

  @Post('contact/email-link')
  @HttpCode(200)
  @ApiOperation({ operationId: 'sendEmailLink', summary: 'Send the link that verifies one’s e-mail address' })
  @ApiOkResponse({ type: EmailLinkSentAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...actingProblems, 'contact.emailMissing', 'otp.tooManySends', 'email.unreachable')
  async sendLink(@TheSession() session: SessionView, @TheCall() call: Call): Promise<EmailLinkSentAnswer> {
    const run = () => this.core.contacts.sendVerification(session, call.caller);
    return { sentTo: (await this.posts.run(call, null, run)).value.sentTo };
  }
}

@RestController('v1/email-verifications', 'Identity and contact')
export class EmailVerificationsController extends OverCore {
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'verifyEmail',
    summary: 'Follow the link of that mail',
    description: 'Good once. The page /verify-email does this when a person presses its button.',
  })
  @ApiOkResponse({ type: EmailVerifiedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'contact.linkInvalid', 'contact.emailChanged', 'command.contended')
  async verify(@Body() body: LinkBody, @TheCall() call: Call): Promise<EmailVerifiedAnswer> {
    const run = () => this.core.contacts.followLink(body.token, call.caller);
    const { value, position } = await this.posts.run(call, body, run);
    return { verified: value.verified, position: position ?? null };
  }
}
