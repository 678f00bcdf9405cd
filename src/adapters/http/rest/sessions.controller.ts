import { Delete, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { DinhDanh } from '../../../application/composition/create.js';
import type { SessionView } from '../../../application/login/login-api.js';
import { EndedSessionsAnswer, SessionsAnswer, sessionAnswer } from '../dto/login.js';
import { MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { type Call, TheCall, TheSession } from '../request/call.js';
import { DINH_DANH } from '../tokens.js';
import { RestController } from './rest-controller.js';

@RestController('v1/sessions', 'Sessions')
@OwnerOnly()
export class SessionsController {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  @Get()
  @ApiOperation({ operationId: 'listSessions', summary: 'One’s live sessions' })
  @ApiOkResponse({ type: SessionsAnswer })
  async list(@TheSession() current: SessionView): Promise<SessionsAnswer> {
    const { value } = settled(await this.core.sessions.list(current));
    return { sessions: value.map((session) => sessionAnswer(session, current.sessionId)) };
  }

  @Delete()
  @ApiOperation({ operationId: 'revokeOtherSessions', summary: 'End all sessions but this one' })
  @ApiOkResponse({ type: EndedSessionsAnswer })
  async revokeOthers(@TheSession() current: SessionView, @TheCall() { caller }: Call): Promise<EndedSessionsAnswer> {
    const { value, position } = settled(await this.core.sessions.revokeOthers(current, caller));
    return { ended: value.ended, position: position ?? null };
  }

  @Delete(':id')
  @ApiOperation({ operationId: 'revokeSession', summary: 'End one session; ending this one is logging out' })
  @ApiParam({ name: 'id', description: 'The sessionId' })
  @ApiOkResponse({ type: EndedSessionsAnswer })
  @MayAnswer('session.unknown')
  async revoke(
    @Param('id') id: string,
    @TheSession() current: SessionView,
    @TheCall() { caller }: Call,
  ): Promise<EndedSessionsAnswer> {
    const { value, position } = settled(await this.core.sessions.revoke(current, id, caller));
    return { ended: value.ended, position: position ?? null };
  }
}
