import { isUnavailable } from '../../../application/ports/unavailable.js';
import { Problem } from './problem.js';

const byStatus: Readonly<Record<number, string>> = {
  400: 'request.malformed',
  404: 'request.unknownRoute',
  413: 'request.tooLarge',
  414: 'request.malformed',
  415: 'request.mediaType',
};

const retryMs = 5_000;

/** What a caller is told of anything thrown: the framework's own complaints by their status, the rest as a bug of ours. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (isUnavailable(thrown))
    return new Problem(`unavailable.${thrown.port}`, { retryAfterMs: thrown.retryAfterMs ?? retryMs });
  if (codeOf(thrown) === 'corruptHistory') return new Problem('history.unreadable');
  const status = statusOfThrown(thrown);
  return new Problem(byStatus[status] ?? (status >= 400 && status < 500 ? 'request.malformed' : 'request.failed'));
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const codeOf = (thrown: unknown): unknown => fieldsOf(thrown)['code'];

/** Nest's HttpException says it by a method, Fastify's errors by a field. */
function statusOfThrown(thrown: unknown): number {
  const { getStatus, statusCode } = fieldsOf(thrown);
  const status: unknown = typeof getStatus === 'function' ? getStatus.call(thrown) : statusCode;
  return typeof status === 'number' ? status : 500;
}
