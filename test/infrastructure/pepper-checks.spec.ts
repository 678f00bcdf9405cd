import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshKeyringRecord, parseKeyring } from '../../src/adapters/crypto/keyring.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import { holdPeppersToClaims } from '../../src/infrastructure/pepper-checks.js';

describe('peppers are held to the claims made with them', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'dinhdanh-test-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('remembers every pepper ever used and accepts the same ones again', () => {
    const path = join(directory, 'checks.json');
    const record = freshKeyringRecord();
    holdPeppersToClaims(path, parseKeyring(JSON.stringify(record)));
    const [first] = record.peppers;
    const fresh = { ...freshKeyringRecord().peppers[0], id: 'p2' };
    const both = parseKeyring(JSON.stringify({ ...record, peppers: [fresh, first] }));
    holdPeppersToClaims(path, both);
    holdPeppersToClaims(path, both);
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object).sort()).toEqual(['p1', 'p2']);
  });

  it('does not open a directory whose key file was exchanged: every identifier would look free', () => {
    openEmbedded({ directory }).close();
    writeFileSync(join(directory, 'keyring.json'), JSON.stringify(freshKeyringRecord()), { mode: 0o600 });
    expect(() => openEmbedded({ directory })).toThrow(expect.objectContaining({ code: 'pepperMismatch' }));
  });
});
