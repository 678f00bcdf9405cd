import { execFile, execFileSync } from 'node:child_process';

/** The version line of the `openssl` on this machine; `undefined`: there is none. */
export const opensslVersion: string | undefined = (() => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
})();

export interface Ran {
  readonly code: number;
  /** Both streams, as they came to an end. */
  readonly said: string;
}

/** Runs a shell command without blocking: whoever it asks may be in this process. */
export const runShell = (command: string, cwd: string): Promise<Ran> =>
  new Promise((resolve) => {
    execFile('/bin/sh', ['-euc', command], { cwd, encoding: 'utf8' }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, said: `${out}\n${err}` });
    });
  });
