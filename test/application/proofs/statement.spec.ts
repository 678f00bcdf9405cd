import { createHash } from 'node:crypto';
import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { ProofRequest } from '../../../src/application/proofs/proof-api.js';
import { PendingProofs } from '../../../src/application/proofs/pending-proofs.js';
import { ProofService } from '../../../src/application/proofs/proof-service.js';
import { type ChallengeStatement, challengeOf, statementText } from '../../../src/application/proofs/statement.js';
import { hours, instant, minutes } from '../../../src/domain/kernel/instant.js';
import { createDinhDanh } from '../../../src/application/composition/create.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { accepted, bookOf, caller, openCore, refused, terms } from '../../support/core-harness.js';

const statement: ChallengeStatement = {
  random: 'r4nd0m',
  purpose: 'login',
  origin: 'https://portal.example',
  process: 'login-1',
  time: instant(1_772_409_600_000),
};
const request: ProofRequest = {
  purpose: 'login',
  processId: 'login-1',
  method: 'usbToken',
  life: minutes(3),
  prompts: { limit: 5, window: hours(1) },
};

describe('the statement behind a challenge', () => {
  const { ports, clock, sandbox } = openCore();

  it('gives each field its length, so that nothing moves from one field into the next', () => {
    expect(statementText(statement)).toBe('6:r4nd0m,5:login,22:https://portal.example,7:login-1,13:1772409600000,');
    expect(statementText({ ...statement, process: 'ế' })).toContain(',3:ế,');
  });

  it('makes the nonce: anybody who has it makes the same one, and every field counts', () => {
    const sha256 = createHash('sha256').update(statementText(statement), 'utf8').digest('base64');
    expect(challengeOf(statement, ports.digests)).toBe(sha256);
    expect(sha256).toHaveLength(44);
    const others: readonly Partial<ChallengeStatement>[] = [
      { random: 'r4nd0n' },
      { purpose: 'register' },
      { origin: 'https://portal.example:8443' },
      { process: 'login-2' },
      { time: instant(1_772_409_600_001) },
    ];
    const all = others.map((other) => challengeOf({ ...statement, ...other }, ports.digests));
    expect(new Set([sha256, ...all]).size).toBe(others.length + 1);
  });

  it('is kept with the pending proof, until the proof was looked at', async () => {
    const proofs = new ProofService({ ...ports, origin: () => 'https://portal.example' });
    const pending = new PendingProofs(ports.challenges, clock);
    const { value: due } = accepted(await proofs.ask(request));
    const kept = await pending.find(request);
    expect(kept?.statement).toMatchObject({
      purpose: 'login',
      origin: 'https://portal.example',
      process: 'login-1',
      time: clock.now(),
    });
    expect(due).toMatchObject({ challenge: challengeOf(kept!.statement!, ports.digests) });

    const signature = signFor(sandbox.cast.thao, 'the challenge of somebody else');
    const answer = () => proofs.answer({ request, anchors: 'public', input: { kind: 'signature', signature } });
    expect(refused(await answer()).code).toBe('signature.wrongChallenge');
    expect(await pending.find(request)).toBeUndefined();
    expect(refused(await answer()).code).toBe('signing.expired');
  });

  it.each([
    [undefined, 'https://portal.example'],
    ['https://sign.portal.example:8443', 'https://sign.portal.example:8443'],
    ['https://sign.portal.example/', 'https://sign.portal.example'],
    [() => 'http://localhost:3000', 'http://localhost:3000'],
  ])('names the origin of the activation link, unless another is configured: %s', async (origin, expected) => {
    let asked: string | undefined;
    const { ports } = openCore({
      ports: ({ signatureVerifier }) => ({
        signatureVerifier: {
          verify: (verification) => {
            asked = verification.origin;
            return signatureVerifier.verify(verification);
          },
        },
      }),
    });
    const core = createDinhDanh(ports, {
      policy: bookOf([sandboxEdition]),
      terms,
      activationLink: 'https://portal.example/activate?token={token}',
      asker: 'test-portal',
      ...(origin !== undefined && { origin }),
    });
    const { value } = accepted(await core.assertionLogins.start({ method: 'usbToken' }, caller));
    await core.assertionLogins.answer(value.loginToken, { kind: 'signature', signature: 'none' }, caller);
    expect(asked).toBe(expected);
  });
});
