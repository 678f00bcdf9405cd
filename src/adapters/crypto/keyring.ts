import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { BlindIndexKeys, Pepper } from './blind-index.js';
import type { LocalMasterKeys } from './local-master-key.js';

const KEY_BYTES = 32;
const FORMAT = 1;

interface StoredKey {
  readonly id: string;
  /** 32 bytes, base64url. */
  readonly key: string;
}

/** What the key file holds, as JSON. */
export interface KeyringRecord {
  readonly format: typeof FORMAT;
  /** Active peppers, the current one first. */
  readonly peppers: readonly StoredKey[];
  readonly challengeKey: string;
  /** Readable master keys, the current one first. */
  readonly masterKeys: readonly StoredKey[];
}

/** The secrets of one deployment, as key objects. Prints and serialises as a placeholder. */
export class Keyring {
  readonly blindIndex: BlindIndexKeys;
  readonly masterKeys: LocalMasterKeys;
  /** For `Digests`. */
  readonly challengeKey: KeyObject;
  /** For the captcha's signatures. */
  readonly captchaKey: KeyObject;

  constructor(record: KeyringRecord) {
    const peppers: readonly Pepper[] = record.peppers.map(({ id, key }) => ({ version: id, key: secret(key) }));
    const masterKeys = record.masterKeys.map(({ id, key }) => [id, secret(key)] as const);
    const current = record.masterKeys[0]?.id;
    if (peppers.length === 0 || current === undefined) throw new KeyringError('it lacks a pepper or a master key');
    for (const keys of [record.peppers, record.masterKeys]) {
      if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new KeyringError('two keys have one id');
    }
    this.challengeKey = secret(record.challengeKey);
    this.captchaKey = derived(this.challengeKey, 'captcha');
    this.blindIndex = { peppers, tagKey: derived(this.challengeKey, 'tag') };
    this.masterKeys = { keys: new Map(masterKeys), currentId: current };
  }

  /**
   * A check value for each pepper, which discloses nothing of it. Stores that hold claims keep these beside the claims:
   * with another pepper under the same version every claim would look free.
   */
  pepperChecks(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.blindIndex.peppers.map(({ version, key }) => [
        version,
        createHmac('sha256', key).update('pepper check').digest('hex').slice(0, 16),
      ]),
    );
  }

  toJSON(): string {
    return '[keyring]';
  }

  [inspect.custom](): string {
    return '[keyring]';
  }
}

/** A key file that cannot be used. The message never quotes the file. */
export class KeyringError extends Error {
  readonly code = 'keyring';
  constructor(reason: string) {
    super(`The key file cannot be used: ${reason}`);
    this.name = 'KeyringError';
  }
}

/** Fresh secrets from the operating system's randomness. */
export function freshKeyringRecord(): KeyringRecord {
  const key = (): string => randomBytes(KEY_BYTES).toString('base64url');
  return {
    format: FORMAT,
    peppers: [{ id: 'p1', key: key() }],
    challengeKey: key(),
    masterKeys: [{ id: 'm1', key: key() }],
  };
}

/** Throws `KeyringError`. */
export function parseKeyring(text: string): Keyring {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which is secret.
    throw new KeyringError('it is not JSON');
  }
  if (!isRecord(record)) throw new KeyringError(`it is not a key file of format ${FORMAT}`);
  return new Keyring(record);
}

const isRecord = (value: unknown): value is KeyringRecord =>
  isObject(value) &&
  value.format === FORMAT &&
  typeof value.challengeKey === 'string' &&
  isKeyList(value.peppers) &&
  isKeyList(value.masterKeys);

const isKeyList = (value: unknown): value is readonly StoredKey[] =>
  Array.isArray(value) &&
  value.every(
    (one: unknown) => isObject(one) && typeof one.id === 'string' && one.id !== '' && typeof one.key === 'string',
  );

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function secret(text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== KEY_BYTES) throw new KeyringError(`a key is not ${KEY_BYTES} bytes long`);
  return wiped(bytes);
}

const derived = (key: KeyObject, purpose: string): KeyObject =>
  wiped(createHmac('sha256', key).update(`derive:${purpose}`).digest());

function wiped(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}
