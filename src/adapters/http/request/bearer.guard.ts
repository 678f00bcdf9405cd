import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { DinhDanh } from '../../../application/composition/create.js';
import { MayAnswer } from '../problems/may-answer.js';
import { Problem } from '../problems/problem.js';
import { DINH_DANH } from '../tokens.js';
import { settled } from './answers.js';
import { readCall } from './read-call.js';
import { headerOf, type HttpReply, type HttpRequest } from './wire.js';

const longestToken = 512;

/** Lets in whoever holds a live session's token, and nobody else. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const call = readCall(request, http.getResponse<HttpReply>());
    const given = headerOf(request.headers, 'authorization') ?? '';
    const token = /^bearer +([\w.~+/-]+=*) *$/i.exec(given)?.[1];
    if (token === undefined || token.length > longestToken) throw new Problem('request.bearerMissing');
    call.session = settled(await this.core.sessions.authenticate(token)).value;
    return true;
  }
}

/** For handlers of one's own resources. */
export const OwnerOnly = (): ClassDecorator & MethodDecorator =>
  applyDecorators(UseGuards(BearerGuard), ApiBearerAuth(), MayAnswer('request.bearerMissing', 'session.invalid'));
