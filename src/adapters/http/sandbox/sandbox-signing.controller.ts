import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { Problem } from '../problems/problem.js';
import { SandboxController, WithSandbox } from './sandbox-controller.js';
import {
  AppReactionBody,
  PhoneQuery,
  PhoneReactionBody,
  PromptsAnswer,
  ReactedAnswer,
  SignatureAnswer,
  SignBody,
  WhoQuery,
} from './sandbox.dto.js';

/** The tokens, phones and apps in people's hands. */
@SandboxController('sandbox')
export class SandboxSigningController extends WithSandbox {
  @Post('usb-token')
  @HttpCode(200)
  @ApiOperation({ operationId: 'sandboxSign', summary: 'Sign with somebody’s USB token' })
  @ApiOkResponse({ type: SignatureAnswer })
  @MayAnswer(...bodyProblems, 'sandbox.noCertificate')
  sign(@Body() { who, challenge }: SignBody): SignatureAnswer {
    const signature = this.door.sign(who, challenge);
    if (signature === undefined) throw new Problem('sandbox.noCertificate');
    return { signature };
  }

  @Get('phone')
  @ApiOperation({ operationId: 'sandboxPhone', summary: 'What a phone with a signing SIM shows' })
  @ApiOkResponse({ type: PromptsAnswer })
  @MayAnswer('request.invalid')
  phone(@Query() { phone }: PhoneQuery): PromptsAnswer {
    return { prompts: this.door.phones.prompts(phone) };
  }

  @Post('phone')
  @HttpCode(200)
  @ApiOperation({ operationId: 'sandboxPhoneReact', summary: 'Answer on that phone' })
  @ApiOkResponse({ type: ReactedAnswer })
  @MayAnswer(...bodyProblems)
  phoneReact(@Body() { phone, reaction }: PhoneReactionBody): ReactedAnswer {
    return { reacted: this.door.phones.react(phone, reaction) };
  }

  @Get('smartca/app')
  @ApiOperation({ operationId: 'sandboxApp', summary: 'What somebody’s SmartCA app shows' })
  @ApiOkResponse({ type: PromptsAnswer })
  @MayAnswer('request.invalid')
  app(@Query() { who }: WhoQuery): PromptsAnswer {
    return { prompts: this.door.smartCa.prompts(who) };
  }

  @Post('smartca/app')
  @HttpCode(200)
  @ApiOperation({ operationId: 'sandboxAppReact', summary: 'Answer in that app' })
  @ApiOkResponse({ type: ReactedAnswer })
  @MayAnswer(...bodyProblems)
  async appReact(@Body() { who, reaction }: AppReactionBody): Promise<ReactedAnswer> {
    return { reacted: await this.door.smartCa.react(who, reaction) };
  }
}
