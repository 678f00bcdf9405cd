import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Problem } from '../problems/problem.js';
import { readCall } from './read-call.js';
import { headerOf, type HttpReply, type HttpRequest } from './wire.js';

/** Reads who calls, for handlers with `@TheCall()`. */
@Injectable()
export class CallGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    readCall(http.getRequest<HttpRequest>(), http.getResponse<HttpReply>());
    return true;
  }
}

/** The API takes JSON alone; forms are for pages. */
@Injectable()
export class JsonGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<HttpRequest>();
    const type = headerOf(headers, 'content-type');
    if (type === undefined || /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return true;
    throw new Problem('request.mediaType');
  }
}
