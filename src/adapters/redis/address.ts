import { RedisMisconfigured } from './failures.js';

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** What a connection string says. */
export interface RedisTarget {
  readonly topology: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  /** One for a single server; the sentinels, or some nodes of the cluster, otherwise. */
  readonly addresses: readonly RedisAddress[];
  readonly username?: string;
  readonly password?: string;
  /** The name under which sentinels know the master. */
  readonly master?: string;
  readonly db: number;
}

const form = /^redis(s?)(\+sentinel|\+cluster)?:\/\/(?:([^@/]*)@)?([^@/]+)((?:\/[^/]*)*)$/u;
const hostForm = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/u;

/**
 * Reads `redis://[user:password@]host[:port][/db]`, `redis+sentinel://[user:password@]host[:port][,…]/master[/db]` or
 * `redis+cluster://[user:password@]host[:port][,…]`; `rediss` in place of `redis` for TLS. User and password are
 * percent-encoded. No error repeats any part of the text, since it may hold a password.
 */
export function readConnectionString(text: string): RedisTarget {
  const [, secure, kind, credentials, hosts, path] = form.exec(text) ?? [];
  if (hosts === undefined) throw new RedisMisconfigured('the connection string cannot be read');
  const topology = kind === undefined ? 'single' : kind === '+sentinel' ? 'sentinel' : 'cluster';
  const addresses = hosts.split(',').map((host) => addressOf(host, topology === 'sentinel' ? 26_379 : 6_379));
  if (topology === 'single' && addresses.length !== 1)
    throw new RedisMisconfigured('several hosts are sentinels (redis+sentinel) or nodes of a cluster (redis+cluster)');
  return {
    topology,
    tls: secure === 's',
    addresses,
    ...credentialsOf(credentials),
    ...placeOf(topology, (path ?? '').split('/').slice(1)),
  };
}

function addressOf(text: string, defaultPort: number): RedisAddress {
  const [, host, port] = hostForm.exec(text) ?? [];
  if (host === undefined) throw new RedisMisconfigured('a host in the connection string cannot be read');
  const number = port === undefined ? defaultPort : Number(port);
  if (number < 1 || number > 65_535) throw new RedisMisconfigured('a port is a number from 1 to 65535');
  return { host: host.replace(/^\[|\]$/gu, ''), port: number };
}

function credentialsOf(text: string | undefined): { username?: string; password?: string } {
  if (text === undefined) return {};
  const colon = text.indexOf(':');
  if (colon === -1) throw new RedisMisconfigured('a password stands after a colon: user:password@ or :password@');
  const [username, password] = [decoded(text.slice(0, colon)), decoded(text.slice(colon + 1))];
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RedisMisconfigured('user and password in the connection string are percent-encoded');
  }
}

function placeOf(topology: RedisTarget['topology'], path: readonly string[]): { master?: string; db: number } {
  const parts = path.filter((part, index) => part !== '' || index < path.length - 1);
  if (topology === 'cluster') {
    if (parts.length > 0) throw new RedisMisconfigured('a cluster has one database and needs no number');
    return { db: 0 };
  }
  const [master, ...rest] = topology === 'sentinel' ? parts : ['', ...parts];
  if (master === undefined) throw new RedisMisconfigured('sentinels are asked for a master by name: …/name');
  const [db = '0', ...tooMuch] = rest;
  if (!/^\d{1,4}$/u.test(db) || tooMuch.length > 0) throw new RedisMisconfigured('a database is a number');
  return { ...(topology === 'sentinel' ? { master } : {}), db: Number(db) };
}
