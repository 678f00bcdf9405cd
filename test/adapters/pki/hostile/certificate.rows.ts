import * as der from '../../../../src/adapters/pki/der/writer.js';
import { forgeCertificate } from '../support/forged-certificate.js';
import * as extension from '../support/forged-extensions.js';
import { forgeKey } from '../support/forged-keys.js';
import { forgeName } from '../support/forged-names.js';
import { row, type RowGroup } from './row.js';
import { type AuthorityParts, day, type ForgedWorld, type HolderParts, now } from './world.js';

/** A sound proof by a holder whose certificate is unsound. */
const holding = (what: string, codes: string | readonly string[], parts: HolderParts) =>
  row(what, codes, (world) => ({ signature: world.cms(world.holder(parts)) }));

/** The same under an authority that is unsound. */
const issuedBy = (
  what: string,
  codes: string | readonly string[],
  parts: (world: ForgedWorld) => AuthorityParts,
  more: HolderParts = {},
) =>
  row(what, codes, (world) => ({
    signature: world.cms(world.holder({ authority: world.authority(parts(world)), ...more })),
  }));

const notAuthority = ['certificate.issuerNotAuthority', 'certificate.issuerKeyUsage', 'certificate.pathLength'];

const mayIssue = (pathLength?: number) => (): readonly Uint8Array[] => [
  extension.basicConstraints(true, pathLength),
  extension.keyUsage('keyCertSign', 'cRLSign'),
];

