import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account100kCase } from '../../bench/cases/account-100k.js';
import { appendCase } from '../../bench/cases/append.js';
import { flowsCase, flowsHashedCase } from '../../bench/cases/flows.js';
import { httpCase, httpHashedCase } from '../../bench/cases/http.js';
import { loadCase } from '../../bench/cases/load.js';
import { logCase } from '../../bench/cases/log.js';
import { pkiCase } from '../../bench/cases/pki.js';
import { storeCase } from '../../bench/cases/stores.js';
import { freshDatabase } from '../support/eventstoredb/server.js';
import { openHttpHost } from '../../bench/lib/http-host.js';
import type { Case, Row } from '../../bench/lib/result.js';
import { connectionStringOf } from '../../bench/lib/stores.js';
import { growthTable, resultTable, storesTable } from '../../bench/lib/table.js';

async function run(one: Case): Promise<readonly Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-bench-'));
  try {
    return (await one.run({ directory, events: 400, effort: 0.01 })).rows;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const storeRows = [1, 32].flatMap((callers) => ['append', 'registration', 'login'].map((what) => `${what}-${callers}`));
/** Over EventStoreDB: the server that is named in the environment, or a stand-in. */
const overServer: Case = {
  name: 'eventstoredb',
  async run(options) {
    const { connectionString, close } = await freshDatabase();
    try {
      return await storeCase('eventstoredb', { DINHDANH_EVENTSTOREDB: connectionString }).run(options);
    } finally {
      await close();
    }
  },
};

const hooks = ['--import', new URL('../support/typescript-hooks.mjs', import.meta.url).href];
const openssl = spawnSync('openssl', ['version']).status === 0;
const pkiRows = ['known', 'first', 'pkijs', 'first-pkijs', ...(openssl ? ['openssl'] : []), 'pool', 'delay'];

/** Everything that `npm run bench` promises to print, by id. */
const expected: readonly (readonly [one: Case, ids: readonly string[]])[] = [
  [pkiCase('p256', { execArgv: hooks }), pkiRows.map((row) => `pki-p256-${row}`)],
  [appendCase, ['append-one', 'append-one-new', 'append-64']],
  [loadCase, [20, 1000].flatMap((events) => ['folded', 'snapshot', 'kept'].map((way) => `load-${events}-${way}`))],
  [account100kCase, ['account-100k-0', 'account-100k-15', 'account-100k-recording']],
  [flowsCase, ['registration-unhashed', 'login-unhashed', 'registration-unhashed-one', 'login-unhashed-one']],
  [flowsHashedCase, ['registration-hashed', 'login-hashed', 'registration-hashed-one', 'login-hashed-one']],
  [httpCase(openHttpHost), ['registration-http-unhashed', 'login-http-unhashed']],
  [httpHashedCase(openHttpHost), ['registration-http-hashed', 'login-http-hashed']],
  ...[overServer, storeCase('sqlite'), storeCase('memory')].map(
    (one) => [one, [...storeRows, 'load-20', 'load-1000', 'catch-up']] as const,
  ),
  [
    logCase,
    [
      'import',
      'replay',
      'replay-opened',
      'rebuild-identity-profile',
      'rebuild-login-history',
      'append-at-size',
      'load-at-size',
      'registration-at-size',
      'login-at-size',
    ],
  ],
];

describe.each(expected.map(([one, ids]) => [one.name, one, ids] as const))('the benchmark %s', (_name, one, ids) => {
  it('measures what it promises, each beside a floor', async () => {
    const rows = await run(one);
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const { what, unit, value, floor, ratio } of rows) {
      expect([what, unit, floor.what, floor.unit].every((text) => text.length > 0)).toBe(true);
      for (const figure of [value, floor.value, ratio]) {
        expect(Number.isFinite(figure)).toBe(true);
        expect(figure).toBeGreaterThan(0);
      }
    }
  });
});

describe('a store that is to be compared', () => {
  it.each([{}, { DINHDANH_EVENTSTOREDB: '' }])('is refused with its reason where no server is named', (env) => {
    expect(() => connectionStringOf(env)).toThrow(/DINHDANH_EVENTSTOREDB/);
  });
});

describe('the tables', () => {
  const row: Row = {
    id: 'append-one',
    what: 'durable append (log of 10,000 events)',
    value: 1_234.5,
    unit: 'events/s',
    floor: { what: 'the disk', value: 2_469, unit: 'writes/s' },
    ratio: 0.5,
    target: 0.5,
  };
  const result = { name: 'append', rows: [row, { ...row, id: 'missed', ratio: 0.499 }], peakMiB: 123.4, seconds: 1 };

  it('say whether a promise is kept', () => {
    const [first = '', second = ''] = resultTable([result]).trim().split('\n').slice(2);
    expect(first).toMatch(/1,235 events\/s +\| +2,469 writes\/s +\| +the disk +\| +0\.5 +\| +≥ 0\.5 met +\| +123 MiB/);
    expect(second).toContain('≥ 0.5 MISSED');
  });

  it('put sizes beside each other', () => {
    const text = growthTable([
      { events: 10_000, result },
      { events: 1_000_000, result: { ...result, rows: [] } },
    ]);
    expect(text).toMatch(/10,000 events +\| +1,000,000 events/);
    expect(text).toMatch(/durable append +\| +1,235 \(0\.5\) +\| +\|/);
    expect(text).toMatch(/peak memory +\| +123 MiB/);
  });

  it('put stores beside each other', () => {
    const text = storesTable([
      { ...result, name: 'sqlite' },
      { ...result, name: 'memory', rows: [] },
    ]);
    expect(text).toMatch(/ sqlite +\| +memory/);
    expect(text).toMatch(/1,235 \(0\.5\) +\| +\|/);
  });
});
