import { Body, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation } from '@nestjs/swagger';
import type { DinhDanh } from '../../../application/composition/create.js';
import { NoticeAnswer, SmartCaNoticeBody } from '../dto/notices.js';
import type { HttpSettings, RemoteSigningNotice } from '../http-settings.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { Problem } from '../problems/problem.js';
import { IdempotentPosts } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { DINH_DANH, HTTP_SETTINGS } from '../tokens.js';
import { OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

/** How many may be looked into at a time; more are let go of, since the portal asks by itself. */
const mostUnderWay = 64;

/** What counterparties tell of their own accord. They prove nothing, and are told nothing. */
@RestController('v1/notices', 'Notices of counterparties')
export class NoticesController extends OverCore {
  private underWay = 0;

  constructor(
    @Inject(DINH_DANH) core: DinhDanh,
    @Inject(IdempotentPosts) posts: IdempotentPosts,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {
    super(core, posts);
  }

  @Post('smart-ca')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'tellSmartCa',
    summary: 'A SmartCA transaction is over, says its service',
    description:
      'Nothing in it is believed: a transaction of that name is asked for again at the service. The answer is the same whatever was told, and comes before anything is looked up. Not there where the host takes no notices.',
  })
  @ApiAcceptedResponse({ type: NoticeAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'request.unknownRoute', 'notice.tooMany')
  async smartCa(@Body() body: SmartCaNoticeBody, @TheCall() call: Call): Promise<NoticeAnswer> {
    const { remoteSigningNotices: receiver } = this.settings;
    if (receiver === undefined) throw new Problem('request.unknownRoute');
    await this.posts.run(call, body, () => this.core.noticeGate.admit(call.caller));
    const { tranId, refTranId, status } = body;
    void this.passOn(receiver, { tranId, refTranId, status }, call.caller.correlationId);
    return { received: true };
  }

  private async passOn(
    receiver: NonNullable<HttpSettings['remoteSigningNotices']>,
    notice: RemoteSigningNotice,
    correlationId: string,
  ): Promise<void> {
    if (this.underWay >= mostUnderWay) return;
    this.underWay += 1;
    try {
      await receiver(notice);
    } catch (error) {
      this.settings.onError?.(error, correlationId);
    } finally {
      this.underWay -= 1;
    }
  }
}
