import * as der from '../../../../src/adapters/pki/der/writer.js';
import { anchorsMadeHere } from '../../../../src/adapters/pki/anchors/trust-anchors.js';
import { PkiSignatureAudit } from '../../../../src/adapters/pki/signature-audit.js';
import type { RevocationReply } from '../../../../src/adapters/pki/revocation/transport.js';
import { crlDistributionPoint, extension, keyUsage } from '../../../../src/adapters/sandbox/pki/extensions.js';
import { distinguishedName } from '../../../../src/adapters/sandbox/pki/names.js';
import { indirectList, issue, list, listedBy, ownRoot, rootName, verifyUnder } from '../support/own-authority.js';

const listAt = 'http://lister.example/indirect.crl';
const signersAt = 'http://ca.example/signers.crl';
const othersAt = 'http://other.example/indirect.crl';

const answered = (bytes: Uint8Array): RevocationReply => ({ kind: 'answered', bytes });
const silent: RevocationReply = { kind: 'silent', why: 'unreachable' };

const name = distinguishedName(['commonName', 'Own Lister']);
const lister = (...extensions: Uint8Array[]) => {
  const { certificate, key } = issue({
    serial: '0c',
    subject: name,
    extensions: [keyUsage(['cRLSign']), ...extensions],
  });
  return { certificate, name, key };
};
const holder = issue({ extensions: [listedBy(name, listAt)] });
const aboutHolder = extension('2.5.29.29', der.sequence(der.tagged(4, rootName)), true);

describe('a list of another signer than the issuer', () => {
  const known = lister(crlDistributionPoint(signersAt));
  const indirect = list({ signer: known, extensions: [indirectList] });
  const verified = async (signers: RevocationReply, bytes = indirect, signer = known) => {
    const reply = (url: string): RevocationReply => (url === listAt ? answered(bytes) : signers);
    const { failures, asked } = await verifyUnder(holder, ({ url }) => reply(url), { chain: [signer.certificate] });
    return [failures, asked];
  };

  it('counts once that signer is found in no list of its own issuer, which is asked for', async () => {
    expect(await verified(answered(list()))).toEqual([[], [listAt, signersAt]]);
  });

  it.each([
    ['was revoked', answered(list({ revoked: ['0c'] })), 'revocation.responderRevoked'],
    ['may have been, since nobody answers', silent, 'revocation.responderUnchecked'],
    ['may have been: what comes is no list', answered(Buffer.from('<html>')), 'revocation.responderUnchecked'],
  ])('counts for nothing where the signer %s', async (_what, reply, code) => {
    const [failures, asked] = await verified(reply);
    expect(failures).toContain(code);
    expect(asked).toEqual([listAt, signersAt]);
  });

  it('is verified again from the evidence, though the signer is known by configuration alone', async () => {
    const reply = (url: string) => answered(url === listAt ? indirect : list());
    const { result } = await verifyUnder(holder, ({ url }) => reply(url), { intermediates: [known.certificate] });
    expect(result.kind).toBe('verified');
    const audit = new PkiSignatureAudit(anchorsMadeHere({ public: [ownRoot], government: [] }));
    const attachment = async (digest: string) => result.attachments?.find((one) => one.digest === digest)?.content();
    expect(await audit.repeat(result.raw, attachment)).toMatchObject({ recorded: [], found: [], missing: [] });
  });

  it('names the revoked as any other', async () => {
    const line = { serial: '0a', extensions: [aboutHolder] };
    const named = list({ signer: known, extensions: [indirectList], lines: [line] });
    expect(await verified(answered(list()), named)).toEqual([['certificate.revoked'], [listAt, signersAt]]);
  });

  it('has nobody asked where its signature does not hold, or its signer leads nowhere', async () => {
    const other = issue({ serial: '0d' });
    const forged = list({ signer: { name, key: other.key }, extensions: [indirectList] });
    expect(await verified(answered(list()), forged)).toEqual([['revocation.badSignature'], [listAt]]);
    const stranger = issue({
      serial: '0c',
      subject: name,
      issuer: { name: distinguishedName(['commonName', 'Nobody']), key: other.key },
      extensions: [keyUsage(['cRLSign']), crlDistributionPoint('http://169.254.169.254/')],
    });
    const unknown = { ...stranger, name };
    expect(await verified(answered(list()), indirect, unknown)).toEqual([
      ['revocation.responderNotDelegated'],
      [listAt],
    ]);
  });

  it('leads to one more list and no further: a signer that a third signer answers for is unchecked', async () => {
    const third = distinguishedName(['commonName', 'Own Third']);
    const { certificate, key } = issue({
      serial: '0e',
      subject: third,
      extensions: [keyUsage(['cRLSign']), crlDistributionPoint(signersAt)],
    });
    const second = lister(listedBy(third, othersAt));
    const lists: Readonly<Record<string, Uint8Array>> = {
      [listAt]: list({ signer: second, extensions: [indirectList] }),
      [othersAt]: list({ signer: { name: third, key }, extensions: [indirectList] }),
      [signersAt]: list(),
    };
    const chain = [second.certificate, certificate];
    const told = await verifyUnder(holder, ({ url }) => answered(lists[url] ?? Buffer.of()), { chain });
    expect([told.failures, told.asked]).toEqual([['revocation.responderUnchecked'], [listAt, othersAt]]);
  });
});
