import { appendFileSync, closeSync, fstatSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import type { InboxMessage } from './inbox-message.js';

export interface InboxNews {
  /** The file is another one than at the last reading: what was read before no longer counts. */
  readonly replaced: boolean;
  readonly messages: readonly InboxMessage[];
}

/**
 * Messages as JSON lines in a file that several processes append to and read on. Readable by its owner only. A message
 * appended at the very moment when another process clears the file may be lost: it is a sandbox.
 */
export class InboxFile {
  private inode = 0;
  private offset = 0;

  constructor(private readonly path: string) {
    appendFileSync(path, '', { mode: 0o600 });
  }

  append(message: InboxMessage): void {
    appendFileSync(this.path, `${JSON.stringify(message)}\n`);
  }

  /** What was added since the last reading; a line that is still being written waits for the next one. */
  read(): InboxNews {
    const file = openSync(this.path, 'r');
    try {
      const { ino, size } = fstatSync(file);
      const replaced = ino !== this.inode || size < this.offset;
      this.inode = ino;
      if (replaced) this.offset = 0;
      if (size === this.offset) return { replaced, messages: [] };
      const bytes = Buffer.alloc(size - this.offset);
      const length = readSync(file, bytes, 0, bytes.length, this.offset);
      const complete = bytes.subarray(0, bytes.subarray(0, length).lastIndexOf('\n') + 1);
      this.offset += complete.length;
      return { replaced, messages: complete.toString('utf8').split('\n').flatMap(readLine) };
    } finally {
      closeSync(file);
    }
  }

  /** The file holds these and nothing else. */
  replace(messages: readonly InboxMessage[]): void {
    const next = `${this.path}.${process.pid}.new`;
    writeFileSync(next, messages.map((message) => `${JSON.stringify(message)}\n`).join(''), { mode: 0o600 });
    renameSync(next, this.path);
    this.read();
  }
}

/** A line cut short by a crash is no message. */
function readLine(line: string): readonly InboxMessage[] {
  try {
    const message = JSON.parse(line) as Partial<InboxMessage> | null;
    return typeof message?.to === 'string' && typeof message.text === 'string' ? [message as InboxMessage] : [];
  } catch {
    return [];
  }
}
