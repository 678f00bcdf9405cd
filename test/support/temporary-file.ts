import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFile {
  readonly path: string;
  remove(): void;
}

/** A path in a folder of its own, so that a database and its companions go together. */
export function temporaryFile(name = 'test.sqlite'): TemporaryFile {
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-'));
  return { path: join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
