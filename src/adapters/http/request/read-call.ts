import { type Call, findCall, keepCall } from './call.js';
import { correlationOf } from './correlation.js';
import { neverKept } from './never-kept.js';
import { headerOf, type HttpReply, type HttpRequest } from './wire.js';

/** Who calls, read once a request. What it is answered is nobody's business but theirs: no cache keeps it. */
export function readCall(request: HttpRequest, reply: HttpReply): Call {
  const known = findCall(request);
  if (known !== undefined) return known;
  const correlationId = correlationOf(request);
  neverKept(reply, correlationId);
  return keepCall(request, {
    caller: {
      address: request.ip,
      agent: headerOf(request.headers, 'user-agent') ?? '',
      channel: 'web',
      correlationId,
    },
    idempotencyKey: headerOf(request.headers, 'idempotency-key'),
    method: request.method,
    path: request.url.split('?')[0] ?? '',
  });
}
