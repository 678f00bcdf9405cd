import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeAltchaCaptcha } from '../adapters/crypto/altcha-captcha.js';
import { makeIds } from '../adapters/crypto/ids.js';
import { KeyringError } from '../adapters/crypto/keyring.js';
import { openKeyringFile } from '../adapters/crypto/keyring-file.js';
import { systemClock } from '../adapters/crypto/system-clock.js';
import type { ReadinessCheck } from '../adapters/http/http-settings.js';
import type { Clock } from '../application/ports/clock.port.js';
import type { MasterKey } from '../application/ports/master-key.port.js';
import type { PasswordHasher } from '../application/ports/password-hasher.port.js';
import { holdKeysToDeployment } from './deployment-keys.js';
import { openMasterKey } from './master-key-place.js';
import { openServers } from './production-servers.js';
import { openStores } from './production-stores.js';
import { masterKeyCheck, serverChecks, sharedChecks, storageChecks } from './readiness.js';
import { type OpenedStorage, storageOver } from './storage.js';
import type { StoresConfig } from './stores-config.js';

export interface ProductionOptions {
  readonly config: StoresConfig;
  readonly clock?: Clock;
  /** Default: argon2id. */
  readonly passwordHasher?: PasswordHasher;
  /** In place of the configured one: a KMS that the host speaks to. */
  readonly masterKey?: MasterKey;
  /** Told when a connection breaks, which is opened again by itself, and when a check begins to fail; without credentials. */
  readonly onTrouble?: (reason: string) => void;
}

export interface OpenedProduction extends Omit<OpenedStorage, 'close'> {
  /** One for each server and each store; each asks it something cheap. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** For what else has to be sealed among shared stores. */
  readonly masterKey: MasterKey;
  close(): Promise<void>;
}

/**
 * Every port where the configuration puts it. Servers are asked before this resolves: what they refuse, and which of them do
 * not answer, is told all at once (`StoresUnusable`), as are keys that are not this deployment's (`KeyringError`,
 * `PepperMismatch`, `MasterKeyMismatch`). What was opened until then is closed.
 */
export async function openProduction(options: ProductionOptions): Promise<OpenedProduction> {
  const { config, clock = systemClock, passwordHasher, onTrouble = () => undefined } = options;
  const opened: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  const keep = <T extends { close(): unknown }>(one: T): T => {
    opened.push(() => one.close());
    return one;
  };
  try {
    const keyring = openKeys(config);
    const servers = await openServers(config, { keep, onTrouble });
    const place = await openMasterKey(config.masterKey, keyring, keep);
    const masterKey = options.masterKey ?? place;
    const { stores, subjectKeys } = await openStores(config, servers, { keep, clock });
    await holdKeysToDeployment({
      ...{ keyring, masterKey, clock },
      eventStore: stores.eventStore,
      ids: makeIds(() => clock.now()),
    });
    const storage = storageOver(stores, { subjectKeys, keyring, masterKey, clock, passwordHasher });
    return {
      storage,
      captcha: () => makeAltchaCaptcha({ key: keyring.captchaKey, rateLimits: stores.rateLimits, clock }),
      masterKey,
      checks: sharedChecks(
        {
          ...serverChecks(servers),
          ...storageChecks(storage),
          ...((options.masterKey !== undefined || config.masterKey.kind === 'vault') && masterKeyCheck(masterKey)),
        },
        onTrouble,
      ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A key file that was named is never made here: two machines would make two. */
function openKeys({ keyring, data, stores }: StoresConfig) {
  if (keyring === undefined || Object.values(stores).some((store) => store === 'sqlite'))
    mkdirSync(data, { recursive: true, mode: 0o700 });
  if (keyring === undefined) return openKeyringFile(join(data, 'keyring.json'));
  if (!existsSync(keyring))
    throw new KeyringError(`${keyring} is missing, and a server makes none; once: dinhdanh keys create ${keyring}`);
  return openKeyringFile(keyring);
}
