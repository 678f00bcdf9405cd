import * as der from '../../../../src/adapters/pki/der/writer.js';
import * as extension from '../support/forged-extensions.js';
import { type CrlParts, forgeCrl, ocspRefusal, type OcspParts } from '../support/forged-revocation.js';
import { row, type RowGroup } from './row.js';
import { day, type ForgedWorld, type Holder, minute, now, type Reply } from './world.js';

/** A sound proof of a holder for whom this is answered. */
const answered = (
  what: string,
  codes: string | readonly string[],
  reply: (world: ForgedWorld, holder: Holder) => Reply,
  at = now,
) =>
  row(what, codes, (world) => {
    const holder = world.holder({});
    return { signature: world.cms(holder), replies: { [holder.ocsp]: reply(world, holder) }, at };
  });

const ocsp = (
  what: string,
  codes: string | readonly string[],
  change: (world: ForgedWorld, holder: Holder) => Partial<OcspParts>,
) => answered(what, codes, (world, holder) => world.ocsp(holder, change(world, holder)));

/** A holder whose authority keeps a list in place of a responder. */
const listed = (
  what: string,
  codes: string | readonly string[],
  change: (world: ForgedWorld, holder: Holder) => Partial<CrlParts>,
) =>
  row(what, codes, (world) => {
    const url = world.address('crl');
    const holder = world.holder({ sources: [extension.crlAddress(url)] });
    const parts = { issuer: world.publicCa, thisUpdate: now - day, nextUpdate: now + day };
    return { signature: world.cms(holder), replies: { [url]: forgeCrl({ ...parts, ...change(world, holder) }) } };
  });

