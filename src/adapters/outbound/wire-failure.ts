/**
 * Why an exchange brought no answer. `unreachable`: no connection, so nobody was asked; after any other one somebody may
 * have been.
 */
export type WireFault = 'unreachable' | 'untrusted' | 'timeout' | 'broken' | 'tooLarge' | 'encoded';

/** The only error that an exchange rejects with. Its message names the host, never a path, a header or a body. */
export class WireFailure extends Error {
  constructor(
    readonly fault: WireFault,
    host: string,
    options?: ErrorOptions,
  ) {
    super(`${host}: ${fault}`, options);
    this.name = 'WireFailure';
  }
}
