import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 25;
const LONGEST_MS = 20_000;

/** Asks until there is an answer, as every caller of an unavailable store does. Any other failure is one. */
export async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (const begun = performance.now(); ; await sleep(PAUSE_MS)) {
    try {
      return await call();
    } catch (error) {
      expect(error).toMatchObject({ code: 'unavailable' });
      if (performance.now() - begun > LONGEST_MS) throw error;
    }
  }
}
