import { readFile } from 'node:fs/promises';
import type { Keyring } from '../adapters/crypto/keyring.js';
import { makeLocalMasterKey } from '../adapters/crypto/local-master-key.js';
import { openVaultTransitMasterKey } from '../adapters/vault-transit/master-key.js';
import type { MasterKey } from '../application/ports/master-key.port.js';
import type { MasterKeyPlace } from './stores-config.js';

type Keep = <T extends { close(): unknown }>(one: T) => T;

/** The master key where the configuration has it. Rejects with `VaultTransitMisconfigured` or `Unavailable`. */
export async function openMasterKey(place: MasterKeyPlace, keyring: Keyring, keep: Keep): Promise<MasterKey> {
  if (place.kind === 'keyring') return makeLocalMasterKey(keyring.masterKeys);
  const { address, mount, key, tokenFile } = place;
  const token = tokenFile === undefined ? undefined : async () => (await readFile(tokenFile, 'utf8')).trim();
  return keep(await openVaultTransitMasterKey({ address, mount, key, ...(token !== undefined && { token }) }));
}
