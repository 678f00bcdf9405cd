import * as der from '../../../../src/adapters/pki/der/writer.js';
import type { RevocationReply } from '../../../../src/adapters/pki/revocation/transport.js';
import {
  authorityInfoAccess,
  crlDistributionPoint,
  extendedKeyUsage,
  extension,
  keyUsage,
  ocspNoCheck,
} from '../../../../src/adapters/sandbox/pki/extensions.js';
import { distinguishedName } from '../../../../src/adapters/sandbox/pki/names.js';
import { ocspAnswer } from '../support/ocsp-answers.js';
import {
  deltaOf,
  freshestCrl,
  issue,
  issueResponder,
  keyCompromiseOnly,
  list,
  ownAuthority,
  verifyUnder,
} from '../support/own-authority.js';
import { now } from '../support/sandbox-verifier.js';

const hour = 3_600_000;
const listAt = 'http://ca.example/ca.crl';
const deltaAt = 'http://ca.example/delta.crl';
const responderAt = 'http://ca.example/ocsp';
const responderListAt = 'http://ca.example/responders.crl';
const byList = crlDistributionPoint(listAt);
const byResponder = authorityInfoAccess({ ocsp: responderAt, caIssuers: 'http://ca.example/ca.cer' });

const answered = (bytes: Uint8Array): RevocationReply => ({ kind: 'answered', bytes });
const silent: RevocationReply = { kind: 'silent', why: 'unreachable' };

describe('a certificate that names nobody to ask', () => {
  it.each([
    ['at all', [keyUsage(['digitalSignature'])]],
    ['over HTTP', [crlDistributionPoint('ldap://ca.example/cn=ca')]],
    ['but where its issuer is', [authorityInfoAccess({ caIssuers: 'http://ca.example/ca.cer' })]],
  ])('%s is refused, under the soft policy as well', async (_, extensions) => {
    for (const mode of ['hard', 'soft'] as const) {
      const { failures, asked } = await verifyUnder(issue({ extensions }), () => silent, {
        revocation: { public: { mode } },
      });
      expect([failures, asked]).toEqual([['revocation.noSource'], []]);
    }
  });
});

describe('a certificate that names many addresses where nobody is', () => {
  const addresses = (kind: string): string[] => [1, 2, 3, 4].map((n) => `http://${kind}${n}.example/`);
  const uri = (address: string): Uint8Array => der.taggedOctets(6, Buffer.from(address));
  const point = (kind: string): Uint8Array =>
    der.sequence(der.sequence(der.tagged(0, der.tagged(0, ...addresses(kind).map(uri)))));
  const responders = addresses('ocsp').map((one) => der.sequence(der.oid('1.3.6.1.5.5.7.48.1'), uri(one)));
  const extensions = [
    extension('1.3.6.1.5.5.7.1.1', der.sequence(...responders)),
    extension('2.5.29.31', point('crl')),
  ];

  it('is refused for want of an answer', async () => {
    const { failures, asked } = await verifyUnder(issue({ extensions }), () => silent);
    expect([failures, asked]).toEqual([['revocation.noAnswer'], [...addresses('ocsp'), ...addresses('crl')]]);
  });

  it('is not asked about for ever', async () => {
    const fresher = extension('2.5.29.46', point('delta'));
    const { failures, asked } = await verifyUnder(issue({ extensions: [...extensions, fresher] }), ({ url }) =>
      url === 'http://crl4.example/' ? answered(list()) : silent,
    );
    expect([failures, asked]).toEqual([[], [...addresses('ocsp'), ...addresses('crl')]]);
  });
});

describe('a certificate that an end user issued', () => {
  it('has nobody asked, though every signature up to the anchor holds', async () => {
    const name = distinguishedName(['commonName', 'NGUYỄN VĂN GIẢ'], ['userId', 'CCCD:001099000018']);
    const user = issue({ serial: '0c', subject: name, extensions: [byList] });
    const forged = issue({
      serial: '0d',
      issuer: { name, key: user.key },
      extensions: [authorityInfoAccess({ ocsp: 'http://169.254.169.254/', caIssuers: 'http://127.0.0.1/' })],
    });
    const { failures, asked } = await verifyUnder(forged, () => answered(list()), { chain: [user.certificate] });
    expect(failures).toContain('certificate.issuerNotAuthority');
    expect(asked).toEqual([]);
  });
});

