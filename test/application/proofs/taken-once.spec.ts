import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { ProofInput } from '../../../src/application/proofs/proof-api.js';
import { accepted, caller, due, openCore, proofForm } from '../../support/core-harness.js';
import { dueProof, registerByToken } from '../../support/proofs.js';

describe('a signature', () => {
  it('that comes twice at once opens one session, and none later', async () => {
    const harness = openCore();
    const { core, sandbox } = harness;
    await registerByToken(harness, sandbox.cast.thao);
    const started = await core.assertionLogins.start({ method: 'usbToken' }, caller);
    const { challenge } = dueProof(started, 'usbToken');
    const { loginToken } = accepted(started).value;
    const input: ProofInput = { kind: 'signature', signature: signFor(sandbox.cast.thao, challenge) };
    const answer = () => core.assertionLogins.answer(loginToken, input, caller);
    const answers = await Promise.all([answer(), answer(), answer()]);
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect((await answer()).kind).toBe('refused');
  });

  it('that comes twice at once is recorded once in a registration', async () => {
    const harness = openCore();
    const { core, sandbox, ports } = harness;
    const started = await core.registrations.start(proofForm('citizen', 'usbToken'), caller);
    const step = due(started, 'signature');
    if (step.by !== 'usbToken') throw new Error('expected a token to sign');
    const { registrationId } = accepted(started).value;
    const input: ProofInput = { kind: 'signature', signature: signFor(sandbox.cast.thao, step.challenge) };
    const submit = () => core.registrations.submit(registrationId, input, caller);
    await Promise.all([submit(), submit(), submit()]);
    const { events } = await ports.eventStore.readAll(0, 1_000);
    const recorded = events.map(({ type }) => type);
    expect(recorded.filter((type) => type.startsWith('SignatureVerified'))).toHaveLength(1);
  });
});
