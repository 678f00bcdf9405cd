import { correlationOf } from './request/correlation.js';
import { problemNoted } from './request/outcome-note.js';
import type { HttpReply, HttpRequest } from './request/wire.js';

/** All that is ever logged of a request. No address, header, query, body or id in it: what is not here cannot leak. */
export interface RequestLine {
  readonly method: string;
  /** The pattern of the route (`/v1/registrations/:id`), never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly correlationId: string;
  /** Of the problem it was answered with. */
  readonly code?: string;
}

interface HookedServer {
  addHook(name: 'onResponse', hook: (request: HttpRequest, reply: HttpReply, done: () => void) => void): unknown;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function lineOf(request: HttpRequest, reply: Pick<HttpReply, 'statusCode' | 'elapsedTime'>): RequestLine {
  const code = problemNoted(request);
  return {
    method: methods.has(request.method) ? request.method : 'OTHER',
    route: request.routeOptions?.url ?? 'unknown',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    correlationId: correlationOf(request),
    ...(code !== undefined && { code }),
  };
}

/** One line for every request that a Fastify server answers. */
export function logRequests(server: unknown, log: (line: RequestLine) => void): void {
  (server as HookedServer).addHook('onResponse', (request, reply, done) => {
    log(lineOf(request, reply));
    done();
  });
}
