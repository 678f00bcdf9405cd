import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isEmbedded, readSetup } from '../../src/infrastructure/serve-setup.js';
import { describeProblems } from '../../src/infrastructure/settings.js';
import { storeChoices, storePorts } from '../../src/infrastructure/store-choices.js';
import { readStoresConfig } from '../../src/infrastructure/stores-config.js';

const esdb = 'esdb://admin:events-secret@events.internal:2113?tls=true';
const redis = 'rediss://:redis-secret@redis.internal:6380';
const postgres = 'postgresql://app:keys-secret@keys.internal:5432/keys';
const places = { DINHDANH_EVENTSTOREDB: esdb, DINHDANH_REDIS: redis, DINHDANH_POSTGRES: postgres };
const keyring = '/run/secrets/keyring.json';

const production: Record<string, string> = {
  ...places,
  DINHDANH_KEYRING: keyring,
  DINHDANH_EVENT_STORE: 'eventstoredb',
  DINHDANH_SNAPSHOTS: 'redis',
  DINHDANH_READ_MODELS: 'redis',
  DINHDANH_CHALLENGES: 'redis',
  DINHDANH_RATE_LIMITS: 'redis',
  DINHDANH_SESSIONS: 'redis',
  DINHDANH_IDEMPOTENCY: 'redis',
  DINHDANH_LEASES: 'redis',
  DINHDANH_OUTBOX: 'postgres',
  DINHDANH_SECRET_VAULT: 'postgres',
  DINHDANH_SUBJECT_KEYS: 'postgres',
  DINHDANH_EVIDENCE_STORE: 'postgres',
};

const problemsOf = (variables: Record<string, string>) => {
  const read = readStoresConfig({}, variables);
  return read.ok ? [] : read.problems;
};
const wrong = (variables: Record<string, string>): readonly string[] =>
  problemsOf(variables).map(({ setting }) => setting);
const without = (name: string): Record<string, string> => {
  const { [name]: _, ...rest } = production;
  return rest;
};

