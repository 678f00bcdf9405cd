import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { makeBlindIndex } from '../../../src/adapters/crypto/blind-index.js';
import { makeDigests } from '../../../src/adapters/crypto/digests.js';
import { freshKeyringRecord, type KeyringRecord, parseKeyring } from '../../../src/adapters/crypto/keyring.js';
import { openKeyringFile } from '../../../src/adapters/crypto/keyring-file.js';
import { makeLocalMasterKey } from '../../../src/adapters/crypto/local-master-key.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';

let file: TemporaryFile;
beforeEach(() => {
  file = temporaryFile('keyring.json');
});
afterEach(() => file.remove());

const storedRecord = (): KeyringRecord => JSON.parse(readFileSync(file.path, 'utf8')) as KeyringRecord;
const save = (record: unknown, mode = 0o600): void => {
  writeFileSync(file.path, typeof record === 'string' ? record : JSON.stringify(record), { mode });
  chmodSync(file.path, mode);
};

describe('the key file', () => {
  it('is made at the first start, readable by its owner only, and the same at the second', () => {
    const first = openKeyringFile(file.path);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(openKeyringFile(file.path).pepperChecks()).toEqual(first.pepperChecks());
    expect(readdirSync(dirname(file.path))).toEqual(['keyring.json']);
  });

  it('is refused when others may read it', () => {
    save(freshKeyringRecord(), 0o640);
    expect(() => openKeyringFile(file.path)).toThrow('chmod 600');
  });

  it('is not made anew beside data that needs the old one', () => {
    const data = join(dirname(file.path), 'events.sqlite');
    writeFileSync(data, '');
    expect(() => openKeyringFile(file.path, { dataFiles: [data] })).toThrow('it is missing, and');
    expect(existsSync(file.path)).toBe(false);
    save(freshKeyringRecord());
    expect(() => openKeyringFile(file.path, { dataFiles: [data] })).not.toThrow();
  });

  it('of many processes that start at once all get the same keys', async () => {
    const root = process.cwd();
    const hooks = join(root, 'test/support/typescript-hooks.mjs');
    const child = join(root, 'test/adapters/crypto/children/open-keyring.ts');
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--import', hooks, child, file.path], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const lines = children.map((one) => {
      const text: string[] = [];
      one.stdout.setEncoding('utf8');
      one.stdout.on('data', (chunk: string) => text.push(chunk));
      const ready = new Promise<void>((resolve) => one.stdout.once('data', () => resolve()));
      const closed = new Promise<void>((resolve) => one.once('close', () => resolve()));
      return { ready, answer: closed.then(() => text.join('').split('\n')[1] ?? '') };
    });
    await Promise.all(lines.map(({ ready }) => ready));
    for (const one of children) one.stdin.write('go\n');
    const answers = await Promise.all(lines.map(({ answer }) => answer));
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '')).toEqual(openKeyringFile(file.path).pepperChecks());
    expect(readdirSync(dirname(file.path))).toEqual(['keyring.json']);
  });
});

describe('a key file that cannot be used', () => {
  const good = freshKeyringRecord();
  const [pepper] = good.peppers;
  const [masterKey] = good.masterKeys;

  it.each<readonly [string, unknown]>([
    ['no JSON', '{"peppers": "zzSECRETzz'],
    ['empty', ''],
    ['another format', { ...good, format: 2 }],
    ['no pepper', { ...good, peppers: [] }],
    ['no master key', { ...good, masterKeys: [] }],
    ['two peppers of one version', { ...good, peppers: [pepper, pepper] }],
    ['two master keys of one id', { ...good, masterKeys: [masterKey, masterKey] }],
    ['a short key', { ...good, challengeKey: 'enpTRUNSRVR6eg' }],
    ['a key that is no text', { ...good, peppers: [{ id: 'p1', key: 7 }] }],
    ['a list', []],
  ])('is refused without being quoted: %s', (_what, content) => {
    save(content);
    let thrown: unknown;
    try {
      openKeyringFile(file.path);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'keyring' });
    expect(inspect(thrown)).not.toMatch(/SECRET|enpTRU/);
  });
});

describe('secrets in memory', () => {
  it('show in no print and no JSON', () => {
    const keyring = openKeyringFile(file.path);
    const record = storedRecord();
    const secrets = [record.challengeKey, ...[...record.peppers, ...record.masterKeys].map(({ key }) => key)];
    const shown = [
      inspect(keyring, { depth: 10, showHidden: true }),
      JSON.stringify({ keyring }),
      inspect({ ...keyring }, { depth: 10 }),
      JSON.stringify({ ...keyring }),
    ].join('\n');
    for (const secret of secrets) {
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
    }
  });

  it('check values tell peppers apart and disclose nothing', () => {
    const record = freshKeyringRecord();
    const checks = parseKeyring(JSON.stringify(record)).pepperChecks();
    expect(Object.keys(checks)).toEqual(['p1']);
    expect(checks.p1).toMatch(/^[0-9a-f]{16}$/);
    expect(parseKeyring(JSON.stringify(freshKeyringRecord())).pepperChecks().p1).not.toBe(checks.p1);
  });
});

it('a pepper and a master key can be added in front, and the old ones stay active', async () => {
  openKeyringFile(file.path);
  const old = storedRecord();
  const next = freshKeyringRecord();
  const rotated: KeyringRecord = {
    ...old,
    peppers: [{ id: 'p2', key: next.peppers[0]?.key ?? '' }, ...old.peppers],
    masterKeys: [{ id: 'm2', key: next.masterKeys[0]?.key ?? '' }, ...old.masterKeys],
  };
  const before = parseKeyring(JSON.stringify(old));
  const after = parseKeyring(JSON.stringify(rotated));

  const code = { kind: 'organisationCode', value: 'G22.99.1' } as unknown as Parameters<
    ReturnType<typeof makeBlindIndex>['keys']
  >[0];
  const keys = makeBlindIndex(after.blindIndex).keys(code);
  expect(keys.map(({ pepper }) => pepper)).toEqual(['p2', 'p1']);
  expect(keys[1]).toEqual(makeBlindIndex(before.blindIndex).keys(code)[0]);

  const { masterKeyId, wrapped } = await makeLocalMasterKey(before.masterKeys).wrap(Buffer.alloc(32, 5), 'context');
  const unwrapped = await makeLocalMasterKey(after.masterKeys).unwrap(masterKeyId, wrapped, 'context');
  expect(Buffer.from(unwrapped)).toEqual(Buffer.alloc(32, 5));
  expect(makeLocalMasterKey(after.masterKeys).currentId).toBe('m2');
  // Budgets and codes must survive a change of pepper.
  expect(makeBlindIndex(after.blindIndex).tag('phone', 'x')).toBe(makeBlindIndex(before.blindIndex).tag('phone', 'x'));
  expect(makeDigests(after.challengeKey).keyed('otp', 'x')).toBe(makeDigests(before.challengeKey).keyed('otp', 'x'));
});
