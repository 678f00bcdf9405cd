import { Unavailable } from '../../application/ports/unavailable.js';

/** A configuration that cannot work. The message never repeats a connection string or a password. */
export class RedisMisconfigured extends Error {
  readonly code = 'redis.misconfigured';
  constructor(reason: string) {
    super(`Redis: ${reason}`);
    this.name = 'RedisMisconfigured';
  }
}

/** A port whose adapter is Redis, as `Unavailable` names it. */
export type RedisPort =
  'redis' | 'challenges' | 'rateLimits' | 'sessions' | 'idempotency' | 'readModels' | 'outbox' | 'snapshots' | 'leases';

export const NO_CLUSTER = 'the server is in no cluster: redis://, not redis+cluster://';
const RETRY_AFTER_MS = 1_000;

/** First words of replies that mean "ask another account, or with other rights". */
const refusesUs = /^(WRONGPASS|NOAUTH|NOPERM)\b/u;
/** First words of replies of a server that cannot do it now: loads, leads no more, is full, busy, or alone. */
const notNow =
  /^(LOADING|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|BUSY|OOM|NOREPLICAS|MISCONF|UNBLOCKED|MOVED|ASK|UNKILLABLE)\b/u;
/** What the client says of a connection that is not there or went away. */
const noAnswer =
  /Connection is closed|Command timed out|Stream isn't writeable|Socket timeout|Socket closed|isn't ready|max retries|connection close|Failed to refresh slots|None of startup nodes|All sentinels are unreachable|Cluster is ended|Too many Cluster redirections|Command aborted|connect ETIMEDOUT/u;
const systemCodes = new Set<unknown>([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What TLS says of a certificate that the configuration does not cover. */
const distrusted = new Set<unknown>([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);

/** Without what was asked: the client hangs command and arguments, a password among them, on its errors. */
const bare = (error: unknown): Error => new Error(messageOf(error).replace(/, with args.*/su, ''));

/**
 * The error to throw for one of the client: `Unavailable` when the server did not answer or cannot do it now (what was
 * asked may have happened), `RedisMisconfigured` when it refuses us, else a bug of ours.
 */
export function failureOf(port: RedisPort, error: unknown): Error {
  if (error instanceof Unavailable || error instanceof RedisMisconfigured) return error;
  const message = messageOf(error);
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (refusesUs.test(message)) return new RedisMisconfigured(`the server refuses us: ${message.split(' ', 1)[0]}`);
  if (distrusted.has(code)) return new RedisMisconfigured(`its certificate is not trusted: ${String(code)}`);
  if (message.includes('cluster support disabled')) return new RedisMisconfigured(NO_CLUSTER);
  if (notNow.test(message) || noAnswer.test(message) || systemCodes.has(code))
    return new Unavailable(port, RETRY_AFTER_MS, { cause: bare(error) });
  return bare(error);
}

/** Lets no error of the client through as it is. */
export async function answered<T>(port: RedisPort, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw failureOf(port, error);
  }
}