describe('the configuration of stores', () => {
  it('is one directory of files when nothing is said', () => {
    const read = readStoresConfig({}, {});
    if (!read.ok) throw new Error(describeProblems(read.problems));
    expect(new Set(Object.values(read.config.stores))).toEqual(new Set(['sqlite', 'none']));
    expect([read.config.instances, isEmbedded(read.config)]).toEqual(['one', true]);
  });

  it('takes a whole production, for several instances since its events are shared', () => {
    const read = readStoresConfig({}, production);
    if (!read.ok) throw new Error(describeProblems(read.problems));
    expect(read.config).toMatchObject({
      instances: 'several',
      keyring,
      stores: { eventStore: 'eventstoredb', readModels: 'redis', outbox: 'postgres', subjectKeys: 'postgres' },
      masterKey: { kind: 'keyring' },
      leaseSeconds: 10,
    });
    expect(isEmbedded(read.config)).toBe(false);
  });

  it('has a switch for every port, each of whose places can be said', () => {
    for (const port of storePorts) {
      const variable = `DINHDANH_${port.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
      for (const place of storeChoices[port]) {
        const found = problemsOf({
          ...places,
          [variable]: place,
          DINHDANH_KEYRING: keyring,
          DINHDANH_INSTANCES: 'one',
        });
        const mayMix = place === 'memory' && ['eventStore', 'outbox'].includes(port);
        if (!mayMix) expect([variable, place, found]).toEqual([variable, place, []]);
      }
      expect(wrong({ [variable]: 'floppy' })).toContain(variable);
    }
  });

  it.each([
    ['a server without its connection string', without('DINHDANH_REDIS'), ['DINHDANH_REDIS']],
    [
      'two of them',
      { ...production, DINHDANH_REDIS: '', DINHDANH_POSTGRES: '' },
      ['DINHDANH_REDIS', 'DINHDANH_POSTGRES'],
    ],
    ['an address of something else', { ...production, DINHDANH_EVENTSTOREDB: redis }, ['DINHDANH_EVENTSTOREDB']],
    ['a Redis address that cannot be read', { ...production, DINHDANH_REDIS: 'redis://a,b' }, ['DINHDANH_REDIS']],
    [
      'TLS that checks nothing',
      { ...production, DINHDANH_POSTGRES: `${postgres}?sslmode=require` },
      ['DINHDANH_POSTGRES'],
    ],
    ['no key file with shared stores', without('DINHDANH_KEYRING'), ['DINHDANH_KEYRING']],
    [
      'challenges in the memory of one of several',
      { ...production, DINHDANH_CHALLENGES: 'memory' },
      ['DINHDANH_CHALLENGES'],
    ],
    [
      'secrets and sessions in files of one of several',
      { ...production, DINHDANH_SESSIONS: 'sqlite', DINHDANH_SECRET_VAULT: 'sqlite' },
      ['DINHDANH_SESSIONS', 'DINHDANH_SECRET_VAULT'],
    ],
    ['leases that the others do not see', { ...production, DINHDANH_LEASES: 'memory' }, ['DINHDANH_LEASES']],
    [
      'accounts in memory beside secrets on a server',
      { ...production, DINHDANH_EVENT_STORE: 'memory', DINHDANH_INSTANCES: 'one' },
      ['DINHDANH_EVENT_STORE'],
    ],
    ['promised messages in memory', { DINHDANH_OUTBOX: 'memory' }, ['DINHDANH_OUTBOX']],
    ['a vault that is not named', { DINHDANH_MASTER_KEY: 'vault' }, ['DINHDANH_VAULT_ADDRESS', 'DINHDANH_VAULT_KEY']],
    ['a prefix that no stream may have', { DINHDANH_STORE_PREFIX: 'a b' }, ['DINHDANH_STORE_PREFIX']],
    ['a lease of no length', { DINHDANH_LEASE_SECONDS: '0' }, ['DINHDANH_LEASE_SECONDS']],
  ])('refuses %s', (_case, variables, settings) => {
    expect(wrong(variables)).toEqual(settings);
  });

  it('lets one instance keep short-lived state in memory, and snapshots lie anywhere', () => {
    const alone = { DINHDANH_INSTANCES: 'one', DINHDANH_CHALLENGES: 'memory', DINHDANH_RATE_LIMITS: 'memory' };
    expect(wrong({ ...production, ...alone })).toEqual([]);
    expect(wrong({ ...production, DINHDANH_SNAPSHOTS: 'memory' })).toEqual([]);
  });

  it('repeats no address and no password of a connection', () => {
    const text = describeProblems(
      problemsOf({
        ...production,
        DINHDANH_EVENTSTOREDB: 'http://admin:events-secret@events.internal',
        DINHDANH_REDIS: 'redis://:redis-secret@redis.internal:99999',
        DINHDANH_POSTGRES: 'postgresql://app:keys-secret@keys.internal/keys?sslmode=prefer',
      }),
    );
    expect(text.match(/DINHDANH_(EVENTSTOREDB|REDIS|POSTGRES)/g)).toHaveLength(3);
    expect(text).not.toMatch(/secret|internal/);
  });
});

describe('the setup of serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-setup-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const written = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const settingsOf = (environment: Record<string, string>) => {
    const read = readSetup({}, environment);
    return read.ok ? [] : read.problems.map(({ setting }) => setting);
  };

  it('is read from a file, over which the environment wins', () => {
    const lines = Object.entries({ ...production, DINHDANH_PORT: '8080' }).map(([name, value]) => `${name}=${value}`);
    const file = written('production.env', `# production\n${lines.join('\n')}\n`);
    const read = readSetup({ host: '0.0.0.0' }, { DINHDANH_CONFIG: file, DINHDANH_PORT: '8081' });
    if (!read.ok) throw new Error(describeProblems(read.problems));
    expect(read.setup).toMatchObject({
      config: { host: '0.0.0.0', port: { number: 8_081, given: true } },
      stores: { instances: 'several', connections: { eventstoredb: esdb, redis, postgres } },
      counterparties: {},
    });
  });

  it('names everything that is wrong anywhere at once', () => {
    const broken = written('mssp.json', '{ "ap": { "password": "secret-of-ours" ');
    const environment = {
      ...without('DINHDANH_KEYRING'),
      DINHDANH_CONFIG: join(folder, 'none.env'),
      DINHDANH_PORT: 'x',
      DINHDANH_PROT: '80',
      DINHDANH_MSSP: broken,
      DINHDANH_SMART_CA: join(folder, 'none.json'),
      DINHDANH_REVOCATION_PUBLIC: 'never',
    };
    expect([...settingsOf(environment)].sort()).toEqual([
      'DINHDANH_CONFIG',
      'DINHDANH_KEYRING',
      'DINHDANH_MSSP',
      'DINHDANH_PORT',
      'DINHDANH_PROT',
      'DINHDANH_REVOCATION_PUBLIC',
      'DINHDANH_SMART_CA',
    ]);
    const read = readSetup({}, environment);
    expect(read.ok ? '' : describeProblems(read.problems)).not.toContain('secret-of-ours');
  });

  it('takes the clients of real counterparties from files, and refuses what they would', () => {
    const smartCa = written(
      'smart-ca.json',
      JSON.stringify({ baseUrl: 'https://rssp.example/api', clientId: 'portal', clientSecret: 'secret-of-ours' }),
    );
    const read = readSetup({}, { DINHDANH_SMART_CA: smartCa });
    expect(read.ok && read.setup.counterparties.smartCa?.clientId).toBe('portal');
    const plain = written(
      'plain.json',
      JSON.stringify({ baseUrl: 'http://rssp.example', clientId: 'a', clientSecret: 'b' }),
    );
    expect(settingsOf({ DINHDANH_SMART_CA: plain })).toEqual(['DINHDANH_SMART_CA']);
  });

  it('keeps to one name for a wrong directory, though two readers need it', () => {
    expect(settingsOf({ DINHDANH_DATA: ' ' })).toEqual(['DINHDANH_DATA']);
  });
});
