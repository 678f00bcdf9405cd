import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { rate } from './measure.js';

const BLOCK = 8 * 1024;
const BLOCKS = 256;

/** The disk's own rate of durable writes: 8 KiB (what a small commit writes) over space that is there already. */
export function openDiskFloor(directory: string): { rate(ms: number): Promise<number>; close(): void } {
  const file = openSync(join(directory, 'fdatasync.bin'), 'w');
  const block = Buffer.alloc(BLOCK, 0x5a);
  for (let index = 0; index < BLOCKS; index += 1) writeSync(file, block, 0, BLOCK, index * BLOCK);
  fdatasyncSync(file);
  let index = 0;
  return {
    rate: (ms) =>
      rate(ms, () => {
        writeSync(file, block, 0, BLOCK, (index % BLOCKS) * BLOCK);
        fdatasyncSync(file);
        index += 1;
        return 1;
      }),
    close: () => closeSync(file),
  };
}
