import * as der from '../../../../src/adapters/pki/der/writer.js';
import { parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { X509Error } from '../../../../src/adapters/pki/x509/x509-error.js';
import { commonName, extension, makeCertificate, newKey } from '../support/made-certificates.js';

const key = newKey();
const read = (id: string, value: Uint8Array) =>
  parseCertificate(makeCertificate({ signer: key, extensions: [extension(id, value)] })).extensions;
const refuses = (id: string, value: Uint8Array): void => expect(() => read(id, value)).toThrow(X509Error);
const ascii = (text: string) => Buffer.from(text, 'latin1');
const dns = der.taggedOctets(2, ascii('a.example'));

describe('extensions of a certificate', () => {
  it('names: every form of general name', () => {
    const other = der.tagged(0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tagged(0, der.utf8String('ten')));
    const value = der.sequence(
      other,
      der.taggedOctets(1, ascii('ai@a.example')),
      dns,
      der.tagged(4, commonName('Đơn vị')),
      der.taggedOctets(6, ascii('http://a.example/')),
      der.taggedOctets(7, Uint8Array.of(10, 0, 0, 1)),
      der.taggedOctets(8, Uint8Array.of(0x2a, 3)),
    );
    const names = read('2.5.29.17', value).subjectAltName ?? [];
    expect(names.map(({ kind }) => kind)).toEqual(['other', 'email', 'dns', 'directory', 'uri', 'ip', 'registeredId']);
    expect(names[0]).toMatchObject({ typeId: '1.3.6.1.4.1.311.20.2.3' });
    expect(names[3]).toMatchObject({ name: { attributes: [{ value: 'Đơn vị' }] } });
    expect(names[6]).toEqual({ kind: 'registeredId', oid: '1.2.3' });
    expect(read('2.5.29.17', der.sequence()).subjectAltName).toEqual([]);
    refuses('2.5.29.17', der.sequence(der.taggedOctets(2, Uint8Array.of(0xc4))));
    refuses('2.5.29.17', der.sequence(der.taggedOctets(2, ascii('a.example\0.b.example'))));
    refuses('2.5.29.17', der.sequence(der.taggedOctets(9, ascii('x'))));
  });

  it('name constraints: subtrees from 0 without an end', () => {
    const value = der.sequence(der.tagged(0, der.sequence(dns)), der.tagged(1, der.sequence(dns)));
    expect(read('2.5.29.30', value).nameConstraints).toEqual({
      permitted: [{ kind: 'dns', value: 'a.example' }],
      excluded: [{ kind: 'dns', value: 'a.example' }],
    });
    refuses('2.5.29.30', der.sequence());
    refuses('2.5.29.30', der.sequence(der.tagged(0, der.sequence(dns, der.taggedOctets(0, Uint8Array.of(1))))));
    refuses('2.5.29.30', der.sequence(der.tagged(0, der.sequence(dns, der.taggedOctets(1, Uint8Array.of(1))))));
  });

  it('policies, their mappings and their constraints', () => {
    const policy = (id: string) => der.sequence(der.oid(id));
    expect(read('2.5.29.32', der.sequence(policy('1.2.3'), policy('1.2.4'))).certificatePolicies).toEqual([
      '1.2.3',
      '1.2.4',
    ]);
    refuses('2.5.29.32', der.sequence(policy('1.2.3'), policy('1.2.3')));
    const mapping = der.sequence(der.oid('1.2.3'), der.oid('1.2.4'));
    expect(read('2.5.29.33', der.sequence(mapping)).policyMappings).toEqual([
      { issuerDomain: '1.2.3', subjectDomain: '1.2.4' },
    ]);
    const constraints = der.sequence(der.taggedOctets(0, Uint8Array.of(0)), der.taggedOctets(1, Uint8Array.of(2)));
    expect(read('2.5.29.36', constraints).policyConstraints).toEqual({
      requireExplicitPolicy: 0,
      inhibitPolicyMapping: 2,
    });
    refuses('2.5.29.36', der.sequence());
    expect(read('2.5.29.54', der.integer(3)).inhibitAnyPolicy).toBe(3);
  });

  it('where to ask: authority information and distribution points', () => {
    const uri = der.taggedOctets(6, ascii('http://ocsp.example/'));
    const access = der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.48.1'), uri));
    expect(read('1.3.6.1.5.5.7.1.1', access).authorityInfoAccess).toEqual([
      { method: '1.3.6.1.5.5.7.48.1', location: { kind: 'uri', value: 'http://ocsp.example/' } },
    ]);
    const point = der.sequence(
      der.tagged(0, der.tagged(0, uri)),
      der.namedBits([1, 6], 0x81),
      der.tagged(2, der.tagged(4, commonName('Issuer'))),
    );
    expect(read('2.5.29.31', der.sequence(point)).crlDistributionPoints).toMatchObject([
      {
        name: { kind: 'full', names: [{ kind: 'uri' }] },
        reasons: 0b100_0010,
        crlIssuer: [{ kind: 'directory' }],
      },
    ]);
    const relative = der.sequence(der.tagged(0, der.tagged(1, der.sequence(der.oid('2.5.4.3'), der.utf8String('P')))));
    expect(read('2.5.29.46', der.sequence(relative)).freshestCrl).toMatchObject([{ name: { kind: 'relative' } }]);
    refuses('2.5.29.31', der.sequence(der.sequence(der.namedBits([1], 0x81))));
    refuses('2.5.29.31', der.sequence());
  });

  it('uses of the key', () => {
    expect(read('2.5.29.15', der.namedBits([0, 8])).keyUsage).toEqual(new Set(['digitalSignature', 'decipherOnly']));
    expect(read('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.9'))).extendedKeyUsage).toEqual([
      '1.3.6.1.5.5.7.3.9',
    ]);
    refuses('2.5.29.37', der.sequence());
    expect(read('1.3.6.1.5.5.7.48.1.5', der.nothing()).ocspNoCheck).toBe(true);
  });
});
