import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { ProofInput, ProofRequest, ProofMethod } from '../../../src/application/proofs/proof-api.js';
import { ProofService } from '../../../src/application/proofs/proof-service.js';
import { hours, minutes } from '../../../src/domain/kernel/instant.js';
import { accepted, openCore, redirectUri, refused } from '../../support/core-harness.js';

function service() {
  const { ports, sandbox } = openCore();
  const proofs = new ProofService({ ...ports, origin: () => 'https://portal.example' });
  const request = (method: ProofMethod, more: Partial<ProofRequest> = {}): ProofRequest => ({
    purpose: 'login',
    processId: 'process-1',
    method,
    redirectUri,
    life: minutes(3),
    prompts: { limit: 5, window: hours(1) },
    ...more,
  });
  const answer = (asked: ProofRequest, input: ProofInput) =>
    proofs.answer({ request: asked, anchors: 'public', input });
  return { proofs, request, answer, sandbox };
}

const signature: ProofInput = { kind: 'signature', signature: 'x' };
const poll: ProofInput = { kind: 'poll' };
const redirected: ProofInput = { kind: 'authorizationCode', code: 'x', state: 'x' };

describe('a proof', () => {
  it('sends nobody back to an address that is not on the list, where there is one', async () => {
    const { ports } = openCore();
    const strict = new ProofService({ ...ports, origin: () => 'https://portal.example', redirectUris: [redirectUri] });
    const { request } = service();
    for (const method of ['smartCa', 'vneid'] as const) {
      expect(accepted(await strict.ask(request(method, { processId: method }))).value.by).toBe(method);
      const elsewhere = request(method, { processId: `other ${method}`, redirectUri: 'https://elsewhere.example/' });
      expect(refused(await strict.ask(elsewhere)).code).toBe('proof.redirectNotAllowed');
    }
    expect(accepted(await strict.ask(request('usbToken', { processId: 'process-3', redirectUri: '' }))).kind).toBe(
      'accepted',
    );
  });

  it.each([
    ['vneid', signature],
    ['vneid', poll],
    ['usbToken', poll],
    ['usbToken', redirected],
    ['smartCa', signature],
    ['simPki', signature],
    ['simPki', redirected],
  ] as const)('by %s is not given by %j', async (method, input) => {
    const { request, answer } = service();
    expect(await answer(request(method), input)).toEqual({
      kind: 'refused',
      code: 'proof.wrongInput',
      facts: { given: input.kind },
      remedies: [],
    });
  });

  it('for one purpose, or one process, is worth nothing for another', async () => {
    const { proofs, request, answer, sandbox } = service();
    const asked = accepted(await proofs.ask(request('usbToken'))).value;
    if (asked.by !== 'usbToken') throw new Error('expected a challenge');
    const signed: ProofInput = { kind: 'signature', signature: signFor(sandbox.cast.thao, asked.challenge) };
    for (const other of [
      request('usbToken', { purpose: 'addMethod' }),
      request('usbToken', { processId: 'process-2' }),
    ]) {
      expect(refused(await answer(other, signed)).code).toBe('signing.expired');
      await proofs.ask(other);
      expect(refused(await answer(other, signed)).code).toBe('signature.wrongChallenge');
    }
    expect(accepted(await answer(request('usbToken'), signed)).value.kind).toBe('certificate');
  });
});
