import assert from 'node:assert/strict';
import { isUnavailable } from '../../../application/ports/unavailable.js';
import type { Answer } from '../../../application/ports/registries.port.js';
import type { ContractCase } from '../contract.js';

/** A counterparty that a test can take away. An adapter that cannot do so leaves this empty and does not declare `outage`. */
export interface MayFail {
  takeDown(): void | Promise<void>;
}

/** Not answering is told apart from every answer: the caller retries, and refuses nobody. */
export const outageCase = <Subject extends MayFail>(
  port: string,
  ask: (subject: Subject) => Promise<unknown>,
): ContractCase<Subject> => ({
  title: 'when it does not answer, it rejects with Unavailable and names the port',
  needs: 'outage',
  async run(subject) {
    await subject.takeDown();
    await assert.rejects(ask(subject), (error) => isUnavailable(error) && error.port === port);
  },
});

/** Every answer can be kept as evidence: its text, and the exchange's reference where the counterparty has one. */
export function assertIsEvidence({ raw, reference }: Answer): void {
  assert.equal(typeof raw, 'string');
  assert.notEqual(raw, '');
  assert.notEqual(reference, '');
}
