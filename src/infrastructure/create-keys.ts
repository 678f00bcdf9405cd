import { existsSync } from 'node:fs';
import { openKeyringFile } from '../adapters/crypto/keyring-file.js';
import { type ExitCode, exitCodes, type Terminal } from '../adapters/cli/terminal.js';

const writeFailures: ReadonlySet<unknown> = new Set(['EACCES', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS', 'ENOSPC']);

/** `dinhdanh keys create`: fresh keys in a file of its owner's, unless there are some. Prints nothing of them. */
export function createKeys(path: string, terminal: Terminal): ExitCode {
  if (existsSync(path)) {
    terminal.err(`Đã có tệp ${path}, giữ nguyên. / There is a file ${path}; it is left as it is.\n`);
    return exitCodes.usage;
  }
  try {
    openKeyringFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!writeFailures.has(code)) throw error;
    terminal.err(`Không ghi được. / Cannot be written. (${message})\n`);
    return exitCodes.usage;
  }
  terminal.out(`${path}\n`);
  return exitCodes.done;
}
