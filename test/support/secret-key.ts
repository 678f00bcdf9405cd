import { createSecretKey, type KeyObject } from 'node:crypto';

/** A key of 32 equal bytes: the same in every run, and no secret. */
export const testKey = (fill: number): KeyObject => createSecretKey(Buffer.alloc(32, fill));
