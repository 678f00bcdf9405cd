import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEventStoreDbEventStore } from '../../../src/adapters/eventstoredb/event-store.js';
import { type Proxy, startProxy } from '../redis/proxy.js';
import { EventStoreDbStandIn } from './stand-in.js';

const command = process.env['DINHDANH_EVENTSTOREDB_COMMAND'] ?? '';
const STARTS_WITHIN_MS = 90_000;

/** What the run says of the server that it kills. */
export const mortalName =
  command === ''
    ? 'the EventStoreDB stand-in (DINHDANH_EVENTSTOREDB_COMMAND starts no real server)'
    : 'EventStoreDB as DINHDANH_EVENTSTOREDB_COMMAND starts it';

/** An event store that a test may kill; its log outlives that. Connections to it can be cut on their way. */
export interface MortalServer {
  /** Through the proxy. */
  readonly connectionString: string;
  readonly proxy: Proxy;
  /** `kill -9`, or as good as that. */
  kill(): Promise<void>;
  /** Again, over the same log; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/**
 * The server that the command line in `DINHDANH_EVENTSTOREDB_COMMAND` runs, in the foreground, over a database directory that
 * outlives it, listening without TLS at the loopback port in `DINHDANH_EVENTSTOREDB_PORT`; without the variable, the
 * stand-in.
 */
export async function startMortalServer(): Promise<MortalServer> {
  const server = command === '' ? await standIn() : realServer(command);
  await server.start();
  const proxy = await startProxy(server.port());
  return {
    connectionString: `esdb://127.0.0.1:${proxy.port}?tls=false`,
    proxy,
    kill: server.kill,
    start: server.start,
    async stop() {
      await server.kill();
      await proxy.close();
    },
  };
}

interface Killable {
  port(): number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

async function standIn(): Promise<Killable> {
  const server = await EventStoreDbStandIn.start();
  let running = true;
  const port = Number(/:(\d+)\?/.exec(server.connectionString)?.[1]);
  return {
    port: () => port,
    async kill() {
      if (running) await server.stop();
      running = false;
    },
    async start() {
      if (!running) await server.open();
      running = true;
    },
  };
}

function realServer(line: string): Killable {
  const port = Number(process.env['DINHDANH_EVENTSTOREDB_PORT'] ?? 2113);
  let child: ChildProcess | undefined;
  const end = (): void => void child?.kill('SIGKILL');
  process.once('exit', end);
  return {
    port: () => port,
    async kill() {
      const running = child;
      child = undefined;
      if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await ended;
    },
    async start() {
      // The shell becomes the server, so that its pid is the server's.
      child = spawn('sh', ['-c', `exec ${line}`], { stdio: 'ignore' });
      await answers(`esdb://127.0.0.1:${port}?tls=false`);
    },
  };
}

/** A node is there before it leads; only then it takes appends. */
async function answers(connectionString: string): Promise<void> {
  for (const begun = performance.now(); ; await sleep(100)) {
    const store = createEventStoreDbEventStore({ connectionString, deadlineMs: 1_000 });
    try {
      return await store.ready();
    } catch (error) {
      if (performance.now() - begun > STARTS_WITHIN_MS) throw error;
    } finally {
      await store.close();
    }
  }
}
