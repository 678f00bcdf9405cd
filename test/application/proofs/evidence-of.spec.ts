import { createHash } from 'node:crypto';
import { evidenceOf } from '../../../src/application/proofs/evidence-of.js';
import { openCore } from '../../support/core-harness.js';

describe('the digest of a register’s answer on an event', () => {
  it('confirms a guessed answer to nobody without the deployment’s key, and is the same for the same answer', () => {
    const { ports } = openCore();
    const raw = '{"name":"Trần Thị Thử"}';
    const asked = {
      source: 'populationRegistry',
      answer: { raw },
      askedAt: ports.clock.now(),
      attributes: {},
    } as const;
    const { answerDigest } = evidenceOf(asked, ports);
    expect(answerDigest).not.toBe(createHash('sha256').update(raw).digest('hex'));
    expect(evidenceOf(asked, ports).answerDigest).toBe(answerDigest);
    expect(evidenceOf(asked, openCore().ports).answerDigest).not.toBe(answerDigest);
  });
});
