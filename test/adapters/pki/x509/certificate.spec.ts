import { DerError } from '../../../../src/adapters/pki/der/der-error.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { isSelfIssued, parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { X509Error } from '../../../../src/adapters/pki/x509/x509-error.js';
import { caExtension, extension, makeCertificate, newKey, type CertificatePlan } from '../support/made-certificates.js';
import { pkitsCertificate, pkitsCertificates } from '../support/pkits-files.js';

const key = newKey();
const make = (plan: Partial<CertificatePlan>) => makeCertificate({ signer: key, ...plan });
const problemOf = (bytes: Uint8Array): string => {
  try {
    parseCertificate(bytes);
    return 'none';
  } catch (error) {
    if (error instanceof X509Error) return error.detail;
    if (error instanceof DerError) return error.problem;
    throw error;
  }
};

describe('a certificate', () => {
  it('gives every field of it', () => {
    const raw = pkitsCertificate('GoodCACert');
    const read = parseCertificate(raw);
    expect(read).toMatchObject({ version: 3, serial: '02', raw });
    expect(read.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(read.issuer.attributes).toEqual([
      { oid: '2.5.4.6', value: 'US', stringTag: 0x13 },
      { oid: '2.5.4.10', value: 'Test Certificates 2011', stringTag: 0x13 },
      { oid: '2.5.4.3', value: 'Trust Anchor', stringTag: 0x13 },
    ]);
    expect([read.notBefore, read.notAfter]).toEqual([Date.UTC(2010, 0, 1, 8, 30), Date.UTC(2030, 11, 31, 8, 30)]);
    expect(read.tbs.length).toBeLessThan(raw.length);
    expect(read.signature).toHaveLength(256);
    expect(read.extensions).toMatchObject({
      basicConstraints: { ca: true, pathLength: undefined },
      keyUsage: new Set(['keyCertSign', 'crlSign']),
      certificatePolicies: ['2.16.840.1.101.3.2.1.48.1'],
      subjectKeyIdentifier: '580184241bbc2b52944a3da510721451f5af3ac9',
      authorityKeyIdentifier: { keyId: 'e47d5fd15c9586082c05aebe75b665a7d95da866' },
      unknownCritical: [],
      ocspNoCheck: false,
    });
    expect(isSelfIssued(read)).toBe(false);
    expect(isSelfIssued(parseCertificate(pkitsCertificate('TrustAnchorRootCertificate')))).toBe(true);
  });

  it('is read from all of PKITS, but for the two whose signature has bits that DER forbids', () => {
    const refused = [...pkitsCertificates].filter(([, bytes]) => problemOf(bytes) !== 'none').map(([name]) => name);
    expect(refused).toEqual(['BadSignedCACert', 'InvalidDSASignatureTest6EE']);
  });

  it.each([
    ['a serial number below zero', 'InvalidNegativeSerialNumberTest15EE', '-01'],
    ['a serial number of 20 octets', 'ValidLongSerialNumberTest16EE', '7f0102030405060708090a0b0c0d0e0f10111212'],
  ])('may have %s', (_, file, serial) => {
    expect(parseCertificate(pkitsCertificate(file)).serial).toBe(serial);
  });

  it('keeps a critical extension that nobody knows', () => {
    const read = parseCertificate(make({ extensions: [extension('1.2.3.4', der.nothing(), true)] }));
    expect(read.extensions.unknownCritical).toEqual(['1.2.3.4']);
    expect(read.extensions.all.get('1.2.3.4')).toMatchObject({ critical: true, value: der.nothing() });
  });

  it('has no extensions in versions 1 and 2', () => {
    expect(parseCertificate(make({ version: 1 })).version).toBe(1);
    expect(problemOf(make({ version: 1, extensions: [caExtension()] }))).toBe('version');
    expect(problemOf(make({ version: 2, extensions: [caExtension()] }))).toBe('version');
    expect(problemOf(make({ version: 4 }))).toBe('version');
  });

  it.each<[string, Partial<CertificatePlan>, string]>([
    ['two extensions of one kind', { extensions: [caExtension(), caExtension()] }, 'duplicateExtension'],
    ['another algorithm inside', { innerAlgorithm: der.sequence(der.oid('1.3.101.113')) }, 'algorithms'],
    ['a serial number nobody can keep', { serial: der.integer('11'.repeat(65)) }, 'serial'],
    ['a known extension of another type', { extensions: [extension('2.5.29.19', der.nothing())] }, 'extension'],
    ['bytes after an extension', { extensions: [extension('2.5.29.14', Buffer.from('040000', 'hex'))] }, 'extension'],
    ['a negative path length', { extensions: [extension('2.5.29.54', Buffer.from('0201ff', 'hex'))] }, 'extension'],
    ['an empty list of purposes', { extensions: [extension('2.5.29.37', der.sequence())] }, 'extension'],
    [
      '65 extensions',
      { extensions: Array.from({ length: 65 }, (_, i) => extension(`1.2.${i}`, der.nothing())) },
      'size',
    ],
  ])('with %s is refused', (_, plan, problem) => {
    expect(problemOf(make(plan))).toBe(problem);
  });

  it('is refused above 64 KiB before it is read, and when anything follows it', () => {
    expect(problemOf(new Uint8Array(64 * 1024 + 1))).toBe('size');
    expect(problemOf(Buffer.concat([make({}), Buffer.of(0)]))).toBe('trailingBytes');
  });
});
