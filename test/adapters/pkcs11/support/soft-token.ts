import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';

const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

const isInstalled = (command: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export const softModule = modules.find((path) => existsSync(path));

/** Why tests with SoftHSM2 cannot run here; `undefined` when they can. */
export const noSoftToken: string | undefined =
  softModule === undefined || !isInstalled('softhsm2-util')
    ? 'softhsm2 is not installed'
    : isInstalled('pkcs11-tool')
      ? undefined
      : 'opensc (pkcs11-tool) is not installed';

/** A certificate with its key, whoever made them. */
export interface KeyPair {
  readonly der: Uint8Array;
  readonly key: { readonly privateKey: KeyObject };
}

export interface SoftToken {
  readonly module: string;
  readonly label: string;
  readonly pin: string;
  /** What SOFTHSM2_CONF has to be for the module to find it. */
  readonly configuration: string;
  /** Puts a certificate on it, and its key unless told otherwise, under one id. */
  put(certificate: KeyPair, options: { readonly id: string; readonly label: string; readonly key?: boolean }): void;
  /** Another token beside it. */
  addToken(label: string): void;
  remove(): void;
}

/** A library reads the environment of the process, of which jest gives its tests a copy. */
function setRealEnvironment(name: string, value: string): void {
  const setenv = koffi.load(null).func('int setenv(const char *name, const char *value, int overwrite)');
  setenv(name, value, 1);
}

/** A directory of its own for SoftHSM2, with one token in it, and SOFTHSM2_CONF of this process set to it. */
export function makeSoftToken(label: string): SoftToken {
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-softhsm-'));
  const tokens = join(directory, 'tokens');
  const configuration = join(directory, 'softhsm2.conf');
  mkdirSync(tokens);
  writeFileSync(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  setRealEnvironment('SOFTHSM2_CONF', configuration);
  const module = softModule ?? '';
  const pin = '824613';
  const run = (command: string, ...words: readonly string[]): void => {
    execFileSync(command, words, { stdio: 'pipe', env: { ...process.env, SOFTHSM2_CONF: configuration } });
  };
  const addToken = (name: string): void =>
    run('softhsm2-util', '--init-token', '--free', '--label', name, '--so-pin', '70710678', '--pin', pin);
  addToken(label);
  let files = 0;
  const fileOf = (bytes: string | Uint8Array): string => {
    const file = join(directory, `object-${(files += 1)}`);
    writeFileSync(file, bytes);
    return file;
  };
  return {
    module,
    label,
    pin,
    configuration,
    put(certificate, { id, label: object, key = true }) {
      if (key) {
        const pem = fileOf(certificate.key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
        run('softhsm2-util', '--import', pem, '--token', label, '--pin', pin, '--label', object, '--id', id);
      }
      const der = fileOf(certificate.der);
      const where = ['--module', module, '--token-label', label, '--login', '--pin', pin];
      run('pkcs11-tool', ...where, '--write-object', der, '--type', 'cert', '--id', id, '--label', object);
    },
    addToken,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
