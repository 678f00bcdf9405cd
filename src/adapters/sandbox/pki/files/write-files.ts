import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from './authority-files.js';

/** Writes below a directory, which is made if need be; files of the same names are replaced. */
export function writeFiles(directory: string, files: readonly OutputFile[]): void {
  for (const { path, content, secret } of files) {
    const whole = join(directory, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content, { mode: secret ? 0o600 : 0o644 });
    // The mode above is for new files alone.
    if (secret) chmodSync(whole, 0o600);
  }
}
