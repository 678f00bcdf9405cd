import { inspect } from 'node:util';
import { rewrapUnder } from '../../../src/adapters/crypto/rewrap.js';
import type { VaultTransitOptions } from '../../../src/adapters/vault-transit/client.js';
import {
  openVaultTransitMasterKey,
  type VaultTransitMasterKey,
} from '../../../src/adapters/vault-transit/master-key.js';
import { TOKEN, VaultTransitStandIn } from '../../support/vault-transit/stand-in.js';

const plain = Uint8Array.from({ length: 32 }, (_, n) => n);
const misconfigured = (reason: RegExp) => ({
  code: 'vaultTransit.misconfigured',
  message: expect.stringMatching(reason) as unknown,
});
const unavailable = { code: 'unavailable', port: 'masterKey' };

describe('a master key in the transit engine of Vault', () => {
  let vault: VaultTransitStandIn;
  const opened: VaultTransitMasterKey[] = [];
  const open = async (options: Partial<VaultTransitOptions> = {}): Promise<VaultTransitMasterKey> => {
    const masterKey = await openVaultTransitMasterKey({
      address: vault.address,
      key: 'people',
      token: () => TOKEN,
      deadlineMs: 300,
      ...options,
    });
    opened.push(masterKey);
    return masterKey;
  };

  beforeEach(async () => {
    vault = await VaultTransitStandIn.start();
  });
  afterEach(async () => {
    for (const masterKey of opened.splice(0)) masterKey.close();
    await vault.stop();
  });

  it('is named by mount, key and version', async () => {
    expect((await open()).currentId).toBe('transit/people:v1');
    vault.rotate();
    expect((await open()).currentId).toBe('transit/people:v2');
  });

  it('goes on with its version after a rotation, until it is opened again', async () => {
    const masterKey = await open();
    vault.rotate();
    expect((await masterKey.wrap(plain, 'c')).masterKeyId).toBe('transit/people:v1');
  });

  it('unwraps nothing of a version that was destroyed, and what was wrapped anew before', async () => {
    const old = { subject: 's', version: 1, ...(await (await open()).wrap(plain, '["s",1]')) };
    vault.rotate();
    const masterKey = await open();
    const renewed = await rewrapUnder(masterKey)(old);
    vault.trim(2);
    await expect(masterKey.unwrap(old.masterKeyId, old.wrapped, '["s",1]')).rejects.toThrow('is destroyed');
    expect(await masterKey.unwrap(renewed.masterKeyId, renewed.wrapped, '["s",1]')).toEqual(plain);
  });

  it('asks for the token at each call', async () => {
    let token = TOKEN;
    const masterKey = await open({ token: () => `${token}\n` });
    token = 'ran out';
    await expect(masterKey.wrap(plain, 'c')).rejects.toMatchObject(unavailable);
    token = TOKEN;
    expect((await masterKey.wrap(plain, 'c')).masterKeyId).toBe('transit/people:v1');
  });

  it.each<readonly [string, Partial<VaultTransitOptions>, RegExp]>([
    ['an address in the clear', { address: 'http://vault.internal:8200' }, /https/u],
    ['an address with a password', { address: 'https://a:b@vault.internal' }, /without user/u],
    ['a key that is a path', { key: '../sys' }, /named by letters/u],
    ['a deadline of nothing', { deadlineMs: 0 }, /deadline/u],
    ['a key that is not there', { key: 'nobody' }, /no such mount or key/u],
    ['a mount that is not there', { mount: 'elsewhere' }, /no such mount or key/u],
    ['a token that may not read the key', { token: () => 'another' }, /may not be read/u],
  ])('refuses %s', async (_, options, reason) => {
    await expect(open(options)).rejects.toMatchObject(misconfigured(reason));
  });

  it.each<readonly [string, Record<string, unknown>, RegExp]>([
    ['can be exported', { exportable: true }, /exported/u],
    ['can be backed up in the clear', { allow_plaintext_backup: true }, /exported/u],
    ['binds no context', { type: 'rsa-4096' }, /of the types/u],
    ['is derived', { derived: true }, /derived/u],
    ['has no version', { latest_version: 'one' }, /no transit key/u],
  ])('refuses a key that %s', async (_, record, reason) => {
    vault.record = { ...vault.record, ...record };
    await expect(open()).rejects.toMatchObject(misconfigured(reason));
  });

  it('refuses a server that drops associated data without a word', async () => {
    vault.ignoresAssociatedData = true;
    await expect(open()).rejects.toMatchObject(misconfigured(/ignores associated data/u));
  });

  it.each(['sealed', 'silent', 'nonsense'] as const)('is unavailable while Vault is %s', async (fault) => {
    const masterKey = await open();
    const { masterKeyId, wrapped } = await masterKey.wrap(plain, 'c');
    vault.fault = fault;
    await expect(masterKey.wrap(plain, 'c')).rejects.toMatchObject(unavailable);
    await expect(masterKey.unwrap(masterKeyId, wrapped, 'c')).rejects.toMatchObject(unavailable);
    await expect(open()).rejects.toMatchObject(unavailable);
    vault.fault = 'none';
    expect(await masterKey.unwrap(masterKeyId, wrapped, 'c')).toEqual(plain);
  });

  it('shows no token and no key in an error', async () => {
    const masterKey = await open();
    vault.fault = 'sealed';
    const error: unknown = await masterKey.wrap(plain, 'c').catch((thrown: unknown) => thrown);
    const shown = inspect(error, { depth: 9, showHidden: true });
    expect(shown).not.toContain(TOKEN);
    expect(shown).not.toContain(Buffer.from(plain).toString('base64'));
  });
});
