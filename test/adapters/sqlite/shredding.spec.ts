import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { openSqliteSecretVault } from '../../../src/adapters/sqlite/secret-vault.js';
import { openSqliteSubjectKeys } from '../../../src/adapters/sqlite/subject-keys.js';
import { shredLog } from '../../../src/adapters/sqlite/shred.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';

/** Every byte that the database keeps: the file, its write-ahead log, its index. */
function bytesOnDisk(file: TemporaryFile): Buffer {
  const folder = dirname(file.path);
  const names = readdirSync(folder).filter((name) => name.startsWith(basename(file.path)));
  return Buffer.concat(names.map((name) => readFileSync(join(folder, name))));
}

/** Bytes that occur nowhere else, different for each number. */
const wrappedOf = (n: number): Buffer =>
  Buffer.from(`<<wrapped-key-of-${String(n).padStart(6, '0')}-0123456789abcdef0123>>`);
const keyOf = (n: number) => ({ subject: subjectOf(n), version: 1, masterKeyId: 'm1', wrapped: wrappedOf(n) });
const subjectOf = (n: number): string => `subject-${n}`;

let file: TemporaryFile;
beforeEach(() => {
  file = temporaryFile('shredded.sqlite');
});
afterEach(() => file.remove());

describe('a destroyed key', () => {
  it('is in the file before, and nowhere in the files after', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    for (let n = 0; n < 20; n += 1) await keys.add(keyOf(n));
    expect(bytesOnDisk(file).includes(wrappedOf(7))).toBe(true);
    await keys.destroy(subjectOf(7));
    const after = bytesOnDisk(file);
    expect(after.includes(wrappedOf(7))).toBe(false);
    expect(after.includes(wrappedOf(8))).toBe(true);
    keys.close();
  });

  it('is gone also from pages that were split and merged around it', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    const scattered = Array.from({ length: 600 }, (_, n) => (n * 7919) % 600);
    for (const n of scattered) await keys.add(keyOf(n));
    const destroyed = scattered.filter((n) => n % 3 !== 0).slice(0, 150);
    for (const n of destroyed) await keys.destroy(subjectOf(n));
    const after = bytesOnDisk(file);
    expect(destroyed.filter((n) => after.includes(wrappedOf(n)))).toEqual([]);
    expect(after.includes(wrappedOf(0))).toBe(true);
    keys.close();
  });

  it('leaves its name and the time, and stays destroyed after a restart', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    await keys.add(keyOf(1));
    await keys.destroy(subjectOf(1));
    keys.close();
    const again = openSqliteSubjectKeys({ path: file.path });
    expect(await again.find(subjectOf(1))).toEqual({ kind: 'destroyed' });
    again.close();
    const db = new DatabaseSync(file.path);
    const row = db.prepare('SELECT subject, destroyed_at FROM destroyed_subjects').get();
    expect(row).toMatchObject({ subject: subjectOf(1) });
    expect(Math.abs(Number(row?.destroyed_at) - Date.now() / 1000)).toBeLessThan(60);
    db.close();
  });

  it('is cut from the log at the next opening when the process died in between', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    await keys.add(keyOf(1));
    // What `destroy` does before it cuts the log; another connection keeps the log from being cut at closing.
    const db = new DatabaseSync(file.path);
    db.exec('PRAGMA secure_delete = ON');
    db.prepare('DELETE FROM subject_keys').run();
    expect(bytesOnDisk(file).includes(wrappedOf(1))).toBe(true);
    const again = openSqliteSubjectKeys({ path: file.path });
    expect(bytesOnDisk(file).includes(wrappedOf(1))).toBe(false);
    for (const one of [db, keys, again]) one.close();
  });
});

describe('while another process reads', () => {
  it('the key is unreadable at once, the call waits, and finishes when the reader has', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    await keys.add(keyOf(1));
    const reader = new DatabaseSync(file.path);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM subject_keys').get();
    const destroyed = keys.destroy(subjectOf(1));
    let resolved = false;
    void destroyed.then(() => (resolved = true));
    await new Promise((wait) => setTimeout(wait, 50));
    expect(await keys.find(subjectOf(1))).toEqual({ kind: 'destroyed' });
    expect(resolved).toBe(false);
    reader.exec('COMMIT');
    await destroyed;
    expect(bytesOnDisk(file).includes(wrappedOf(1))).toBe(false);
    reader.close();
    keys.close();
  });

  it('cutting the log gives up as unavailable after its patience', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    await keys.add(keyOf(1));
    const reader = new DatabaseSync(file.path);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM subject_keys').get();
    const writer = new DatabaseSync(file.path);
    writer.prepare('DELETE FROM subject_keys').run();
    const error: unknown = await shredLog(writer, 'subjectKeys', 20).catch((thrown: unknown) => thrown);
    expect(isUnavailable(error)).toBe(true);
    reader.exec('COMMIT');
    await shredLog(writer, 'subjectKeys', 20);
    for (const one of [reader, writer, keys]) one.close();
  });
});

describe('a secret that was', () => {
  const secretOf = (n: number): string => `<<argon2-hash-number-${String(n).padStart(6, '0')}>>`;

  it.each([
    ['deleted', (vault: ReturnType<typeof openSqliteSecretVault>) => vault.delete('id-1')],
    ['deleted with its owner', (vault: ReturnType<typeof openSqliteSecretVault>) => vault.deleteOwner('owner-1')],
    ['replaced', (vault: ReturnType<typeof openSqliteSecretVault>) => vault.put('id-1', 'owner-1', 'new')],
  ])('%s is nowhere in the files', async (_what, act) => {
    const vault = openSqliteSecretVault({ path: file.path });
    for (let n = 0; n < 50; n += 1) await vault.put(`id-${n}`, `owner-${n}`, secretOf(n));
    expect(bytesOnDisk(file).includes(secretOf(1))).toBe(true);
    await act(vault);
    const after = bytesOnDisk(file);
    expect(after.includes(secretOf(1))).toBe(false);
    expect(after.includes(secretOf(2))).toBe(true);
    vault.close();
  });
});

describe('a store that is closed', () => {
  it('has committed what was asked of it before', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    const added = [1, 2, 3].map((n) => keys.add(keyOf(n)));
    keys.close();
    expect((await Promise.all(added)).map(({ kind }) => kind)).toEqual(['found', 'found', 'found']);
    const again = openSqliteSubjectKeys({ path: file.path });
    expect((await again.find(subjectOf(3))).kind).toBe('found');
    again.close();
  });

  it('is unavailable, not a crash', async () => {
    const keys = openSqliteSubjectKeys({ path: file.path });
    keys.close();
    keys.close();
    for (const call of [() => keys.find('anybody'), () => keys.add(keyOf(1)), () => keys.destroy('anybody')])
      expect(isUnavailable(await call().catch((thrown: unknown) => thrown))).toBe(true);
  });
});
