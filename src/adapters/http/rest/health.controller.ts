import { Get, Inject, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { CheckAnswer, LiveAnswer, ReadyAnswer } from '../dto/public.answers.js';
import type { HttpSettings, ReadinessCheck } from '../http-settings.js';
import type { HttpReply } from '../request/wire.js';
import { HTTP_SETTINGS } from '../tokens.js';
import { RestController } from './rest-controller.js';

const patienceMs = 2_000;

@RestController('health', 'Health')
@ApiExtraModels(CheckAnswer)
export class HealthController {
  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  @Get('live')
  @ApiOperation({ operationId: 'live', summary: 'The process answers' })
  @ApiOkResponse({ type: LiveAnswer })
  live(): LiveAnswer {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'ready', summary: 'Everything that requests depend on answers' })
  @ApiOkResponse({ type: ReadyAnswer })
  @ApiResponse({ status: 503, type: ReadyAnswer, description: 'Something does not answer; `checks` says what' })
  async ready(@Res({ passthrough: true }) reply: HttpReply): Promise<ReadyAnswer> {
    const checks = await Promise.all(
      Object.entries(this.settings.checks ?? {}).map(async ([name, check]) => [name, await checked(check)] as const),
    );
    const status = checks.every(([, check]) => check.status === 'ok') ? 'ok' : 'failing';
    if (status === 'failing') reply.code(503);
    return { status, checks: Object.fromEntries(checks) };
  }
}

async function checked(check: ReadinessCheck): Promise<CheckAnswer> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const answered = Promise.resolve()
    .then(check)
    .then(
      () => true,
      () => false,
    );
  const ok = await Promise.race([answered, late]);
  clearTimeout(timer);
  return { status: ok ? 'ok' : 'failing', ms: Math.round(performance.now() - started) };
}
