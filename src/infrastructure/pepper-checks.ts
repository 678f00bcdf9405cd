import { existsSync, linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import type { Keyring } from '../adapters/crypto/keyring.js';

export class PepperMismatch extends Error {
  readonly code = 'pepperMismatch';
  constructor(version: string) {
    super(
      `The key file has another pepper ${version} than the one these claims were made with: every identifier would look free. ` +
        `Tệp khóa có pepper ${version} khác với pepper đã dùng để lập các khóa định danh: mọi số định danh sẽ bị coi là chưa đăng ký.`,
    );
    this.name = 'PepperMismatch';
  }
}

/**
 * Keeps a check value of every pepper beside the claims made with it, and refuses to start with another pepper under the
 * same version.
 */
export function holdPeppersToClaims(path: string, keyring: Keyring): void {
  const current = keyring.pepperChecks();
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  for (const [version, check] of Object.entries(known))
    if (version in current && current[version] !== check) throw new PepperMismatch(version);
  const all = { ...known, ...current };
  if (Object.keys(all).length === Object.keys(known).length) return;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  if (existsSync(path)) {
    renameSync(draft, path);
    return;
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    holdPeppersToClaims(path, keyring);
  } finally {
    unlinkSync(draft);
  }
}
