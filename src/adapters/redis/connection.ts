import { createHash } from 'node:crypto';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import { Unavailable } from '../../application/ports/unavailable.js';
import { readConnectionString } from './address.js';
import { type Client, connectClient, type Connected, isCluster } from './client.js';
import { answered, RedisMisconfigured, type RedisPort } from './failures.js';
import { inspect, type RedisReport } from './inspection.js';
import type { RedisScript } from './script.js';

export interface RedisOptions {
  /**
   * `redis://[user:password@]host[:port][/db]`, `redis+sentinel://[user:password@]host[:port][,…]/master[/db]` or
   * `redis+cluster://[user:password@]host[:port][,…]`; `rediss` in place of `redis` for TLS. There is no default.
   */
  readonly connectionString: string;
  /** In front of every key, so that several deployments share a server. Letters, digits and dashes. */
  readonly keyPrefix?: string;
  /** Certificates and the like, where the system's own do not do; only with `rediss`. */
  readonly tls?: TlsOptions;
  /** What the sentinels ask for, when they do. */
  readonly sentinelUsername?: string;
  readonly sentinelPassword?: string;
  /** How long one call may take before it counts as unanswered, in milliseconds. */
  readonly deadlineMs?: number;
  /** How long to try to connect at start-up, in milliseconds. */
  readonly connectTimeoutMs?: number;
  /**
   * So many replicas must have taken what withdraws a right (a revocation, a code that was used) before it is answered, so
   * that a fail-over does not bring the right back. 0 where there are none.
   */
  readonly replicas?: number;
  /**
   * `checked`: at start-up the server is asked whether it flushes each write (`appendfsync always`) or keeps nothing at all,
   * so that no restart brings back what was revoked; and where it has replicas, they must confirm. `asserted`: the operator
   * vouches for that, since the server does not show it.
   */
  readonly persistence?: 'checked' | 'asserted';
  /** Told when a connection breaks, without credentials. It is opened again by itself. */
  readonly onTrouble?: (reason: string) => void;
}

const prefixForm = /^[A-Za-z0-9-]+$/u;
const wholeAbove = (floor: number, value: number): boolean => Number.isSafeInteger(value) && value > floor;
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

type Send = (
  kind: 'eval' | 'evalsha',
  script: string,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

/** One client for all adapters of a process. Every failure is one of failures.ts. */
export class RedisConnection {
  readonly #client: Client;
  readonly #prefix: string;
  readonly #replicas: number;
  readonly #deadlineMs: number;
  readonly #check: () => Promise<RedisReport>;
  readonly #close: () => void;

  constructor({ client, close }: Connected, settings: Settings, check: () => Promise<RedisReport>) {
    this.#client = client;
    this.#close = close;
    this.#prefix = settings.keyPrefix;
    this.#replicas = settings.replicas;
    this.#deadlineMs = settings.deadlineMs;
    this.#check = check;
  }

  /**
   * The name of a key: deployment, area, the digest of `tag` in braces (it decides the slot of a cluster; any text will
   * do), and a suffix that our code chose. What is touched together has one tag.
   */
  key(area: string, tag: string, suffix = ''): string {
    return `${this.#prefix}:${area}:{${digestOf(tag)}}${suffix}`;
  }

  /** A short name for any text, fit for a key's suffix or a field. */
  digest(text: string): string {
    return digestOf(text);
  }

  /** Runs a script in one atomic step; sends it whole where the server has lost or never seen it. Never twice. */
  run<Reply>(
    port: RedisPort,
    script: RedisScript<Reply>,
    keys: readonly string[],
    args: readonly (string | number)[] = [],
  ): Promise<Reply> {
    return answered(port, async () => {
      const send = script.lasting && this.#replicas > 0 ? this.#confirmed(port) : this.#plain;
      try {
        return (await send('evalsha', script.sha, keys, args)) as Reply;
      } catch (error) {
        if (!String((error as Error).message).startsWith('NOSCRIPT')) throw error;
        return (await send('eval', script.lua, keys, args)) as Reply;
      }
    });
  }

  /** One plain command, e.g. `connection.call('sessions', (client) => client.get(key))`. */
  call<T>(port: RedisPort, command: (client: Client) => Promise<T>): Promise<T> {
    return answered(port, () => command(this.#client));
  }

  /** Asks every master how it is; rejects as at start-up when one cannot keep what the ports promise. */
  check(): Promise<RedisReport> {
    return answered('redis', this.#check);
  }

  /** Ends the connection at once; calls under way reject. Again: nothing. */
  async close(): Promise<void> {
    this.#close();
  }

  readonly #plain: Send = (kind, script, keys, args) => this.#client[kind](script, keys.length, ...keys, ...args);

  /** On one connection, so that WAIT covers what the script wrote. */
  #confirmed(port: RedisPort): Send {
    return async (kind, script, keys, args) => {
      const patienceMs = Math.ceil(this.#deadlineMs / 2);
      const sent = this.#client.pipeline()[kind](script, keys.length, ...keys, ...args);
      const [ran, waited] = (await sent.wait(this.#replicas, patienceMs).exec()) ?? [];
      const error = ran === undefined ? new Error('Connection is closed.') : (ran[0] ?? waited?.[0]);
      if (error != null) throw error;
      if (Number(waited?.[1]) < this.#replicas)
        throw new Unavailable(port, 1_000, { cause: new Error('Too few replicas took the write in time') });
      return ran?.[1];
    };
  }
}

interface Settings {
  readonly keyPrefix: string;
  readonly replicas: number;
  readonly deadlineMs: number;
}

/**
 * Connects, and asks the server whether it can keep what the ports promise. Rejects with `RedisMisconfigured` when it
 * never will, with `Unavailable` when it did not answer in time.
 */
export async function openRedis(options: RedisOptions): Promise<RedisConnection> {
  const { keyPrefix = 'dinhdanh', deadlineMs = 2_000, connectTimeoutMs = 5_000, replicas = 0 } = options;
  const target = readConnectionString(options.connectionString);
  if (!prefixForm.test(keyPrefix)) throw new RedisMisconfigured('a key prefix holds letters, digits and dashes');
  if (!wholeAbove(0, deadlineMs) || !wholeAbove(0, connectTimeoutMs))
    throw new RedisMisconfigured('a deadline is a whole number of milliseconds above 0');
  if (!wholeAbove(-1, replicas)) throw new RedisMisconfigured('a number of replicas is whole and not below 0');
  if (options.tls !== undefined && !target.tls)
    throw new RedisMisconfigured('TLS is said in the connection string: rediss, not redis');
  const onTrouble = ({ message, cause }: Error): void =>
    options.onTrouble?.(cause instanceof Error ? `${message}: ${cause.message}` : message);
  const connected = await connectClient(target, { ...options, deadlineMs, connectTimeoutMs, onTrouble });
  const { client } = connected;
  const check = () =>
    inspect(isCluster(client) ? client.nodes('master') : [client], {
      clustered: target.topology === 'cluster',
      replicas,
      persistence: options.persistence ?? 'checked',
    });
  const connection = new RedisConnection(connected, { keyPrefix, replicas, deadlineMs }, check);
  try {
    await connection.check();
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
