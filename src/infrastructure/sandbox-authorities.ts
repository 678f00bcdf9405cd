import { type ExitCode, exitCodes, type Terminal } from '../adapters/cli/terminal.js';
import { makePopulation } from '../adapters/sandbox/index.js';
import { authorityFiles } from '../adapters/sandbox/pki/files/authority-files.js';
import { writeFiles } from '../adapters/sandbox/pki/files/write-files.js';
import { instant } from '../domain/kernel/instant.js';

const writeFailures: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EEXIST',
  'ENOTDIR',
  'EISDIR',
  'EPERM',
  'EROFS',
  'ENOSPC',
]);

/** `dinhdanh sandbox ca`: authorities, lists and the cast's certificates with their keys, as files. */
export function writeAuthorities(directory: string, terminal: Terminal): ExitCode {
  const files = authorityFiles(makePopulation({ seed: 'dinhdanh', size: 0 }), instant(Date.now()));
  try {
    writeFiles(directory, files);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!writeFailures.has(code)) throw error;
    terminal.err(`Không ghi được vào ${directory}. / Cannot write to ${directory}. (${message})\n`);
    return exitCodes.usage;
  }
  terminal.out(`${files.length} tệp / files: ${directory} (README.md)\n`);
  return exitCodes.done;
}
