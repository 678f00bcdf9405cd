import { authority } from '../../../../src/adapters/sandbox/pki/authorities.js';
import { hours, instant, minutes } from '../../../../src/domain/kernel/instant.js';
import { aHolder, now, openVerifier } from '../support/sandbox-verifier.js';

type World = ReturnType<typeof openVerifier>;

const outcome = async (result: ReturnType<World['verify']>): Promise<readonly string[]> => {
  const found = await result;
  return found.kind === 'refused' ? found.failures : [found.kind];
};
const urls = ({ transport }: World): readonly string[] =>
  transport.asked.map(({ url }) => url.split('/').slice(3).join('/'));

describe('a signature', () => {
  it.each(['cms', 'cmsDetached', 'raw'] as const)('as %s is verified, and says who signed', async (form) => {
    const world = openVerifier();
    const result = await world.verify(world.certificate(), { form });
    expect(result).toMatchObject({ kind: 'verified', holder: { name: aHolder.holder } });
  });

  it('is refused with everything that is wrong', async () => {
    const world = openVerifier();
    const expired = world.certificate({ validUntil: instant(now - 1_000), uses: ['keyEncipherment'] });
    world.revocations.revoke(expired, instant(now - 86_400_000));
    expect(await outcome(world.verify(expired, { fault: 'wrongChallenge' }))).toEqual([
      'signature.wrongChallenge',
      'certificate.expired',
      'certificate.keyUsage',
      'certificate.revoked',
    ]);
  });

  it.each(['', 'words', '{}', 'A'.repeat(200_000), '{"format":"raw"}'])(
    'that is none is refused',
    async (signature) => {
      const { verifier, at } = openVerifier();
      const request = {
        challenge: 'c',
        origin: 'https://portal.example',
        signature,
        anchors: 'public',
        at: at(),
      } as const;
      expect((await verifier.verify(request)).kind).toBe('refused');
    },
  );
});

describe('revocation', () => {
  it('is asked along the whole path, at the responder first and at lists where there is none', async () => {
    const world = openVerifier();
    await world.verify(world.certificate());
    expect(urls(world)).toEqual(['ocsp/token', 'crl/publicRoot.crl']);
  });

  it('is asked at the lists first where the policy says so', async () => {
    const world = openVerifier({ revocation: { public: { first: 'crl' } } });
    expect(await outcome(world.verify(world.certificate()))).toEqual(['verified']);
    expect(urls(world)).toEqual(['crl/token.crl', 'crl/publicRoot.crl']);
  });

  it.each([
    ['keyCompromise', 'certificate.revoked', 'ocsp'],
    ['keyCompromise', 'certificate.revoked', 'crl'],
    ['certificateHold', 'certificate.suspended', 'ocsp'],
    ['certificateHold', 'certificate.suspended', 'crl'],
  ] as const)('for %s refuses with %s, by %s', async (reason, code, first) => {
    const world = openVerifier({ revocation: { public: { first } } });
    const certificate = world.certificate();
    world.revocations.revoke(certificate, instant(now - 1_000), reason);
    expect(await outcome(world.verify(certificate))).toEqual([code]);
  });

  it('of the issuing authority refuses', async () => {
    const world = openVerifier();
    world.revocations.revokeAuthority('token', instant(now - 1_000));
    expect(await outcome(world.verify(world.certificate()))).toContain('revocation.issuerRevoked');
  });

  it('falls back to the list when the responder is silent', async () => {
    const world = openVerifier();
    world.transport.answer = ({ kind }) => (kind === 'ocsp' ? { kind: 'silent', why: 'timeout' } : undefined);
    expect(await outcome(world.verify(world.certificate()))).toEqual(['verified']);
    expect(urls(world)).toEqual(['ocsp/token', 'crl/publicRoot.crl', 'crl/token.crl']);
  });

  it('is silence when a responder says try later', async () => {
    const world = openVerifier();
    world.transport.answer = ({ kind }) =>
      kind === 'ocsp' ? { kind: 'answered', bytes: Buffer.from('30030a0103', 'hex') } : undefined;
    expect(await outcome(world.verify(world.certificate()))).toEqual(['verified']);
  });

  it.each(['timeout', 'unreachable', 'notAllowed', 'tooLarge', 'redirected', 'httpStatus'] as const)(
    'without an answer (%s) refuses under the hard policy, and lets pass under the soft one',
    async (why) => {
      for (const [mode, expected] of [
        ['hard', 'revocation.noAnswer'],
        ['soft', 'verified'],
      ] as const) {
        const world = openVerifier({ revocation: { public: { mode } } });
        world.transport.answer = () => ({ kind: 'silent', why });
        expect(await outcome(world.verify(world.certificate()))).toEqual([expected]);
      }
    },
  );

  it('that answers wrongly refuses under the soft policy as well, and no list makes it good', async () => {
    const world = openVerifier({ revocation: { public: { mode: 'soft' } } });
    world.transport.answer = ({ kind }) =>
      kind === 'ocsp' ? { kind: 'answered', bytes: Buffer.from('no answer') } : undefined;
    expect(await outcome(world.verify(world.certificate()))).toEqual(['revocation.malformed']);
  });

  it('that says revoked refuses under the soft policy as well', async () => {
    const world = openVerifier({ revocation: { public: { mode: 'soft' } } });
    const certificate = world.certificate();
    world.revocations.revoke(certificate, now);
    expect(await outcome(world.verify(certificate))).toEqual(['certificate.revoked']);
  });

  it('is asked for under the policy of the set, not of another one', async () => {
    const world = openVerifier({ revocation: { government: { mode: 'soft' } } });
    world.transport.answer = () => ({ kind: 'silent', why: 'timeout' });
    expect(await outcome(world.verify(world.certificate()))).toEqual(['revocation.noAnswer']);
  });

  it('is asked of nobody for a certificate that no authority of ours issued', async () => {
    const world = openVerifier();
    const found = await outcome(world.verify(world.certificate(), { fault: 'untrusted' }));
    expect(found).toContain('certificate.untrusted');
    expect(world.transport.asked).toEqual([]);
  });
});

