/** Thrown by an adapter when its store or counterparty did not answer. Recognised by `code`, not by class. */
export class Unavailable extends Error {
  readonly code = 'unavailable';
  constructor(
    /** The port that failed, e.g. `eventStore`. */
    readonly port: string,
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(`${port} is unavailable`, options);
    this.name = 'Unavailable';
  }
}

export const isUnavailable = (error: unknown): error is Unavailable =>
  typeof error === 'object' &&
  error !== null &&
  (error as { code?: unknown }).code === 'unavailable' &&
  'port' in error;
