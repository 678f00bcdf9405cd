/**
 * Why an exchange with the service told nothing about the transaction. `wire`: no answer. `http`: an answer that is no
 * JSON. `json`: JSON of another shape. `mismatch`: an answer to something else. `oauth`, `code`: the service says that the
 * two systems do not agree.
 */
export type SmartCaProblem = 'wire' | 'http' | 'json' | 'mismatch' | 'oauth' | 'code';

/** The only error of the client below the port. Its message holds codes and names: no token, secret or challenge. */
export class SmartCaFailure extends Error {
  constructor(
    readonly problem: SmartCaProblem,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`SmartCA: ${problem}: ${detail}`, options);
    this.name = 'SmartCaFailure';
  }
}