describe('lists', () => {
  const holder = issue({ extensions: [byList] });

  it.each([
    ['that do not name it', list(), []],
    ['that name it', list({ revoked: ['0a'] }), ['certificate.revoked']],
    ['that speak of some reasons only', list({ extensions: [keyCompromiseOnly] }), ['revocation.incomplete']],
    ['that are too old', list({ nextUpdate: now - hour }), ['revocation.stale']],
    ['of tomorrow', list({ thisUpdate: now + 24 * hour, nextUpdate: now + 48 * hour }), ['revocation.fromTheFuture']],
    ['that are none', Buffer.from('<html>'), ['revocation.malformed', 'revocation.wrongCertificate']],
  ])('%s', async (_, bytes, expected) => {
    expect((await verifyUnder(holder, () => answered(bytes))).failures).toEqual(expected);
  });

  it('revoke at our clock, whatever time before that the signer claims', async () => {
    const revoked = list({ revoked: ['0a'] });
    for (const signingTime of [now - 30 * 24 * hour, now, now + 24 * hour])
      expect((await verifyUnder(holder, () => answered(revoked), { signingTime })).failures).toEqual([
        'certificate.revoked',
      ]);
  });

  it('are neither too old nor too new within the clock skew', async () => {
    for (const bytes of [
      list({ thisUpdate: now + 60_000, nextUpdate: now + hour }),
      list({ thisUpdate: now - hour, nextUpdate: now - 60_000 }),
    ])
      expect((await verifyUnder(holder, () => answered(bytes))).failures).toEqual([]);
  });

  it('are followed to the fresher ones they name, and count alone where these are silent', async () => {
    const complete = list({ extensions: [freshestCrl(deltaAt)] });
    const delta = list({ revoked: ['0a'], number: 2, extensions: [deltaOf(1)] });
    const told = await verifyUnder(holder, ({ url }) => answered(url === deltaAt ? delta : complete));
    expect([told.failures, told.asked]).toEqual([['certificate.revoked'], [listAt, deltaAt]]);
    const alone = await verifyUnder(holder, ({ url }) => (url === deltaAt ? silent : answered(complete)));
    expect(alone.failures).toEqual([]);
  });
});

describe('a responder that does not vouch for itself', () => {
  const holder = issue({ extensions: [byResponder] });
  const through = async (
    extensions: readonly Uint8Array[],
    responders: RevocationReply,
  ): Promise<readonly string[]> => {
    const responder = issueResponder(extensions);
    const answer = ocspAnswer({
      serial: '0a',
      issuer: ownAuthority,
      responder,
      producedAt: now,
      nextUpdate: now + hour,
    });
    const reply = (url: string): RevocationReply => (url === responderAt ? answered(answer) : responders);
    return (await verifyUnder(holder, ({ url }) => reply(url))).failures;
  };

  it('need not be looked up where its authority says so', async () => {
    expect(await through([ocspNoCheck()], silent)).toEqual([]);
  });

  it.each([
    ['is not revoked', answered(list()), []],
    ['is revoked', answered(list({ revoked: ['0b'] })), ['revocation.responderRevoked']],
    ['is not known, since nobody answers', silent, ['revocation.responderUnchecked']],
  ] as const)('is looked up in a list otherwise: it %s', async (_, responders, expected) => {
    expect(await through([crlDistributionPoint(responderListAt)], responders)).toEqual(expected);
  });

  it('does not vouch for itself as a holder either', async () => {
    const self = issue({
      extensions: [byResponder, ocspNoCheck(), extendedKeyUsage(['1.3.6.1.5.5.7.3.9', '1.3.6.1.5.5.7.3.2'])],
    });
    const times = { producedAt: now, nextUpdate: now + hour };
    const own = ocspAnswer({ serial: '0a', issuer: ownAuthority, responder: self, ...times });
    expect((await verifyUnder(self, () => answered(own))).failures).toEqual(['revocation.responderNotDelegated']);
  });

  it('and names no list is of no use', async () => {
    expect(await through([], silent)).toEqual(['revocation.responderUnchecked']);
  });
});
