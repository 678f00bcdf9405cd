import type { Redis } from 'ioredis';
import { Unavailable } from '../../application/ports/unavailable.js';
import { NO_CLUSTER, RedisMisconfigured } from './failures.js';

/** What a health page shows of Redis. */
export interface RedisReport {
  readonly version: string;
  readonly masters: number;
  /** That follow the master which has the fewest. */
  readonly replicas: number;
  /** What a restart brings back: all that was answered, nothing, or what nobody could tell us. */
  readonly persistence: 'everything' | 'nothing' | 'unknown';
}

interface Expectation {
  readonly clustered: boolean;
  readonly replicas: number;
  readonly persistence: 'checked' | 'asserted';
}

type Info = ReadonlyMap<string, string>;
type Persistence = RedisReport['persistence'] | 'some';

const OLDEST = [6, 2] as const;

/** Asks every master; rejects when one cannot keep what the ports promise. */
export async function inspect(masters: readonly Redis[], expected: Expectation): Promise<RedisReport> {
  if (masters.length === 0) throw new Unavailable('redis', 1_000);
  const found = await Promise.all(
    masters.map(async (node) => ({ info: readInfo(await node.info()), persistence: await persistenceOf(node) })),
  );
  for (const { info, persistence } of found) {
    mustBeUsable(info, expected.clustered);
    mustKeepRevocations(persistence, expected.persistence);
  }
  const replicas = Math.min(...found.map(({ info }) => replicasOf(info)));
  if (replicas < expected.replicas)
    throw new Unavailable('redis', 1_000, {
      cause: new Error(`${expected.replicas} replicas are to confirm, and a master has ${replicas}`),
    });
  if (expected.persistence === 'checked' && expected.replicas === 0 && found.some(({ info }) => replicasOf(info) > 0))
    throw new RedisMisconfigured(
      'a fail-over would bring back what was revoked in the last moments: say how many replicas must confirm it',
    );
  const kinds = new Set(found.map(({ persistence }) => persistence));
  const [only] = kinds;
  return {
    version: found[0]?.info.get('redis_version') ?? '',
    masters: masters.length,
    replicas,
    persistence: kinds.size === 1 && only !== undefined && only !== 'some' ? only : 'unknown',
  };
}

const readInfo = (text: string): Info =>
  new Map(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1)] as const] : [];
    }),
  );

/** Those that follow; one that still copies confirms nothing. */
const replicasOf = (info: Info): number =>
  [...info].filter(([name, value]) => /^slave\d+$/u.test(name) && value.includes('state=online')).length;

/** `unknown` where the server does not show its configuration, as managed ones often do not. */
async function persistenceOf(node: Redis): Promise<Persistence> {
  const settings = new Map<string, string>();
  try {
    for (const name of ['appendonly', 'appendfsync', 'save']) {
      const [, value] = (await node.config('GET', name)) as readonly string[];
      if (value === undefined) return 'unknown';
      settings.set(name, value);
    }
  } catch (error) {
    if (/^(NOPERM|ERR unknown)/u.test((error as Error).message)) return 'unknown';
    throw error;
  }
  if (settings.get('appendonly') === 'yes') return settings.get('appendfsync') === 'always' ? 'everything' : 'some';
  return settings.get('save') === '' ? 'nothing' : 'some';
}

function mustBeUsable(info: Info, clustered: boolean): void {
  const [major = 0, minor = 0] = (info.get('redis_version') ?? '').split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new RedisMisconfigured(`version ${OLDEST.join('.')} or newer is needed`);
  if ((info.get('cluster_enabled') === '1') !== clustered)
    throw new RedisMisconfigured(clustered ? NO_CLUSTER : 'the server is in a cluster: redis+cluster://');
  if (info.get('role') !== 'master')
    throw new RedisMisconfigured('the server is a replica; only its master takes writes');
  if (info.get('maxmemory') !== '0' && info.get('maxmemory_policy') !== 'noeviction')
    throw new RedisMisconfigured(
      `maxmemory-policy ${info.get('maxmemory_policy')} throws away budgets and codes: it must be noeviction`,
    );
}

function mustKeepRevocations(persistence: Persistence, demanded: Expectation['persistence']): void {
  if (demanded === 'asserted') return;
  if (persistence === 'some')
    throw new RedisMisconfigured(
      'a power loss would bring back what was revoked in the last moments: set appendonly yes with appendfsync always, or keep nothing (appendonly no, save "")',
    );
  if (persistence === 'unknown')
    throw new RedisMisconfigured(
      'the server does not show how it persists: allow CONFIG GET, or vouch for appendfsync always with persistence "asserted"',
    );
}