/** Whatever responders and lists say, or do not say. */
export const revocationRows: RowGroup = {
  title: 'Revocation',
  rows: [
    ocsp('revoked long before signing', 'certificate.revoked', () => ({ status: { revokedAt: now - 90 * day } })),
    ocsp('revoked after signing, before the answer came', 'certificate.revoked', () => ({
      status: { revokedAt: now - minute },
      producedAt: now,
    })),
    listed('on the list of the revoked', 'certificate.revoked', (_world, { serial }) => ({
      revoked: [{ serial, at: now - day }],
    })),
    listed('on the list for the time being', 'certificate.suspended', (_world, { serial }) => ({
      revoked: [{ serial, at: now - day, reason: 6 }],
    })),
    row('by an authority that was revoked', 'revocation.issuerRevoked', (world) => {
      const authority = world.authority({ name: world.named('Cũ CA') });
      const revoked = [{ serial: authority.serial, at: now - day }];
      const crl = forgeCrl({ issuer: world.publicRoot, thisUpdate: now - day, nextUpdate: now + day, revoked });
      return { signature: world.cms(world.holder({ authority })), replies: { [authority.list]: crl } };
    }),
    row('no address to ask: no revocation data', 'revocation.noSource', (world) => ({
      signature: world.cms(world.holder({ sources: [] })),
    })),
    row('an address that is none of the web', 'revocation.noSource', (world) => ({
      signature: world.cms(world.holder({ sources: [extension.ocspAddress('file:///etc/passwd')] })),
    })),
    answered('nobody answers', 'revocation.noAnswer', () => 'silence'),
    answered('the responder says "try later"', 'revocation.noAnswer', () => ocspRefusal(3)),
    answered('an answer of nothing', 'revocation.malformed', () => Buffer.alloc(0)),
    answered('a web page for an answer', 'revocation.malformed', () => Buffer.from('<html>503</html>')),
    answered('ten megabytes for an answer', 'revocation.malformed', () => Buffer.alloc(10_000_000, 0x30)),
    answered('an answer cut off', 'revocation.malformed', (world, holder) => world.ocsp(holder, {}).subarray(0, 200)),
    ocsp('an answer that has run out', 'revocation.stale', () => ({
      producedAt: now - 3 * day,
      nextUpdate: now - 2 * day,
    })),
    ocsp('an old answer without an end', 'revocation.stale', () => ({
      producedAt: now - 3 * day,
      nextUpdate: 'never',
    })),
    ocsp('an answer from the future', 'revocation.fromTheFuture', () => ({
      producedAt: now + day,
      nextUpdate: now + 2 * day,
    })),
    ocsp('an answer about another certificate', 'revocation.wrongCertificate', ({ an }) => ({ about: an })),
    ocsp('an answer about the same number of another authority', 'revocation.wrongCertificate', (world) => ({
      issuer: world.governmentCa,
    })),
    ocsp('an answer of "unknown"', 'revocation.unknown', () => ({ status: 'unknown' })),
    ocsp('an answer to another question', 'revocation.wrongNonce', () => ({
      nonce: der.octetString(Buffer.alloc(32)),
    })),
    ocsp('an answer signed by a stranger', 'revocation.wrongResponder', (world) => ({
      responder: { key: world.company.key, name: world.company.name },
    })),
    ocsp('an answer signed by another holder', 'revocation.responderNotDelegated', ({ company }) => ({
      responder: company,
    })),
    ocsp('an answer by the responder of another authority', 'revocation.responderNotDelegated', (world) => ({
      responder: world.governmentCa.responder,
    })),
    ocsp('an answer by a delegate whose time is over', 'revocation.responderExpired', (world) => ({
      responder: world.responder(world.publicCa, { notAfter: now - day }),
    })),
    ocsp('an answer by a delegate for something else', 'revocation.responderNotDelegated', (world) => ({
      responder: world.responder(world.publicCa, {
        extensions: [extension.extendedKeyUsage('1.3.6.1.5.5.7.3.4'), extension.ocspNoCheck()],
      }),
    })),
    ocsp('an answer by a delegate who may have been revoked', 'revocation.responderUnchecked', (world) => ({
      responder: world.responder(world.publicCa, { extensions: [extension.extendedKeyUsage('1.3.6.1.5.5.7.3.9')] }),
    })),
    row('an answer by a delegate who was revoked', 'revocation.responderRevoked', (world) => {
      const list = world.address('crl');
      const extensions = [extension.extendedKeyUsage('1.3.6.1.5.5.7.3.9'), extension.crlAddress(list)];
      const responder = world.responder(world.publicCa, { extensions });
      const holder = world.holder({});
      const revoked = [{ serial: responder.serial, at: now - day }];
      const crl = forgeCrl({ issuer: world.publicCa, thisUpdate: now - day, nextUpdate: now + day, revoked });
      const replies = { [holder.ocsp]: world.ocsp(holder, { responder }), [list]: crl };
      return { signature: world.cms(holder), replies };
    }),
    answered('an answer with a flipped bit', 'revocation.badSignature', (world, holder) => {
      const { key, name } = world.publicCa;
      const bytes = Uint8Array.from(world.ocsp(holder, { responder: { key, name } }));
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      return bytes;
    }),
    ocsp('an answer signed with SHA-1', 'revocation.weakSignature', () => ({ way: { hash: 'sha1' } })),
    listed('a list that has run out', 'revocation.stale', () => ({
      thisUpdate: now - 9 * day,
      nextUpdate: now - 2 * day,
    })),
    listed('a list from the future', 'revocation.fromTheFuture', () => ({
      thisUpdate: now + day,
      nextUpdate: now + 2 * day,
    })),
    listed('a list signed by a stranger', 'revocation.badSignature', ({ company }) => ({ signer: company })),
    listed('a list of another authority', 'revocation.wrongCertificate', (world) => ({ issuer: world.governmentCa })),
    listed('a list signed with SHA-1', 'revocation.weakSignature', () => ({ way: { hash: 'sha1' } })),
    row('a responder that is silent and a list that has run out', 'revocation.stale', (world) => {
      const list = world.address('crl');
      const responder = world.address('ocsp');
      const holder = world.holder({ sources: [extension.ocspAddress(responder), extension.crlAddress(list)] });
      const crl = forgeCrl({ issuer: world.publicCa, thisUpdate: now - 9 * day, nextUpdate: now - 2 * day });
      return { signature: world.cms(holder), replies: { [list]: crl } };
    }),
  ],
};
