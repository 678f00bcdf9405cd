import { Certificate, CertificateChainValidationEngine } from 'pkijs';
import type { RevocationReply } from '../../../../src/adapters/pki/revocation/transport.js';
import { bufferOf, engine } from '../../../../src/adapters/pki/pkijs/engine.js';
import { secondOpinion } from '../../../../src/adapters/pki/pkijs/second-opinion.js';
import { authority } from '../../../../src/adapters/sandbox/pki/authorities.js';
import type { SandboxCertificate } from '../../../../src/adapters/sandbox/pki/certificates.js';
import { signWith, type SigningOptions } from '../../../../src/adapters/sandbox/pki/signing-tool.js';
import { days, instant } from '../../../../src/domain/kernel/instant.js';
import type { TrustAnchorSet } from '../../../../src/domain/policy/edition.js';
import { challenge, openVerifier, origin } from '../support/sandbox-verifier.js';

const opened = openVerifier();
const { verifier, transport, revocations } = opened;
const roots = { public: authority('publicRoot').certificate, government: authority('governmentRoot').certificate };
const bytesOf = (reply: RevocationReply): readonly Uint8Array[] => (reply.kind === 'answered' ? [reply.bytes] : []);
const revocationData = () => ({
  ocspResponses: bytesOf(transport.answerOf('ocsp')),
  crls: bytesOf(transport.answerOf('crl')),
});

/** Ours first, which asks for the revocation data; pkijs then gets the same. */
async function both(signer: SandboxCertificate, how: SigningOptions = {}, anchors: TrustAnchorSet = 'public') {
  const signature = signWith(signer, challenge, how);
  const at = opened.at();
  const ours = await verifier.verify({ challenge, origin, signature, anchors, at });
  const theirs = await secondOpinion({
    challenge,
    origin,
    signature,
    anchors: [roots[anchors]],
    at,
    ...revocationData(),
  });
  return { ours: ours.kind, theirs };
}

describe('the second opinion', () => {
  it.each(['cms', 'cmsDetached', 'raw'] as const)('agrees that a signature in the form %s is good', async (form) => {
    expect(await both(opened.certificate(), { form })).toEqual({ ours: 'verified', theirs: 'trusted' });
  });

  it('agrees on what was changed, what was signed by others, and what is over another challenge', async () => {
    const signer = opened.certificate();
    for (const fault of ['tampered', 'wrongChallenge'] as const)
      expect(await both(signer, { fault })).toEqual({ ours: 'refused', theirs: 'notSigned' });
    expect(await both(signer, { fault: 'untrusted' })).toEqual({ ours: 'refused', theirs: 'untrusted' });
    expect(await both(signer, {}, 'government')).toEqual({ ours: 'refused', theirs: 'untrusted' });
  });

  it('agrees on what is not in force, and on what was revoked', async () => {
    const at = opened.at();
    const expired = opened.certificate({ validUntil: instant(at - days(1)) });
    const early = opened.certificate({ validFrom: instant(at + days(1)) });
    for (const signer of [expired, early]) expect(await both(signer)).toEqual({ ours: 'refused', theirs: 'untrusted' });
    const signer = opened.certificate({ serial: '0a1b2c' });
    expect(await both(signer)).toEqual({ ours: 'verified', theirs: 'trusted' });
    revocations.revoke(signer, instant(at - days(1)));
    opened.wait(days(2)); // what is known of it is stale by then
    expect(await both(signer)).toEqual({ ours: 'refused', theirs: 'untrusted' });
  });
});

describe('pkijs', () => {
  it('says yes without any revocation data; the second opinion does not', async () => {
    const signer = opened.certificate();
    const [leaf, ...chain] = [signer.der, ...signer.chain].map((der) => Certificate.fromBER(bufferOf(der)));
    const checkDate = new Date(opened.at());
    const trustedCerts = [Certificate.fromBER(bufferOf(roots.public))];
    const path = new CertificateChainValidationEngine({ trustedCerts, certs: [...chain, leaf!], checkDate });
    expect(await path.verify({ passedWhenNotRevValues: false }, engine)).toMatchObject({ result: true });

    const request = {
      challenge,
      origin,
      anchors: [roots.public],
      at: opened.at(),
      signature: signWith(signer, challenge),
    };
    expect(await secondOpinion({ ...request, crls: [], ocspResponses: [] })).toBe('noRevocationData');
    await verifier.verify({ ...request, anchors: 'public' });
    const { crls, ocspResponses } = revocationData();
    expect(await secondOpinion({ ...request, crls, ocspResponses })).toBe('trusted');
    expect(await secondOpinion({ ...request, crls, ocspResponses: [] })).toBe('noRevocationData');
    expect(await secondOpinion({ ...request, crls: [], ocspResponses })).toBe('noRevocationData');
    const late = { ...request, at: request.at + days(60) };
    expect(await secondOpinion({ ...late, crls, ocspResponses })).toBe('noRevocationData');
  });
});
