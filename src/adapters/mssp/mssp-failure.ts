/**
 * Why an exchange with the provider told nothing about the transaction. `wire`: no answer. `http`: an answer that is no
 * SOAP. `xml`: SOAP that cannot be read. `mismatch`: an answer to something else. `fault`, `status`: the provider says that
 * the two systems do not agree.
 */
export type MsspProblem = 'wire' | 'http' | 'xml' | 'mismatch' | 'fault' | 'status';

/** The only error of the client below the port. Its message holds codes and names: no password, challenge or phone. */
export class MsspFailure extends Error {
  constructor(
    readonly problem: MsspProblem,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`MSSP: ${problem}: ${detail}`, options);
    this.name = 'MsspFailure';
  }
}
