import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { HttpSettings } from '../http-settings.js';
import { Problem } from '../problems/problem.js';
import { HTTP_SETTINGS } from '../tokens.js';
import { readCall } from './read-call.js';
import { headerOf, type HttpReply, type HttpRequest } from './wire.js';

/** Reads who calls, for handlers with `@TheCall()`. */
@Injectable()
export class CallGuard implements CanActivate {
  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    await readCall(http.getRequest<HttpRequest>(), http.getResponse<HttpReply>(), this.settings);
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
