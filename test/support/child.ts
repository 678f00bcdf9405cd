import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const hooks = new URL('./typescript-hooks.mjs', import.meta.url);

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

export interface Child {
  /** What it printed, line by line, until now. */
  readonly lines: readonly string[];
  /** Waits for a line that it has printed or will print; rejects when it ends without. */
  waitFor(isIt: (line: string) => boolean): Promise<string>;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  kill(signal?: NodeJS.Signals): void;
  /** Resolves when it has ended and all it printed was read. */
  readonly ended: Promise<ChildEnd>;
}

/**
 * Runs a TypeScript file in a process of its own, as it is, without a build. The file is named from the root of the
 * repository. What a killed child had printed is read to the end.
 */
export function runChild(file: string, args: readonly string[] = []): Child {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', hooks.href, '--disable-warning=ExperimentalWarning', file, ...args],
    {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const lines: string[] = [];
  const waiting = new Set<(line: string | undefined) => void>();
  let errors = '';
  let hasEnded = false;

  // Telling a child that is gone is its test's business, not an error of the pipe.
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const look of [...waiting]) look(line);
  });
  const ended = new Promise<ChildEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      hasEnded = true;
      for (const look of [...waiting]) look(undefined);
      resolve({ code, signal, errors });
    });
  });

  return {
    lines,
    ended,
    tell: (line) => void child.stdin.write(`${line}\n`),
    kill: (signal = 'SIGKILL') => void child.kill(signal),
    waitFor: (isIt) =>
      new Promise((resolve, reject) => {
        const gone = () => new Error(`${file} ended without the line that was waited for\n${errors}`);
        const known = lines.find(isIt);
        if (known !== undefined) return resolve(known);
        if (hasEnded) return reject(gone());
        const look = (line: string | undefined): void => {
          if (line !== undefined && !isIt(line)) return;
          waiting.delete(look);
          if (line === undefined) reject(gone());
          else resolve(line);
        };
        waiting.add(look);
      }),
  };
}