describe('what was answered', () => {
  it('serves the next ones, until it has to be asked for again', async () => {
    const world = openVerifier();
    const [one, other] = [world.certificate(), world.certificate({ holder: 'LÊ VĂN KHÁC' })];
    for (const certificate of [one, one, other, other])
      expect(await outcome(world.verify(certificate))).toEqual(['verified']);
    expect(urls(world)).toEqual(['ocsp/token', 'crl/publicRoot.crl', 'ocsp/token']);
    world.wait(minutes(6));
    await world.verify(one);
    expect(urls(world).slice(3)).toEqual(['ocsp/token']);
    world.wait(hours(1));
    await world.verify(one);
    expect(urls(world).slice(4)).toEqual(['ocsp/token', 'crl/publicRoot.crl']);
  });

  it('serves no longer than the policy lets it, whatever it says itself', async () => {
    const world = openVerifier({ revocation: { public: { reuseMs: 60_000 } } });
    await world.verify(world.certificate());
    world.wait(minutes(2));
    await world.verify(world.certificate());
    expect(urls(world)).toHaveLength(4);
  });

  it.each(['ocsp', 'crl'] as const)(
    'and says revoked is not asked for again by whoever tries again (%s first)',
    async (first) => {
      const world = openVerifier({ revocation: { public: { first } } });
      const certificate = world.certificate();
      world.revocations.revoke(certificate, instant(now - 1_000), 'keyCompromise');
      for (const _ of [1, 2, 3]) expect(await outcome(world.verify(certificate))).toEqual(['certificate.revoked']);
      expect(urls(world)).toHaveLength(2);
    },
  );

  it('is asked for once by many at the same moment', async () => {
    const world = openVerifier();
    const certificate = world.certificate();
    const results = await Promise.all(Array.from({ length: 20 }, () => outcome(world.verify(certificate))));
    expect(results.flat()).toEqual(results.map(() => 'verified'));
    expect(urls(world)).toHaveLength(2);
  });

  it('and was of no use is asked for again', async () => {
    const world = openVerifier();
    const certificate = world.certificate();
    world.transport.answer = ({ kind }) =>
      kind === 'ocsp' ? { kind: 'answered', bytes: Buffer.from('no') } : undefined;
    expect(await outcome(world.verify(certificate))).toEqual(['revocation.malformed']);
    world.transport.answer = () => undefined;
    expect(await outcome(world.verify(certificate))).toEqual(['verified']);
  });

  it('was silence, and is asked for again', async () => {
    const world = openVerifier();
    world.transport.answer = () => ({ kind: 'silent', why: 'timeout' });
    expect(await outcome(world.verify(world.certificate()))).toEqual(['revocation.noAnswer']);
    world.transport.answer = () => undefined;
    expect(await outcome(world.verify(world.certificate()))).toEqual(['verified']);
  });

  it('carries the nonce that was sent, and one of another question is refused', async () => {
    const world = openVerifier({ revocation: { public: { nonce: 'require' } } });
    const certificate = world.certificate();
    expect(await outcome(world.verify(certificate))).toEqual(['verified']);
    const replayed = world.transport.answerOf('ocsp');
    world.wait(minutes(2));
    const again = openVerifier({ revocation: { public: { nonce: 'require' } } });
    again.transport.answer = ({ kind }) => (kind === 'ocsp' ? replayed : undefined);
    expect(await outcome(again.verify(certificate))).toEqual(['revocation.wrongNonce']);
  });
});

describe('intermediates of the configuration', () => {
  it('complete a path whose signer sent none, and are trusted for nothing', async () => {
    const intermediates = [authority('token').certificate];
    const bare = async (given: Parameters<typeof openVerifier>[0]): Promise<readonly string[]> => {
      const world = openVerifier(given);
      const certificate = Object.create(world.certificate(), { chain: { value: [] } });
      return outcome(world.verify(certificate));
    };
    expect(await bare({})).toContain('certificate.untrusted');
    expect(await bare({ intermediates })).toEqual(['verified']);
    const none = { public: [], government: [] };
    expect(await bare({ intermediates, anchors: none })).toContain('certificate.untrusted');
  });
});
