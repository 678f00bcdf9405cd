import { isUnavailable } from '../ports/unavailable.js';
import { notAvailable, type Outcome } from './outcome.js';

const DEFAULT_RETRY_MS = 5_000;

/** Turns the silence of a store or counterparty into an outcome; every other throw is a bug and goes on. */
export async function guarded<T>(run: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await run();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return notAvailable(`unavailable.${error.port}`, error.retryAfterMs ?? DEFAULT_RETRY_MS);
  }
}
