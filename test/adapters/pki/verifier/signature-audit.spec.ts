import type { SignatureResult } from '../../../../src/application/ports/signing.port.js';
import { PkiSignatureAudit } from '../../../../src/adapters/pki/signature-audit.js';
import { instant, minutes } from '../../../../src/domain/kernel/instant.js';
import { now, openVerifier, sandboxAnchors } from '../support/sandbox-verifier.js';

type World = ReturnType<typeof openVerifier>;

/** Repeats a decision from what the verifier gave out and nothing else. */
const repeat = (result: SignatureResult, change: (raw: string) => string = (raw) => raw) =>
  new PkiSignatureAudit(sandboxAnchors()).repeat(change(result.raw), async (digest) =>
    result.attachments?.find((one) => one.digest === digest)?.content(),
  );

const stories: readonly (readonly [string, (world: World) => Promise<SignatureResult>])[] = [
  ['verified', (world) => world.verify(world.certificate())],
  [
    'revoked',
    (world) => {
      const certificate = world.certificate();
      world.revocations.revoke(certificate, now, 'keyCompromise');
      return world.verify(certificate);
    },
  ],
  ['expired', (world) => world.verify(world.certificate({ validUntil: instant(now - 1_000) }))],
  ['of another challenge', (world) => world.verify(world.certificate(), { fault: 'wrongChallenge' })],
  ['forged', (world) => world.verify(world.certificate(), { fault: 'untrusted' })],
  [
    'without an answer',
    (world) => {
      world.transport.answer = () => ({ kind: 'silent', why: 'timeout' });
      return world.verify(world.certificate());
    },
  ],
  [
    'with a broken answer',
    (world) => {
      world.transport.answer = ({ kind }) =>
        kind === 'ocsp' ? { kind: 'answered', bytes: Buffer.from('broken') } : undefined;
      return world.verify(world.certificate());
    },
  ],
];

describe('a decision that is repeated from its evidence', () => {
  it.each(stories)('on a signature %s comes to the same', async (_, story) => {
    for (const revocation of [{}, { public: { first: 'crl' } }, { public: { mode: 'soft' } }] as const) {
      const result = await story(openVerifier({ revocation }));
      const recorded = result.kind === 'refused' ? result.failures : [];
      expect(await repeat(result)).toMatchObject({ kind: 'repeated', at: now, recorded, found: recorded, missing: [] });
    }
  });

  it('over answers that were remembered comes to the same', async () => {
    const world = openVerifier();
    await world.verify(world.certificate());
    world.wait(minutes(4));
    world.transport.answer = ({ kind }) => (kind === 'crl' ? { kind: 'silent', why: 'timeout' } : undefined);
    const result = await world.verify(world.certificate());
    expect(result.kind).toBe('verified');
    expect(await repeat(result)).toMatchObject({ found: [], missing: [] });
  });

  it('says who did not answer, where the policy let that pass', async () => {
    const world = openVerifier({ revocation: { public: { mode: 'soft' } } });
    world.transport.answer = () => ({ kind: 'silent', why: 'timeout' });
    const result = await world.verify(world.certificate());
    expect(result.kind).toBe('verified');
    const again = await repeat(result);
    expect(again).toMatchObject({ found: [] });
    expect(again.kind === 'repeated' && again.unanswered.map((key) => key.split(' ')[0])).toEqual([
      'ocsp',
      'crl',
      'crl',
    ]);
  });

  it('is not swayed by what the bundle says of itself', async () => {
    const world = openVerifier();
    const good = await world.verify(world.certificate());
    const found = async (change: (raw: string) => string) => {
      const again = await repeat(good, change);
      return again.kind === 'repeated' ? again.found : again.kind;
    };
    expect(await found((raw) => raw.replace(/"challenge":"b3Bl/, '"challenge":"c3Bl'))).toContain(
      'signature.wrongChallenge',
    );
    expect(await found((raw) => raw.replace(`"at":${now}`, `"at":${now + 10 * 86_400_000}`))).toContain(
      'revocation.stale',
    );
    expect(await found((raw) => raw.replace('"anchors":"public"', '"anchors":"government"'))).toContain(
      'certificate.untrusted',
    );
    expect(await found((raw) => raw.replace(/"bytes":"[^"]*"/, '"bytes":"AAAA"'))).toEqual(['revocation.noAnswer']);
    expect(await found((raw) => raw.replace(/"chain":\[[^\]]*\]/, '"chain":["AAAA"]'))).toEqual([]);
    expect(await found((raw) => raw.replace(/"chain":\[[^\]]*\]/, '"chain":["AAAA","AAAA"]'))).toBe('unreadable');
  });

  it.each([
    '',
    'words',
    'null',
    '[]',
    '{}',
    '{"format":"dinhdanh.signature.v1"}',
    '{"format":"dinhdanh.signature.v1","request":null,"chain":[],"policy":{},"answers":[],"failures":[]}',
  ])('cannot be read from %p', async (raw) => {
    expect(await new PkiSignatureAudit(sandboxAnchors()).repeat(raw, async () => undefined)).toEqual({
      kind: 'unreadable',
    });
  });

  it.each(['request', 'chain', 'policy', 'answers', 'failures'])('cannot be read without its %s', async (part) => {
    const world = openVerifier();
    const whole = JSON.parse((await world.verify(world.certificate())).raw) as Record<string, unknown>;
    const raw = JSON.stringify({ ...whole, [part]: undefined });
    expect(await new PkiSignatureAudit(sandboxAnchors()).repeat(raw, async () => undefined)).toEqual({
      kind: 'unreadable',
    });
  });
});
