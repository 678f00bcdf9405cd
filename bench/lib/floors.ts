import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { argon2Costs } from '../../src/adapters/crypto/argon2-hasher.js';
import { rate } from './measure.js';
import { PASSWORD } from './people.js';

const BLOCK = 8 * 1024;
const REGION = 32 * 1024 * 1024;

export interface DiskFloor {
  rate(ms: number): Promise<number>;
  close(): void;
}

export const diskFloorIs = { what: 'write + fdatasync of 8 KiB', unit: 'writes/s' } as const;

/**
 * The disk's own rate of durable writes, as a small commit makes them: 8 KiB (two pages) one after the other over space
 * that is there already, which is the cheapest durable write; a file that grows costs more.
 */
export function openDiskFloor(directory: string): DiskFloor {
  const file = openSync(join(directory, 'floor.bin'), 'w');
  const block = Buffer.alloc(BLOCK, 0x5a);
  for (let at = 0; at < REGION; at += BLOCK) writeSync(file, block, 0, BLOCK, at);
  fdatasyncSync(file);
  let at = 0;
  return {
    rate: (ms) =>
      rate(ms, () => {
        writeSync(file, block, 0, BLOCK, at);
        fdatasyncSync(file);
        at = (at + BLOCK) % REGION;
        return 1;
      }),
    close: () => closeSync(file),
  };
}

export const cores = availableParallelism();

export const hashFloorIs = (inFlight: number) =>
  ({ what: `bare argon2id, ${inFlight} in flight`, unit: 'hashes/s' }) as const;

/** Hashes of the costs in use and nothing else, each followed at once by the next. */
export async function bareHashes(inFlight: number, ms: number): Promise<number> {
  const { memory, passes, lanes } = argon2Costs;
  const options = { memoryCost: memory, timeCost: passes, parallelism: lanes };
  const start = performance.now();
  let done = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - start < ms) {
      await hash(PASSWORD, options);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return (done / (performance.now() - start)) * 1_000;
}
