import { randomUUID } from 'node:crypto';
import { headerOf, type HttpRequest } from './wire.js';

const known = new WeakMap<object, string>();
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const traceparent = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * One id a request, on its log line, its answer and its events. Taken over from the caller only in forms that cannot carry
 * anything else (a UUID, or a W3C trace id), because it is logged.
 */
export function correlationOf(request: Pick<HttpRequest, 'headers' | 'raw'>): string {
  const found = known.get(request.raw);
  if (found !== undefined) return found;
  const given = headerOf(request.headers, 'x-correlation-id') ?? headerOf(request.headers, 'x-request-id') ?? '';
  const trace = traceparent.exec(headerOf(request.headers, 'traceparent') ?? '')?.[1];
  const id = uuid.test(given) ? given.toLowerCase() : (trace ?? randomUUID());
  known.set(request.raw, id);
  return id;
}
