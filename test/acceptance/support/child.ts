import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../architecture/support/repository.js';

/** How node runs the TypeScript of this repository as it is. */
export const typescript: readonly string[] = [
  '--disable-warning=ExperimentalWarning',
  '--import',
  join(root, 'test/support/typescript-hooks.mjs'),
];

export interface Child {
  readonly process: ChildProcess;
  /** The next line that it writes. */
  line(): Promise<string>;
  say(text: string): void;
}

/** Runs a program of `children` as a process of its own. */
export function startChild(program: string, words: readonly string[]): Child {
  const child = spawn(process.execPath, [...typescript, join(import.meta.dirname, '../children', program), ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async line() {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${program} ended before it said anything more`);
      return value;
    },
    say: (text) => child.stdin.write(`${text}\n`),
  };
}
