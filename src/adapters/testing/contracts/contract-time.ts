import { instant, milliseconds, plus } from '../../../domain/kernel/instant.js';
import type { Instant } from '../../../domain/kernel/instant.js';

/**
 * Declared by adapters that take the time from their caller. Cases that let time pass need it: a store that reads its
 * own server's clock cannot be told to be an hour older.
 */
export const callerClock = 'callerClock';

/** When every case begins. */
export const start: Instant = instant(1_790_000_000_000);

/** So many milliseconds after the beginning. */
export const after = (ms: number): Instant => plus(start, milliseconds(ms));

/** Starts `count` calls without waiting for any of them. */
export const together = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));
