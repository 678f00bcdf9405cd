import { Body, Get, HttpCode, Inject, Param, Post, Res, UseGuards } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  getSchemaPath,
} from '@nestjs/swagger';
import type { DinhDanh } from '../../../application/composition/create.js';
import type { StartRegistration, StepInput } from '../../../application/registration/registration-api.js';
import { ActivationBody, StartRegistrationBody, type StepBody, stepBodies } from '../dto/registration.bodies.js';
import { RegistrationAnswer, registrationAnswer, withoutHolder } from '../dto/registration.answers.js';
import { ByKindPipe } from '../dto/validation.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { IdempotentPosts, settled } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { CounterGuard } from '../request/staff.guard.js';
import type { HttpReply } from '../request/wire.js';
import { DINH_DANH } from '../tokens.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

const registrationId = ApiParam({ name: 'id', description: 'The registrationId of the first answer' });

@RestController('v1', 'Registration')
@UseGuards(CounterGuard)
export class RegistrationsController {
  constructor(
    @Inject(DINH_DANH) private readonly core: DinhDanh,
    @Inject(IdempotentPosts) private readonly posts: IdempotentPosts,
  ) {}

  @Post('registrations')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'startRegistration',
    summary: 'Open a registration',
    description: 'Runs it to the first step that somebody has to answer. Whoever agrees to the terms says which ones.',
  })
  @ApiCreatedResponse({ type: RegistrationAnswer, description: 'Opened; `due` says what comes next' })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'form.invalid',
    'registration.consentMissing',
    'registration.termsChanged',
    'registration.duplicate',
    'registration.identityMismatch',
    'registration.tooMany',
    'policy.methodNotOpen',
    'captcha.wrong',
    'otp.tooManySends',
  )
  async start(
    @Body() body: StartRegistrationBody,
    @TheCall() call: Call,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<RegistrationAnswer> {
    const form = body as StartRegistration;
    const accepted = await this.posts.run(
      call,
      body,
      () => this.core.registrations.start(form, call.caller),
      withoutHolder,
    );
    reply.header('location', `/v1/registrations/${accepted.value.registrationId}`);
    return registrationAnswer(accepted);
  }

  @Get('registrations/:id')
  @ApiOperation({ operationId: 'getRegistration', summary: 'Where a registration stands; sends nothing again' })
  @registrationId
  @ApiOkResponse({ type: RegistrationAnswer })
  @MayAnswer('registration.unknown', 'registration.expired', 'registration.ended')
  async view(@Param('id') id: string, @TheCall() { caller }: Call): Promise<RegistrationAnswer> {
    return registrationAnswer(settled(await this.core.registrations.view(id, caller)));
  }

  @Post('registrations/:id/steps')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'submitRegistrationStep',
    summary: 'Answer the step that is due',
    description: 'An answer to another step changes nothing. The last step registers the account; it opens no session.',
  })
  @registrationId
  @ApiExtraModels(...Object.values(stepBodies))
  @ApiBody({
    schema: {
      oneOf: Object.values(stepBodies).map((body) => ({ $ref: getSchemaPath(body) })),
      discriminator: {
        propertyName: 'kind',
        mapping: Object.fromEntries(Object.entries(stepBodies).map(([kind, body]) => [kind, getSchemaPath(body)])),
      },
    },
  })
  @ApiOkResponse({ type: RegistrationAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'registration.unknown',
    'registration.expired',
    'registration.ended',
    'registration.wrongInput',
    'registration.duplicate',
    'registration.superseded',
    'registration.pending',
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
    'password.rules',
    'password.blocked',
    'password.confirmation',
    'password.busy',
  )
  async submit(
    @Param('id') id: string,
    @Body(new ByKindPipe(stepBodies)) body: StepBody,
    @TheCall() call: Call,
  ): Promise<RegistrationAnswer> {
    const input = body as StepInput;
    const run = () => this.core.registrations.submit(id, input, call.caller);
    return registrationAnswer(await this.posts.run(call, body, run, withoutHolder));
  }

  @Post('registrations/:id/resend')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resendRegistrationCode',
    summary: 'Send the code or link again, or wake the SIM again',
  })
  @registrationId
  @ApiOkResponse({ type: RegistrationAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    'registration.unknown',
    'registration.expired',
    'registration.ended',
    'registration.nothingToResend',
    'otp.tooManySends',
    'otp.exhausted',
  )
  async resend(@Param('id') id: string, @TheCall() call: Call): Promise<RegistrationAnswer> {
    const run = () => this.core.registrations.resend(id, call.caller);
    return registrationAnswer(await this.posts.run(call, null, run, withoutHolder));
  }

  @Post('activations')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'followActivationLink',
    summary: 'Follow the link of an activation mail',
    description:
      'Good once. The page /activate does this when a person presses its button, so that scanners of mail do not.',
  })
  @ApiOkResponse({ type: RegistrationAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'registration.linkInvalid', 'registration.expired', 'registration.ended')
  async activate(@Body() body: ActivationBody, @TheCall() call: Call): Promise<RegistrationAnswer> {
    const run = () => this.core.registrations.followLink(body.token, call.caller);
    return registrationAnswer(await this.posts.run(call, body, run, withoutHolder));
  }
}
