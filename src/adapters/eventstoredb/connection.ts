import { EventStoreDBClient } from '@eventstore/db-client';

export interface EventStoreDbOptions {
  /**
   * `esdb://[user:password@]host[:port][,host…][?options]` or `esdb+discover://…` for a cluster: TLS, credentials,
   * discovery, keep-alive and node preference are all said here. There is no default.
   */
  readonly connectionString: string;
  /**
   * In front of every stream name, so that several deployments share a cluster. Letters, digits and dashes, with a dot at
   * the end: then none begins as another one does, and none sees another's events. Empty when the whole database is ours.
   */
  readonly streamPrefix?: string;
  /** How long one call may take before it counts as unanswered, in milliseconds. */
  readonly deadlineMs?: number;
  readonly subscriptions?: Partial<SubscriptionNumbers>;
}

/** All in milliseconds. */
export interface SubscriptionNumbers {
  /** Between two attempts to subscribe again: the first wait, doubled up to the longest. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A subscription that stays silent so long while the log goes on is given up for dead and opened again. */
  readonly silenceMs: number;
  /** After so long without the store, a subscriber is told that it is gone. */
  readonly goneAfterMs: number;
}

export interface Connection {
  /** The one to ask now; not to be kept. */
  readonly client: EventStoreDBClient;
  /** Has another client from now on, unless there is another one already. Subscriptions of the old one end. */
  renew(old: EventStoreDBClient): void;
  readonly prefix: string;
  readonly deadlineMs: number;
  readonly subscriptions: SubscriptionNumbers;
}

/** A configuration that cannot work. The message never repeats the connection string, which may hold a password. */
export class EventStoreDbMisconfigured extends Error {
  readonly code = 'eventStoreDb.misconfigured';
  constructor(reason: string, options?: ErrorOptions) {
    super(`EventStoreDB: ${reason}`, options);
    this.name = 'EventStoreDbMisconfigured';
  }
}

const schemes = ['esdb:', 'esdb+discover:'];
const prefixForm = /^[A-Za-z0-9-]*\.?$/u;

/** Connects lazily: nothing is sent before the first call. */
export function connect({
  connectionString,
  streamPrefix = '',
  deadlineMs = 10_000,
  subscriptions = {},
}: EventStoreDbOptions): Connection {
  if (!schemes.some((scheme) => connectionString.startsWith(`${scheme}//`)))
    throw new EventStoreDbMisconfigured(`the connection string starts with none of ${schemes.join('// ')}//`);
  if (!prefixForm.test(streamPrefix))
    throw new EventStoreDbMisconfigured(
      'a stream prefix holds letters, digits and dashes only, and may end with a dot',
    );
  if (!Number.isSafeInteger(deadlineMs) || deadlineMs <= 0)
    throw new EventStoreDbMisconfigured('a deadline is a whole number of milliseconds above 0');
  let client = clientOf(connectionString);
  return {
    get client() {
      return client;
    },
    renew(old) {
      if (old !== client) return;
      client = clientOf(connectionString);
      old.dispose().catch(() => undefined);
    },
    prefix: streamPrefix,
    deadlineMs,
    subscriptions: { firstWaitMs: 100, longestWaitMs: 5_000, silenceMs: 15_000, goneAfterMs: 60_000, ...subscriptions },
  };
}

function clientOf(connectionString: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch {
    throw new EventStoreDbMisconfigured('the connection string cannot be read');
  }
}
