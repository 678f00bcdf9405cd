import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { PoolConfig } from 'pg';

export interface PostgresOptions {
  /**
   * `postgresql://user[:password]@host[:port]/database[?sslmode=…&sslrootcert=…&sslcert=…&sslkey=…]`; a socket's directory
   * is a host too, with its slashes escaped. TLS is on and the server's name and certificate are checked (`verify-full`), but for a server
   * on this machine or where `sslmode=disable` is said; the modes in between check nothing and are refused. The last three are
   * PEM files. There is no default, and no `PG…` variable is read.
   */
  readonly connectionString: string;
  /** Asked at each new connection, for passwords that change; wins over the one in the string. */
  readonly password?: () => string | Promise<string>;
  /** The schema that holds our tables; several deployments may share a database. */
  readonly schema?: string;
  /** How many connections this process opens at most. */
  readonly poolSize?: number;
  /** How long to wait for a new or a free connection, in milliseconds; at most the deadline. */
  readonly connectTimeoutMs?: number;
  /** How long one call may take before it counts as unanswered, in milliseconds; the server gives up as well by then. */
  readonly deadlineMs?: number;
}

/** A configuration that cannot work. The message never repeats the connection string, which may hold a password. */
export class PostgresMisconfigured extends Error {
  readonly code = 'postgres.misconfigured';
  constructor(reason: string, options?: ErrorOptions) {
    super(`PostgreSQL: ${reason}`, options);
    this.name = 'PostgresMisconfigured';
  }
}

export interface Settings {
  readonly pool: PoolConfig;
  readonly schema: string;
  readonly deadlineMs: number;
}

const parameters = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'];
const thisMachine = new Set(['localhost', '127.0.0.1', '::1']);
const schemaForm = /^[a-z_][a-z0-9_]{0,62}$/u;
/** Under our feet whatever the server, the database or the role says: a commit waits for the disk, and sees what others committed. */
const session = '-c synchronous_commit=on -c default_transaction_isolation=read\\ committed';

/** Reads and checks everything that can be checked without the server. Throws `PostgresMisconfigured`. */
export function settingsOf(options: PostgresOptions): Settings {
  const { schema = 'dinhdanh', poolSize = 10, connectTimeoutMs = 3_000, deadlineMs = 10_000 } = options;
  if (!schemaForm.test(schema))
    throw new PostgresMisconfigured('a schema is named by up to 63 small letters, digits and underscores');
  for (const [what, number] of Object.entries({ poolSize, connectTimeoutMs, deadlineMs }))
    if (!Number.isSafeInteger(number) || number <= 0)
      throw new PostgresMisconfigured(`${what} is a whole number above 0`);
  if (connectTimeoutMs > deadlineMs)
    throw new PostgresMisconfigured('waiting for a connection may not take longer than the whole call (deadlineMs)');

  const url = urlOf(options.connectionString);
  const said = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/u, '$1');
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  for (const [what, text] of Object.entries({ host, user, database }))
    if (text === '') throw new PostgresMisconfigured(`the connection string names no ${what}`);
  const written = decodeURIComponent(url.password);
  return {
    schema,
    deadlineMs,
    pool: {
      host,
      port: url.port === '' ? 5432 : Number(url.port),
      user,
      database,
      // Always a function: the driver would look into PGPASSWORD and ~/.pgpass for one that is not there.
      password: options.password ?? (() => written),
      ssl: tlsOf(host, said),
      enableChannelBinding: true,
      options: session,
      application_name: 'dinhdanh',
      max: poolSize,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: deadlineMs,
      lock_timeout: deadlineMs,
      idle_in_transaction_session_timeout: deadlineMs,
      query_timeout: deadlineMs,
      keepAlive: true,
    },
  };
}

function urlOf(connectionString: string): URL {
  let url: URL;
  try {
    url = new URL(connectionString);
    for (const part of [url.username, url.password, url.hostname, url.pathname]) decodeURIComponent(part);
  } catch {
    throw new PostgresMisconfigured('the connection string cannot be read');
  }
  if (!['postgres:', 'postgresql:'].includes(url.protocol))
    throw new PostgresMisconfigured('the connection string does not start with postgresql://');
  const unknown = [...url.searchParams.keys()].find((name) => !parameters.includes(name));
  if (unknown !== undefined)
    throw new PostgresMisconfigured(`the connection string may say ${parameters.join(', ')}, and not ${unknown}`);
  return url;
}

function tlsOf(host: string, said: (name: string) => string | undefined): ConnectionOptions | false {
  const isHere = host.startsWith('/') || thisMachine.has(host);
  const mode = said('sslmode') ?? (isHere ? 'disable' : 'verify-full');
  if (mode === 'disable') return false;
  if (mode !== 'verify-full')
    throw new PostgresMisconfigured(
      'sslmode is verify-full or disable: the others leave open who answers at the other end',
    );
  const [ca, cert, key] = ['sslrootcert', 'sslcert', 'sslkey'].map((name) => fileOf(name, said(name)));
  if ((cert === undefined) !== (key === undefined)) throw new PostgresMisconfigured('sslcert and sslkey go together');
  return {
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

function fileOf(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new PostgresMisconfigured(`the file that ${name} names cannot be read`);
  }
}
