import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { HttpSettings } from '../http-settings.js';
import { asPage } from '../pages/html.js';
import { renderProblemPage } from '../pages/problem.page.js';
import { correlationOf } from '../request/correlation.js';
import { languageOf } from '../request/language.js';
import { neverKept } from '../request/never-kept.js';
import { noteProblem } from '../request/outcome-note.js';
import type { HttpReply, HttpRequest } from '../request/wire.js';
import { HTTP_SETTINGS } from '../tokens.js';
import { problemBody } from './problem-body.js';
import { problemOf } from './problem-of.js';
import { sendProblem } from './send-problem.js';

/** Every refusal and every failure, for programs. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    sendProblem(thrown, host.getArgByIndex<HttpRequest>(0), host.getArgByIndex<HttpReply>(1), this.settings.onError);
  }
}

/** The same, for people in a browser. */
@Catch()
@Injectable()
export class PageProblemFilter implements ExceptionFilter {
  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.getArgByIndex<HttpRequest>(0);
    const reply = host.getArgByIndex<HttpReply>(1);
    const problem = problemOf(thrown);
    const correlationId = correlationOf(request);
    const body = problemBody(problem, languageOf(request.headers));
    noteProblem(request, problem.code);
    if (body.status === 500) this.settings.onError?.(thrown, correlationId);
    if (reply.raw.headersSent) return;
    if (body.retryAfter !== undefined) reply.header('retry-after', String(body.retryAfter));
    asPage(neverKept(reply, correlationId)).code(body.status).send(renderProblemPage(body));
  }
}
