import { anchorsMadeHere } from '../../../../src/adapters/pki/anchors/trust-anchors.js';
import { type SecondOpinion, secondOpinion } from '../../../../src/adapters/pki/pkijs/second-opinion.js';
import type { RevocationReply, RevocationTransport } from '../../../../src/adapters/pki/revocation/transport.js';
import { PkiSignatureVerifier } from '../../../../src/adapters/pki/verifier.js';
import { instant } from '../../../../src/domain/kernel/instant.js';
import { certificateRows } from '../hostile/certificate.rows.js';
import { revocationRows } from '../hostile/revocation.rows.js';
import type { Attempt } from '../hostile/row.js';
import { sentRows } from '../hostile/sent.rows.js';
import { signatureRows } from '../hostile/signature.rows.js';
import { soundRows } from '../hostile/sound.rows.js';
import { ForgedWorld, now } from '../hostile/world.js';

const world = new ForgedWorld();
const { publicRoot, governmentRoot, publicCa, governmentCa } = world;
const intermediates = [publicCa.der, governmentCa.der];

/** Ours, which asks for the revocation data, and then pkijs with what came. */
async function both(attempt: Attempt): Promise<{ readonly ours: readonly string[]; readonly theirs: SecondOpinion }> {
  const { subject = 'citizen', signature, challenge = world.challenge, origin = world.origin } = attempt;
  const set = attempt.anchors ?? (subject === 'agency' ? 'government' : 'public');
  const at = instant(attempt.at ?? now);
  const came: Record<'ocsp' | 'crl', Uint8Array[]> = { ocsp: [], crl: [] };
  const transport: RevocationTransport = {
    fetch: async ({ url, kind }): Promise<RevocationReply> => {
      const reply = attempt.replies?.[url] ?? world.truth(url);
      if (reply === 'silence') return { kind: 'silent', why: 'unreachable' };
      came[kind].push(reply);
      return { kind: 'answered', bytes: reply };
    },
  };
  const anchors = anchorsMadeHere({ public: [publicRoot.der], government: [governmentRoot.der] });
  const verifier = new PkiSignatureVerifier({ anchors, transport, intermediates });
  const result = await verifier.verify({ signature, challenge, origin, anchors: set, at });
  await verifier.close();
  const root = set === 'public' ? publicRoot : governmentRoot;
  const request = { signature, challenge, origin, anchors: [root.der], authorities: intermediates, at };
  const theirs = await secondOpinion({ ...request, ocspResponses: came.ocsp, crls: came.crl });
  return { ours: result.kind === 'refused' ? result.failures : [], theirs };
}

/** What pkijs takes and we refuse: it does not look at these. */
const onlyPkijsTakes: Readonly<Record<string, string>> = {
  'attributes that name another certificate': 'signature.otherCertificate',
  'for encipherment only': 'certificate.keyUsage',
  'for web servers only': 'certificate.extendedKeyUsage',
  'for web servers, which are clients too': 'certificate.extendedKeyUsage',
  'a holder with the purpose of a responder, vouching for itself': 'revocation.responderNotDelegated',
  'an answer to another question': 'revocation.wrongNonce',
  'an answer by a delegate who may have been revoked': 'revocation.responderUnchecked',
  'an answer by a delegate who was revoked': 'revocation.responderRevoked',
  'an answer signed with SHA-1': 'revocation.weakSignature',
  'a list from the future': 'revocation.fromTheFuture',
  'a list signed with SHA-1': 'revocation.weakSignature',
};

describe('pkijs, about the table of hostile inputs', () => {
  it('takes what we take', async () => {
    for (const { what, make } of soundRows.rows)
      expect([what, await both(make(world))]).toEqual([what, { ours: [], theirs: 'trusted' }]);
  });

  // Rows about the holder are not here: pkijs has no opinion on Vietnamese subjects.
  it('refuses what we refuse, but for what it does not look at', async () => {
    const differences: Record<string, string> = {};
    for (const { rows } of [sentRows, signatureRows, certificateRows, revocationRows])
      for (const { what, make } of rows) {
        const { ours, theirs } = await both(make(world));
        expect([what, ours.length]).not.toEqual([what, 0]);
        if (theirs === 'trusted') differences[what] = ours.join();
      }
    expect(differences).toEqual(onlyPkijsTakes);
  }, 120_000);
});
