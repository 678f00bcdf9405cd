import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why tests with the real `openssl` cannot run here; nothing when they can. */
export function opensslMissing(): string | undefined {
  const found = spawnSync('openssl', ['version']);
  return found.status === 0 ? undefined : 'there is no openssl command';
}

/** The command in a directory of its own. */
export class OpenSsl {
  private readonly directory = mkdtempSync(join(tmpdir(), 'openssl-'));

  file(name: string, data?: Uint8Array | string): string {
    const path = join(this.directory, name);
    if (data !== undefined) writeFileSync(path, data);
    return path;
  }

  /** What it writes to its standard output; throws when it fails. */
  run(...args: string[]): Buffer {
    return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
