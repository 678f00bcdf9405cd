import { spawnSync } from 'node:child_process';
import { type RedisServer, startRedis } from './server.js';

export interface RedisClusterServers {
  readonly connectionString: string;
  readonly nodes: readonly RedisServer[];
  stop(): Promise<void>;
}

const BUS = 10_000;

/** A real cluster of three masters on the loopback interface, each with a third of the slots. */
export async function startRedisCluster(settings: readonly string[] = []): Promise<RedisClusterServers> {
  const nodes: RedisServer[] = [];
  const stop = async (): Promise<void> => {
    for (const node of nodes) await node.stop();
  };
  for (let n = 0; n < 3; n += 1)
    nodes.push(await startRedis(['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', ...settings], BUS));
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  const made = spawnSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { encoding: 'utf8' });
  if (made.status !== 0) {
    await stop();
    throw new Error(`No cluster could be made\n${made.stdout}${made.stderr}`);
  }
  return { connectionString: `redis+cluster://${addresses.join(',')}`, nodes, stop };
}
