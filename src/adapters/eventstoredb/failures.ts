import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '../../application/ports/unavailable.js';

/** gRPC's own numbers: cancelled, deadline exceeded, resource exhausted, aborted, internal (a stream reset), unavailable. */
const unanswered = new Set<unknown>([1, 4, 8, 10, 13, 14]);
const unansweredTypes = new Set<unknown>(['unavailable', 'deadline-exceeded', 'timeout', 'cancelled', 'not-leader']);
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 50;

const typeOf = (error: unknown): unknown => (error as { readonly type?: unknown } | null)?.type;
const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code;

/** The store did not answer, or not in time: what was asked may have happened or not. */
export const isUnanswered = (error: unknown): boolean =>
  unansweredTypes.has(typeOf(error)) || unanswered.has(codeOf(error));

/** The node refused because it does not lead: nothing happened, and the client knows where to go next. */
const isNotLeader = (error: unknown): boolean => typeOf(error) === 'not-leader';

export const isStreamNotFound = (error: unknown): boolean => typeOf(error) === 'stream-not-found';

/** Reads may be asked again and again; the bound is a leader's election. */
export const reading = <T>(read: () => Promise<T>): Promise<T> => insist(read, isUnanswered);

/**
 * An append is sent again only where the node said that it did not happen. The client puts all appends on one long call
 * that has no deadline of its own: ours is kept here.
 */
export const appending = <T>(append: () => Promise<T>, deadlineMs: number): Promise<T> =>
  insist(() => within(deadlineMs, append()), isNotLeader);

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

async function insist<T>(call: () => Promise<T>, again: (error: unknown) => boolean): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt < ATTEMPTS && again(error)) await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
      else throw isUnanswered(error) ? new Unavailable('eventStore', 1_000, { cause: error }) : error;
    }
  }
}
