import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '../../application/ports/unavailable.js';

/** gRPC's own numbers: cancelled, deadline exceeded, resource exhausted, aborted, internal (a stream reset), unavailable. */
const unanswered = new Set<unknown>([1, 4, 8, 10, 13, 14]);
const unansweredTypes = new Set<unknown>(['unavailable', 'deadline-exceeded', 'timeout', 'cancelled', 'not-leader']);
const INTERNAL = 13;
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 50;

const typeOf = (error: unknown): unknown => (error as { readonly type?: unknown } | null)?.type;
const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code;

/** The store did not answer, or not in time: what was asked may have happened or not. */
export const isUnanswered = (error: unknown): boolean =>
  unansweredTypes.has(typeOf(error)) || unanswered.has(codeOf(error)) || isUndiscovered(error);

/** No node of the cluster could be found, as while a leader is elected: nothing was sent. The client has no type for it. */
const isUndiscovered = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Failed to discover after ');

/**
 * Before its first append the client asks once what the server can do, and remembers that answer for ever, also when it was
 * that no node was found or that the stream was reset: every later append would fail with it.
 */
export const isRemembered = (error: unknown): boolean => isUndiscovered(error) || codeOf(error) === INTERNAL;

/** The node refused because it does not lead: nothing happened, and the client knows where to go next. */
const isNotLeader = (error: unknown): boolean => typeOf(error) === 'not-leader';

export const isStreamNotFound = (error: unknown): boolean => typeOf(error) === 'stream-not-found';

/**
 * Reads may be asked again and again, until their deadline: the client's own covers neither the search for a node, which
 * takes minutes where nodes answer nothing at all, nor what is asked again.
 */
export const reading = <T>(read: () => Promise<T>, deadlineMs: number): Promise<T> =>
  within(deadlineMs, insist(read, isUnanswered, performance.now() + deadlineMs));

/**
 * An append is sent again only where it certainly did not happen: a node said so, or none was found. The client puts all
 * appends on one long call that has no deadline of its own: ours is kept here.
 */
export const appending = <T>(append: () => Promise<T>, deadlineMs: number): Promise<T> =>
  within(
    deadlineMs,
    insist(append, (error) => isNotLeader(error) || isUndiscovered(error), performance.now() + deadlineMs),
  );

/** Why the server will not have us whatever we wait for, in our own words; undefined where it may. */
export function misconfigurationOf(error: unknown): string | undefined {
  if (typeOf(error) === 'access-denied') return 'the server refuses this user, its password or what it may read';
  const { cause } = error as { readonly cause?: unknown };
  if (cause instanceof Error && /certificate|altnames|SSL routines/u.test(cause.message))
    return 'no TLS with this server: its certificate is not trusted, or it speaks none';
  return undefined;
}

async function within<T>(deadlineMs: number, call: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: waiting.signal }).then(() => {
    throw new Unavailable('eventStore', 1_000);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    waiting.abort();
    late.catch(() => undefined);
    call.catch(() => undefined);
  }
}

async function insist<T>(call: () => Promise<T>, again: (error: unknown) => boolean, until: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const waitMs = FIRST_WAIT_MS * 2 ** (attempt - 1);
      if (attempt < ATTEMPTS && again(error) && performance.now() + waitMs < until) await sleep(waitMs);
      else throw isUnanswered(error) ? new Unavailable('eventStore', 1_000, { cause: error }) : error;
    }
  }
}
