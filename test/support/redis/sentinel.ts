import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RedisServer, startRedis } from './server.js';

export interface RedisSentinelServers {
  readonly connectionString: string;
  readonly master: RedisServer;
  readonly replica: RedisServer;
  stop(): Promise<void>;
}

/** A master, its replica, and one sentinel that promotes the replica soon after the master is gone. */
export async function startRedisSentinel(): Promise<RedisSentinelServers> {
  const master = await startRedis();
  const replica = await startRedis(['--replicaof', '127.0.0.1', String(master.port)]);
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-sentinel-'));
  const port = await freePort();
  const file = join(folder, 'sentinel.conf');
  const rules = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor portal 127.0.0.1 ${master.port} 1`,
    'sentinel down-after-milliseconds portal 500',
    'sentinel failover-timeout portal 2000',
  ];
  writeFileSync(file, `${rules.join('\n')}\n`);
  const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => sentinel.once('exit', resolve));
  return {
    connectionString: `redis+sentinel://127.0.0.1:${port}/portal`,
    master,
    replica,
    stop: async () => {
      sentinel.kill('SIGKILL');
      await ended;
      await replica.stop();
      await master.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
