import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { freshKeyringRecord, type Keyring, KeyringError, parseKeyring } from './keyring.js';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

export interface KeyringFileOptions {
  /**
   * Files that hold data made under the keys. When one of them exists and the key file does not, nothing is created:
   * under new keys every claim would look free, and nothing sealed could be opened.
   */
  readonly dataFiles?: readonly string[];
}

/**
 * Reads the deployment's secrets, or makes them at the first start. Of several processes that start at once all get the
 * same. The file is readable by its owner only, and refused otherwise. Throws `KeyringError`.
 */
export function openKeyringFile(path: string, { dataFiles = [] }: KeyringFileOptions = {}): Keyring {
  // Asked before the key file is looked for: another process makes its data only after its keys.
  const orphan = dataFiles.find((file) => existsSync(file));
  const text = readPrivately(path);
  if (text !== undefined) return parseKeyring(text);
  if (orphan !== undefined) throw new KeyringError(`it is missing, and ${orphan} was made under its keys`);
  create(path);
  return parseKeyring(readPrivately(path) ?? '');
}

function readPrivately(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    if (process.platform !== 'win32' && (fstatSync(file).mode & OTHERS) !== 0)
      throw new KeyringError(`others than its owner may read it; run: chmod 600 ${path}`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** Written whole under another name, then linked into place: `link` fails when somebody else was first. */
function create(path: string): void {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    const file = openSync(draft, 'wx', OWNER_ONLY);
    try {
      writeFileSync(file, `${JSON.stringify(freshKeyringRecord(), null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    try {
      linkSync(draft, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    syncFolder(dirname(path));
  } finally {
    if (existsSync(draft)) unlinkSync(draft);
  }
}

/** So that the new name survives a power cut; Windows cannot open a folder, and needs none of this. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