/** Certificates and the paths above them. */
export const certificateRows: RowGroup = {
  title: 'The certificate and its path',
  rows: [
    holding('expired', 'certificate.expired', { notAfter: now - 1000 }),
    holding('not yet valid', 'certificate.notYetValid', { notBefore: now + 1000 }),
    row('expired now, though its signing time says it was not', 'certificate.expired', (world) => ({
      signature: world.cms(world.holder({ notAfter: now - day }), { signingTime: now - 2 * day }),
    })),
    row('valid when it was asked for, expired when the answer came', 'certificate.expired', (world) => ({
      signature: world.cms(world.holder({ notAfter: now + 1000 })),
      at: now + 2000,
    })),
    holding('for encipherment only', 'certificate.keyUsage', { uses: ['keyEncipherment'] }),
    holding('for web servers only', 'certificate.extendedKeyUsage', {
      more: [extension.extendedKeyUsage('1.3.6.1.5.5.7.3.1')],
    }),
    holding('with a critical extension that nobody knows', 'certificate.criticalExtension', {
      more: [extension.unknownExtension(true)],
    }),
    holding('with the same extension twice', 'certificate.malformed', {
      more: [extension.unknownExtension(false), extension.unknownExtension(false)],
    }),
    holding('signed with SHA-1', ['certificate.weakDigest', 'certificate.untrusted'], { way: { hash: 'sha1' } }),
    row('an authority’s own certificate', ['certificate.isAuthority', 'certificate.keyUsage'], (world) => {
      const { publicCa } = world;
      const sources = { issuerName: world.publicRoot.name, ocsp: '', authority: publicCa };
      return { signature: world.cms({ ...publicCa, ...sources }) };
    }),
    row('self-signed', ['certificate.selfSigned', 'certificate.untrusted'], (world) => {
      const key = forgeKey();
      const name = forgeName([
        ['CN', 'NGUYỄN VĂN AN'],
        ['UID', 'CCCD:001090990001'],
      ]);
      const self = forgeCertificate({
        subject: name,
        key,
        issuer: { key, name },
        notBefore: now - day,
        notAfter: now + day,
        extensions: [extension.basicConstraints(false), extension.keyUsage('digitalSignature')],
      });
      const signer = { ...self, issuerName: name, ocsp: '', authority: { ...world.publicCa, chain: [] } };
      return { signature: world.cms(signer) };
    }),
    issuedBy('by an authority nobody here trusts', 'certificate.untrusted', (world) => ({
      issuer: world.root('Rừng Thẳm Root CA'),
      name: world.named('Rừng Thẳm CA'),
    })),
    row('by another authority of the same name', ['certificate.badSignature', 'certificate.untrusted'], (world) => {
      const namesake = world.authority({});
      const forged = { ...namesake, chain: world.publicCa.chain };
      return { signature: world.cms(world.holder({ authority: forged })) };
    }),
    issuedBy(
      'by another root of the same name, sent along',
      ['certificate.badSignature', 'certificate.untrusted'],
      (world) => {
        const root = world.root('Mây Xanh Root CA');
        return { issuer: root, above: [root.der] };
      },
    ),
    issuedBy('under the wrong hierarchy: the Government’s, for a citizen', 'certificate.untrusted', (world) => ({
      issuer: world.governmentRoot,
      name: world.named('Sao Mai Agencies CA 2'),
    })),
    row('under the wrong hierarchy: the public one, for an agency', 'certificate.untrusted', (world) => ({
      signature: world.cms(world.company),
      subject: 'agency',
    })),
    row('by another holder, who is no authority', notAuthority, (world) => {
      const { an, publicCa } = world;
      const authority = { ...publicCa, ...an, chain: [an.der, ...publicCa.chain] };
      return { signature: world.cms(world.holder({ authority })) };
    }),
    issuedBy('by an authority that may not sign certificates', 'certificate.issuerKeyUsage', () => ({
      extensions: () => [extension.basicConstraints(true, 0), extension.keyUsage('cRLSign')],
    })),
    issuedBy('by an authority whose certificate says nothing of it', 'certificate.issuerNotAuthority', () => ({
      extensions: () => [extension.keyUsage('keyCertSign', 'cRLSign')],
    })),
    issuedBy('by an authority that has expired', 'certificate.issuerExpired', () => ({ notAfter: now - day })),
    issuedBy('by an authority that is not valid yet', 'certificate.issuerNotYetValid', () => ({
      notBefore: now + day,
    })),
    issuedBy('by an authority with a critical extension that nobody knows', 'certificate.criticalExtension', () => ({
      extensions: () => [...mayIssue(0)(), extension.unknownExtension(true)],
    })),
    issuedBy('by an authority signed with SHA-1', ['certificate.weakDigest', 'certificate.untrusted'], () => ({
      way: { hash: 'sha1' },
    })),
    issuedBy(
      'by an authority with an RSA key of 1024 bits',
      ['certificate.weakKey', 'certificate.untrusted'],
      (world) => ({
        name: world.named('Yếu CA'),
        key: forgeKey('rsa1024'),
      }),
    ),
    issuedBy('by an authority on P-192', ['certificate.unsupportedAlgorithm', 'certificate.untrusted'], (world) => ({
      name: world.named('Yếu CA'),
      key: forgeKey('p192'),
    })),
    row('signed with MD5', ['certificate.weakDigest', 'certificate.untrusted'], (world) => {
      const authority = world.authority({ key: forgeKey('rsa2048') });
      return { signature: world.cms(world.holder({ authority, way: { hash: 'md5' } })) };
    }),
    row('on a path longer than its authority may issue', 'certificate.pathLength', (world) => {
      const upper = world.authority({ name: world.named('Upper CA') });
      const lower = world.authority({ name: world.named('Lower CA'), issuer: upper, above: upper.chain });
      return { signature: world.cms(world.holder({ authority: lower })) };
    }),
    issuedBy('outside the names its authority may issue', 'certificate.nameConstraints', () => ({
      extensions: () => [...mayIssue(0)(), extension.permittedNames(forgeName([['C', 'LA']]))],
    })),
    issuedBy(
      'with an e-mail address its authority may not issue',
      'certificate.nameConstraints',
      () => ({ extensions: () => [...mayIssue(0)(), extension.permittedEmails('may-xanh.example')] }),
      { more: [extension.alternativeEmails('an@sao-mai.example')] },
    ),
    row('under authorities that certify each other', 'certificate.untrusted', (world) => {
      const [one, two] = [forgeKey(), forgeKey()];
      const [nameOne, nameTwo] = [world.named('Vòng 1'), world.named('Vòng 2')];
      const extensions = mayIssue();
      const a = world.authority({ key: one, name: nameOne, issuer: { key: two, name: nameTwo }, extensions });
      const b = world.authority({ key: two, name: nameTwo, issuer: { key: one, name: nameOne }, extensions });
      return { signature: world.cms(world.holder({ authority: { ...a, chain: [a.der, b.der] } })) };
    }),
    row('with bytes after its end', 'signature.unreadable', (world) => {
      const bytes = Buffer.concat([world.an.der, Buffer.from([0])]);
      return { signature: world.raw(world.an, { certificate: bytes.toString('base64') }) };
    }),
    row('with a zero byte in its name', 'certificate.malformed', (world) => ({
      signature: world.cms(world.holder({ subject: [['CN', 'NGUYỄN VĂN AN\0, LTD']] })),
    })),
    row('with dates that are none', 'certificate.malformed', (world) => {
      const { an } = world;
      const at = Buffer.from(an.der).indexOf(der.time(now - 300 * day));
      const bytes = Uint8Array.from(an.der);
      bytes.set(Buffer.from('99'), at + 4);
      return { signature: world.cms({ ...an, der: bytes }) };
    }),
  ],
};
