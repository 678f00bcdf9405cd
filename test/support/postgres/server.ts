import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);
const STARTS_WITHIN_MS = 20_000;
/** Of tests only: the server listens on this machine, and lives as long as its test. */
const PASSWORD = 'p@ss: word/of-tests';

/** Where Debian keeps the server's programs, newest first; they are not in its PATH. */
function debianFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
}

/** The folder with `initdb` and `postgres`; `undefined`: PostgreSQL is not installed. */
export const postgresPrograms: string | undefined = [
  ...(process.env.PATH ?? '').split(delimiter),
  ...debianFolders(),
].find((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));

/** PostgreSQL refuses to run as root; who it runs as instead. */
function serverAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  const fields = ['postgres', 'nobody'].map((name) => accounts.find((line) => line.startsWith(`${name}:`))?.split(':'));
  const [, , uid, gid] = fields.find((one) => one !== undefined) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

export interface ServerOptions {
  /** Lines of postgresql.conf; they may name files of `files`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Written into the data directory, readable by the server only. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A real PostgreSQL server on a free port of this machine, with a data directory of its own. */
export class PostgresServer {
  #process: ChildProcess | undefined;

  private constructor(
    /** The data directory. */
    readonly folder: string,
    readonly port: number,
    private readonly account: { readonly uid: number; readonly gid: number } | undefined,
  ) {}

  static async start({ settings = {}, files = {} }: ServerOptions = {}): Promise<PostgresServer> {
    if (postgresPrograms === undefined) throw new Error('PostgreSQL is not installed');
    const account = serverAccount();
    const folder = await mkdtemp(join(tmpdir(), 'dinhdanh-postgres-'));
    const password = `${folder}.password`;
    await writeFile(password, PASSWORD, { mode: 0o600 });
    const own = async (path: string): Promise<void> => {
      if (account !== undefined) await chown(path, account.uid, account.gid);
    };
    for (const path of [folder, password]) await own(path);
    await run(
      join(postgresPrograms, 'initdb'),
      ['-D', folder, '-U', 'owner', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--locale=C', '-N'],
      { ...account, cwd: folder },
    );
    await rm(password);
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text, { mode: 0o600 });
      await own(join(folder, name));
    }
    const lines = Object.entries({ unix_socket_directories: folder, shared_buffers: '16MB', ...settings });
    await writeFile(join(folder, 'postgresql.conf'), lines.map(([name, value]) => `${name} = '${value}'\n`).join(''), {
      flag: 'a',
    });
    const server = new PostgresServer(folder, await freePort(), account);
    await server.restart();
    return server;
  }

  /** As the owner of everything, or as a role that a test has made. */
  urlOf(database = 'postgres', user = 'owner', password = PASSWORD): string {
    return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${database}`;
  }

  /** Starts it again on the same data, and waits until it answers. */
  async restart(): Promise<void> {
    if (postgresPrograms === undefined) throw new Error('PostgreSQL is not installed');
    const child = spawn(
      join(postgresPrograms, 'postgres'),
      ['-D', this.folder, '-p', String(this.port), '-c', 'listen_addresses=127.0.0.1'],
      { ...this.account, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4_000)));
    this.#process = child;
    process.once('exit', this.#killAtExit);
    const deadline = performance.now() + STARTS_WITHIN_MS;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || performance.now() > deadline) throw new Error(`PostgreSQL did not start:\n${log}`);
      await sleep(25);
    }
  }

  /** One statement as the owner, in a connection of its own. */
  async ask(statement: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.urlOf() });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** At once, as by `kill -9`: nothing is written any more. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends the server, cutting its connections, and takes its data away. May be called twice. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
    await rm(this.folder, { recursive: true, force: true });
  }

  readonly #killAtExit = (): void => void this.#process?.kill('SIGKILL');

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    process.off('exit', this.#killAtExit);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // Its children hold the same pipe: it closes when the last of them is gone, and the next server may start.
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await ended;
  }

  async #answers(): Promise<boolean> {
    try {
      await this.ask('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
