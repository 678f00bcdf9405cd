import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRedis, type RedisConnection, type RedisOptions } from '../../../src/adapters/redis/connection.js';
import type { SelfSigned } from './self-signed.js';

const [, installed = '0'] =
  /\bv=(\d+)\./u.exec(spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout ?? '') ?? [];

/** Why nothing runs over a real server here; undefined where it does. The tests ask for more than the adapters, which do with 6.2. */
export const noRedis = Number(installed) >= 7 ? undefined : 'redis-server 7 or newer is not installed';

export interface RedisServer {
  readonly port: number;
  readonly connectionString: string;
  /** Its own folder: what it persists is read again by `start`. */
  readonly folder: string;
  /** Ends it as a power cut would, without a word. */
  kill(): Promise<void>;
  /** Starts it again on its port, with what its folder holds. */
  start(): Promise<void>;
  /** Ends it and forgets its folder. */
  stop(): Promise<void>;
}

/** One free port of the loopback interface; with `room`, the one 10000 above it is free as well (a cluster's bus). */
export async function freePort(room = 0): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (room === 0) return port;
    if (port + room < 65_536 && (await listenOnce(port + room).catch(() => 0)) !== 0) return port;
  }
}

const listenOnce = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/**
 * A real redis-server on a free loopback port, over TLS where a certificate is given. It keeps nothing, unless `settings`
 * say otherwise.
 */
export async function startRedis(
  settings: readonly string[] = [],
  room = 0,
  certificate?: SelfSigned,
): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-redis-'));
  const port = await freePort(room);
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const door = certificate === undefined ? ['--port', String(port)] : tlsDoor(port, certificate);
    const basics = [
      ...door,
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--repl-diskless-sync-delay',
      '0',
      '--daemonize',
      'no',
    ];
    child = spawn('redis-server', [...basics, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
    await ready(child);
  };
  const kill = async (): Promise<void> => {
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };
  const stop = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  await start();
  const scheme = certificate === undefined ? 'redis' : 'rediss';
  return { port, connectionString: `${scheme}://127.0.0.1:${port}`, folder, kill, start, stop };
}

const tlsDoor = (port: number, { certificateFile, keyFile }: SelfSigned): readonly string[] => [
  ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
  ...['--tls-cert-file', certificateFile, '--tls-key-file', keyFile, '--tls-ca-cert-file', certificateFile],
];

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: string): void => {
      said += text;
      if (said.includes('Ready to accept connections') || said.includes('Sentinel ID is')) resolve();
    };
    child.stdout?.setEncoding('utf8').on('data', listen);
    child.stderr?.setEncoding('utf8').on('data', listen);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`redis-server ended at once\n${said.slice(-600)}`)));
  });
}

let deployments = 0;
/** Of no other test that runs on the same server, in this process or another. */
export const freshPrefix = (): string => `t${process.pid}-${(deployments += 1)}`;

export interface SharedRedis {
  /** The server, started by the first call. */
  server(): Promise<RedisServer>;
  /** A connection of its own, under a key prefix that no other test uses; closed after all tests at the latest. */
  connect(options?: Partial<RedisOptions>): Promise<RedisConnection>;
}

/** One server for all tests of a file, ended after them. To be called where tests are declared. */
export function sharedRedis(settings: readonly string[] = []): SharedRedis {
  let starting: Promise<RedisServer> | undefined;
  const server = () => (starting ??= startRedis(settings));
  const connections: RedisConnection[] = [];
  afterAll(async () => {
    for (const connection of connections) await connection.close();
    if (starting !== undefined) await (await starting).stop();
  });
  return {
    server,
    connect: async (options) => {
      const { connectionString } = await server();
      const connection = await openRedis({ connectionString, keyPrefix: freshPrefix(), ...options });
      connections.push(connection);
      return connection;
    },
  };
}
