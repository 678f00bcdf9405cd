import { makeArgon2Hasher } from '../adapters/crypto/argon2-hasher.js';
import { makeBlindIndex } from '../adapters/crypto/blind-index.js';
import { makeDigests } from '../adapters/crypto/digests.js';
import { makeIds } from '../adapters/crypto/ids.js';
import type { Keyring } from '../adapters/crypto/keyring.js';
import { makeLocalMasterKey } from '../adapters/crypto/local-master-key.js';
import { makePasswordStrength } from '../adapters/crypto/password-strength.js';
import { makePersonalData } from '../adapters/crypto/personal-data.js';
import { makeEventCodec } from '../adapters/event-codec/codec.js';
import type { StoragePorts } from '../application/composition/ports.js';
import type { Captcha } from '../application/ports/captcha.port.js';
import type { Clock } from '../application/ports/clock.port.js';
import type { MasterKey } from '../application/ports/master-key.port.js';
import type { PasswordHasher } from '../application/ports/password-hasher.port.js';
import type { SubjectKeys } from '../application/ports/subject-keys.port.js';

/** A set of storage ports with its life cycle. */
export interface OpenedStorage {
  readonly storage: StoragePorts;
  /** A self-hosted proof-of-work captcha over this storage. */
  captcha(): Captcha;
  /** Ends writes that were begun and closes everything. Stop what uses the ports first. */
  close(): void;
}

export type Stores = Pick<
  StoragePorts,
  | 'eventStore'
  | 'snapshots'
  | 'readModels'
  | 'vault'
  | 'evidenceStore'
  | 'challenges'
  | 'rateLimits'
  | 'sessions'
  | 'idempotency'
  | 'outbox'
  | 'leases'
>;

interface Rest {
  readonly subjectKeys: SubjectKeys;
  readonly keyring: Keyring;
  /** In place of the keyring's. */
  readonly masterKey?: MasterKey;
  readonly clock: Clock;
  readonly passwordHasher: PasswordHasher | undefined;
}

/** Completes a set of stores with what is computed: codec, keys, digests, ids, hashing. */
export function storageOver(
  stores: Stores,
  { subjectKeys, keyring, masterKey, clock, passwordHasher }: Rest,
): StoragePorts {
  const personalData = makePersonalData(subjectKeys, masterKey ?? makeLocalMasterKey(keyring.masterKeys));
  return {
    ...stores,
    clock,
    personalData,
    codec: makeEventCodec(personalData),
    blindIndex: makeBlindIndex(keyring.blindIndex),
    digests: makeDigests(keyring.challengeKey),
    ids: makeIds(() => clock.now()),
    passwordHasher: passwordHasher ?? makeArgon2Hasher(),
    passwordStrength: makePasswordStrength(),
  };
}
