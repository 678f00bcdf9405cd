import type { ConnectionOptions as TlsOptions } from 'node:tls';
import { Cluster, Redis } from 'ioredis';
import type { RedisTarget } from './address.js';
import { failureOf, RedisMisconfigured } from './failures.js';

export type Client = Redis | Cluster;

interface ClientOptions {
  readonly tls?: TlsOptions;
  readonly sentinelUsername?: string;
  readonly sentinelPassword?: string;
  readonly deadlineMs: number;
  readonly connectTimeoutMs: number;
  onTrouble(failure: Error): void;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;
/** A connection that owes us an answer and stays silent so many deadlines long is given up for dead. */
const SILENT_DEADLINES = 5;
const patience = (attempt: number): number => Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);

/** A client, and the one way to end it. */
export interface Connected {
  readonly client: Client;
  close(): void;
}

export const isCluster = (client: Client): client is Cluster => client instanceof Cluster;

/**
 * A connected client. It connects again for ever, but sends no command twice and lets none wait for a connection: what
 * was sent and not answered may have happened, and only the caller knows whether to ask again.
 */
export async function connectClient(target: RedisTarget, options: ClientOptions): Promise<Connected> {
  const client = makeClient(target, options);
  const close = keptOpen(client);
  let last: unknown = new Error('connect ETIMEDOUT');
  let timer: NodeJS.Timeout | undefined;
  // Not the promise of `connect`: a cluster that is not ready yet is asked again without settling it.
  const ready = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => reject(failureOf('redis', last)), options.connectTimeoutMs);
    client.once('ready', resolve);
    const note = (error: unknown): void => {
      last = (error as { readonly lastNodeError?: unknown } | null)?.lastNodeError ?? error;
      const failure = failureOf('redis', last);
      options.onTrouble(failure);
      if (failure instanceof RedisMisconfigured) reject(failure);
    };
    client.on('error', note);
    client.on('node error', note);
  });
  client.connect().catch(() => undefined);
  try {
    await ready;
    return { client, close };
  } catch (error) {
    close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The client gives up for good when a master changes while it looks for one: then it is told to begin anew, until it is
 * closed by us.
 */
function keptOpen(client: Client): () => void {
  let again: NodeJS.Timeout | undefined;
  let closed = false;
  client.on('end', () => {
    if (!closed) again = setTimeout(() => void client.connect().catch(() => undefined), FIRST_WAIT_MS);
  });
  return () => {
    if (closed) return;
    closed = true;
    clearTimeout(again);
    if (client.status !== 'end') client.disconnect();
  };
}

function makeClient(target: RedisTarget, options: ClientOptions): Client {
  const common = {
    username: target.username,
    password: target.password,
    commandTimeout: options.deadlineMs,
    connectTimeout: options.connectTimeoutMs,
    socketTimeout: SILENT_DEADLINES * options.deadlineMs,
    disconnectTimeout: FIRST_WAIT_MS,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    ...(target.tls ? { tls: options.tls ?? {} } : {}),
  };
  if (target.topology === 'cluster')
    return new Cluster([...target.addresses], {
      lazyConnect: true,
      enableOfflineQueue: false,
      retryDelayOnFailover: 0,
      slotsRefreshTimeout: options.deadlineMs,
      slotsRefreshInterval: LONGEST_WAIT_MS,
      clusterRetryStrategy: patience,
      redisOptions: common,
      // Nodes of a cluster tell addresses: certificates are made out to them, or to the names asked for here.
      ...(target.tls ? { dnsLookup: (host, answer) => answer(null, host) } : {}),
    });
  const single = {
    ...common,
    db: target.db,
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy: patience,
    // A master that was demoted keeps its connections: leave it, and ask the sentinels anew.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  };
  const [first] = target.addresses;
  if (target.topology === 'single') return new Redis({ ...single, ...first });
  return new Redis({
    ...single,
    sentinels: [...target.addresses],
    name: target.master,
    sentinelUsername: options.sentinelUsername,
    sentinelPassword: options.sentinelPassword,
    sentinelRetryStrategy: patience,
    sentinelCommandTimeout: options.deadlineMs,
    failoverDetector: true,
    ...(target.tls ? { enableTLSForSentinelMode: true, sentinelTLS: options.tls ?? {} } : {}),
  });
}
