import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readSetup } from '../../src/infrastructure/serve-setup.js';
import { describeProblems } from '../../src/infrastructure/settings.js';
import { root } from '../architecture/support/repository.js';
import { skipped } from '../support/skip.js';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[] | Readonly<Record<string, { readonly ipv4_address: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
}

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
// The parser that @nestjs/swagger brings.
const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };
const { services, volumes, networks } = load(text) as Compose;
const instances = Object.entries(services).filter(([name]) => name.startsWith('instance'));
const nodes = Object.entries(services).filter(([name]) => name.startsWith('node'));
const addressOf = ({ networks: joined }: Service): string =>
  joined === undefined || Array.isArray(joined)
    ? ''
    : ((joined as Readonly<Record<string, { readonly ipv4_address: string }>>)['stores']?.ipv4_address ?? '');

describe('docker-compose.yml', () => {
  it.each(instances)('configures %s as the server reads it', (_name, { environment = {} }) => {
    const filled = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{POSTGRES_PASSWORD:\?[^}]*\}/, 'p')]),
    );
    const read = readSetup({}, filled);
    if (!read.ok) throw new Error(describeProblems(read.problems));
    expect(read.setup.stores.instances).toBe('several');
    const { stores } = read.setup.stores;
    expect(Object.values(stores).filter((store) => ['sqlite', 'memory', 'none'].includes(store))).toEqual([]);
  });

  it('has two instances that differ in their address alone', () => {
    expect(instances).toHaveLength(2);
    const [first, second] = instances.map(([, { environment, ports, ...rest }]) => {
      const { DINHDANH_PUBLIC_URL: url, ...settings } = environment ?? {};
      expect(ports?.[0]).toContain(`:${new URL(url ?? '').port}:`);
      return { settings, ...rest };
    });
    expect(first).toEqual(second);
  });

  it('has three nodes that know each other and whom instances ask', () => {
    const addresses = nodes.map(([, node]) => addressOf(node));
    expect(new Set(addresses).size).toBe(3);
    for (const [, node] of nodes) {
      const others = addresses.filter((address) => address !== addressOf(node)).map((address) => `${address}:2113`);
      expect(node.environment?.['EVENTSTORE_GOSSIP_SEED']?.split(',')).toEqual(others);
      expect(Number(node.environment?.['EVENTSTORE_MAX_APPEND_SIZE'])).toBeGreaterThanOrEqual(8 * 1_048_576);
    }
    for (const [, { environment }] of instances)
      for (const address of addresses) expect(environment?.['DINHDANH_EVENTSTOREDB']).toContain(`${address}:2113`);
  });

  it('lets Redis flush each write and evict nothing', () => {
    const command = services['redis']?.command?.join(' ');
    expect(command).toContain('--appendonly yes --appendfsync always');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it('holds no password, pins every image, and lets no store out', () => {
    expect(text.match(/password[^\n]*/gi)?.filter((line) => /:\s*['"]?[a-z0-9]{6,}['"]?$/i.test(line)) ?? []).toEqual(
      [],
    );
    for (const [name, { image, ports }] of Object.entries(services)) {
      expect([name, image]).toEqual([name, expect.stringMatching(/^(dinhdanh|[\w/]+:\d[\w.-]+)$/)]);
      if (!name.startsWith('instance')) expect([name, ports]).toEqual([name, undefined]);
      for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    expect(networks['stores']).toMatchObject({ internal: true });
  });

  it('names no volume, network or service that is not there', () => {
    for (const service of Object.values(services)) {
      for (const volume of service.volumes ?? []) expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
      for (const name of Object.keys(service.depends_on ?? {})) expect(Object.keys(services)).toContain(name);
      const joined = service.networks ?? [];
      for (const name of Array.isArray(joined) ? (joined as readonly string[]) : Object.keys(joined))
        expect(Object.keys(networks)).toContain(name);
    }
  });

  const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
  if (!hasCompose) skipped('is accepted by docker compose', 'docker compose is not installed');
  else
    it('is accepted by docker compose', () => {
      const checked = spawnSync(
        'docker',
        ['compose', '--file', join(root, 'docker-compose.yml'), 'config', '--quiet'],
        {
          encoding: 'utf8',
          env: { ...process.env, POSTGRES_PASSWORD: 'for-this-test' },
        },
      );
      expect([checked.status, checked.stderr]).toEqual([0, '']);
    });
});
