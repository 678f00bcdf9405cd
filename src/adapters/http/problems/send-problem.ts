import { correlationOf } from '../request/correlation.js';
import { languageOf } from '../request/language.js';
import { neverKept } from '../request/never-kept.js';
import { noteProblem } from '../request/outcome-note.js';
import type { HttpReply, HttpRequest } from '../request/wire.js';
import { problemBody } from './problem-body.js';
import { problemOf } from './problem-of.js';

type OnError = ((error: unknown, correlationId: string) => void) | undefined;

/** Tells anything thrown as `application/problem+json`. */
export function sendProblem(thrown: unknown, request: HttpRequest, reply: HttpReply, onError: OnError): void {
  const correlationId = correlationOf(request);
  const problem = problemOf(thrown);
  const language = languageOf(request.headers);
  const body = problemBody(problem, language);
  noteProblem(request, problem.code);
  if (body.status === 500) onError?.(thrown, correlationId);
  if (reply.raw.headersSent) return;
  if (body.status === 401) reply.header('www-authenticate', 'Bearer realm="dinhdanh"');
  if (body.retryAfter !== undefined) reply.header('retry-after', String(body.retryAfter));
  neverKept(reply, correlationId)
    .code(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'Accept-Language')
    .send(JSON.stringify(body));
}
