import * as der from '../../../../src/adapters/pki/der/writer.js';
import { signerPurpose } from '../../../../src/adapters/pki/path/path-request.js';
import { parseCertificate, type Certificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { day, root, issuing, holder, ask, codes, dnsName, under } from '../support/asked-paths.js';
import { newKey, newRsaKey, at, extension, caExtension } from '../support/made-certificates.js';
import { type Party, keyUsage, crlSign, makeRoot, makeAuthority, makeHolder } from '../support/made-parties.js';

const noAuthority = makeHolder(root, 'Not an authority');
const own = makeRoot('Own');
const narrowRoot = makeRoot('Narrow root', { extensions: [caExtension(0)] });
const badKey = makeAuthority(root, 'No certificates', { extensions: [keyUsage(crlSign)] });
const future = makeAuthority(root, 'Future', { notBefore: at + day });
const past = makeAuthority(root, 'Past', { notAfter: at - day });
const weak = makeRoot('Weak digest', { key: newRsaKey(2048, 'sha1') });
const short = makeRoot('Short key', { key: newRsaKey(1024, 'sha256') });
const odd = { ...newKey(), algorithm: der.sequence(der.oid('1.2.840.10040.4.3')) };
const unusual = makeRoot('DSA', { key: odd });
const limited = makeAuthority(root, 'Limited', {
  extensions: [extension('2.5.29.30', der.sequence(der.tagged(0, der.sequence(dnsName('a.example')))), true)],
});
const mapping = (from: string, to: string) =>
  extension('2.5.29.33', der.sequence(der.sequence(der.oid(from), der.oid(to))));
const mapped = makeAuthority(root, 'Mapped', { extensions: [mapping('2.5.29.32.0', '1.2.3')] });
const strict = makeAuthority(root, 'Strict', {
  extensions: [extension('2.5.29.36', der.sequence(der.taggedOctets(0, Uint8Array.of(0))), true)],
});
const ekus = (...ids: readonly string[]) => extension('2.5.29.37', der.sequence(...ids.map(der.oid)));
const forged = (): Party => ({ ...holder, certificate: changed(holder.certificate) });

/** The same certificate with one bit of its signature turned. */
function changed({ raw }: Certificate): Certificate {
  const bytes = Uint8Array.from(raw);
  bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
  return parseCertificate(bytes);
}

describe('what is wrong with a path', () => {
  it.each<[string, readonly (string | number)[], () => (string | number)[]]>([
    ['nobody issued it', ['certificate.untrusted', 0], () => codes(holder, [])],
    ['its issuer is under no anchor', ['certificate.untrusted', 1], () => codes(under(own), [own])],
    ['it is self-signed', ['certificate.selfSigned', 0, 'certificate.untrusted', 0], () => codes(makeRoot('Self'), [])],
    [
      'it is self-signed under the name of an anchor',
      ['certificate.badSignature', 0, 'certificate.untrusted', 0],
      () => codes(makeRoot('Root'), []),
    ],
    [
      'its signature was changed',
      ['certificate.badSignature', 0, 'certificate.untrusted', 0],
      () => codes(forged(), [issuing]),
    ],
    [
      'another authority of the same name signed it',
      ['certificate.badSignature', 0, 'certificate.untrusted', 0],
      () => codes(under(makeRoot('Issuing')), [issuing]),
    ],
    [
      'SHA-1 signed it',
      ['certificate.weakDigest', 0, 'certificate.untrusted', 0],
      () => codes(under(weak), [], { anchor: weak }),
    ],
    [
      'a key of 1024 bits signed it',
      ['certificate.weakKey', 0, 'certificate.untrusted', 0],
      () => codes(under(short), [], { anchor: short }),
    ],
    [
      'an algorithm that is not taken signed it',
      ['certificate.unsupportedAlgorithm', 0, 'certificate.untrusted', 0],
      () => codes(under(unusual), [], { anchor: unusual }),
    ],
    [
      'its issuer is no authority',
      ['certificate.issuerNotAuthority', 1],
      () => codes(under(noAuthority), [noAuthority]),
    ],
    [
      'its issuer’s key is not for certificates',
      ['certificate.issuerKeyUsage', 1],
      () => codes(under(badKey), [badKey]),
    ],
    [
      'an authority lies deeper than the anchor allows',
      ['certificate.pathLength', 1],
      () => {
        const deep = makeAuthority(narrowRoot, 'Deep');
        return codes(under(deep), [deep], { anchor: narrowRoot });
      },
    ],
    ['it has expired', ['certificate.expired', 0], () => codes(under(root, { notAfter: at - 1000 }), [])],
    ['it is not valid yet', ['certificate.notYetValid', 0], () => codes(under(root, { notBefore: at + 1000 }), [])],
    ['its issuer has expired', ['certificate.issuerExpired', 1], () => codes(under(past), [past])],
    ['its issuer is not valid yet', ['certificate.issuerNotYetValid', 1], () => codes(under(future), [future])],
    [
      'the anchor denies that it is an authority',
      ['certificate.issuerNotAuthority', 1],
      () => {
        const no = makeRoot('No', { extensions: [extension('2.5.29.19', der.sequence())] });
        return codes(under(no), [], { anchor: no });
      },
    ],
    [
      'the anchor itself has expired',
      ['certificate.issuerExpired', 1],
      () => codes(makeHolder(root, 'Late', { notAfter: at + 400 * day }), [], { at: at + 300 * day }),
    ],
    ['it is an authority’s', ['certificate.isAuthority', 0], () => codes(issuing, [], { purpose: signerPurpose })],
    [
      'its key is for encryption',
      ['certificate.keyUsage', 0],
      () => codes(under(root, { extensions: [keyUsage(2, 3)] }), [], { purpose: signerPurpose }),
    ],
    [
      'it is a web server’s',
      ['certificate.extendedKeyUsage', 0],
      () => codes(under(root, { extensions: [ekus('1.3.6.1.5.5.7.3.1')] }), [], { purpose: signerPurpose }),
    ],
    [
      'it is a web server’s that names clients as well',
      ['certificate.extendedKeyUsage', 0],
      () =>
        codes(under(root, { extensions: [ekus('1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2')] }), [], {
          purpose: signerPurpose,
        }),
    ],
    [
      'its name is outside what its issuer may certify',
      ['certificate.nameConstraints', 0],
      () =>
        codes(under(limited, { extensions: [extension('2.5.29.17', der.sequence(dnsName('b.example')))] }), [limited]),
    ],
    ['anyPolicy is mapped', ['certificate.policyMapping', 1], () => codes(under(mapped), [mapped])],
    ['a policy is asked for and none is there', ['certificate.policy', 0], () => codes(under(strict), [strict])],
    [
      'a critical extension is not known',
      ['certificate.criticalExtension', 0],
      () => codes(under(root, { extensions: [extension('1.2.3.4', der.nothing(), true)] }), []),
    ],
    [
      'a name constraint is of a kind that cannot be compared',
      ['certificate.nameConstraints', 0],
      () => {
        const other = der.tagged(0, der.oid('1.2.3'), der.tagged(0, der.nothing()));
        const odd = makeAuthority(root, 'Odd', {
          extensions: [extension('2.5.29.30', der.sequence(der.tagged(0, der.sequence(other))))],
        });
        return codes(under(odd, { extensions: [extension('2.5.29.17', der.sequence(other))] }), [odd]);
      },
    ],
  ])('%s: %j', (_, expected, find) => {
    expect(find()).toEqual(expected);
  });

  it('is told whole, the weightiest first', () => {
    const bad = makeHolder(root, 'Bad issuer', { notAfter: at - day, extensions: [keyUsage(crlSign)] });
    const target = under(bad, {
      notBefore: at + day,
      extensions: [keyUsage(2), ekus('1.3.6.1.5.5.7.3.1'), extension('1.2.3.4', der.nothing(), true)],
    });
    expect(codes(target, [bad], { purpose: signerPurpose })).toEqual([
      'certificate.issuerNotAuthority',
      1,
      'certificate.issuerKeyUsage',
      1,
      'certificate.notYetValid',
      0,
      'certificate.issuerExpired',
      1,
      'certificate.keyUsage',
      0,
      'certificate.extendedKeyUsage',
      0,
      'certificate.criticalExtension',
      0,
    ]);
  });

  it('names the certificate by its fingerprint', () => {
    const outcome = ask(under(past), [past]);
    expect(outcome.failures[0]?.fingerprint).toBe(past.certificate.fingerprint);
  });
});

describe('what a certificate is good for', () => {
  const good = (extensions: readonly Uint8Array[]) =>
    codes(under(root, { extensions }), [], { purpose: signerPurpose });

  it.each([
    ['signatures', [keyUsage(0)]],
    ['non-repudiation alone', [keyUsage(1)]],
    ['signing documents', [ekus('1.3.6.1.5.5.7.3.36')]],
    ['logging in', [ekus('1.3.6.1.5.5.7.3.2')]],
    ['mail, clients and servers', [ekus('1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4')]],
    ['anything', [ekus('2.5.29.37.0')]],
    ['whatever: it does not say', []],
  ])('%s will do', (_, extensions) => {
    expect(good(extensions)).toEqual([]);
  });
});
