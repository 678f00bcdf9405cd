import { DerError } from '../../../../src/adapters/pki/der/der-error.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { parseCrl } from '../../../../src/adapters/pki/x509/crl.js';
import {
  at,
  commonName,
  extension,
  makeCrl,
  newKey,
  reasonExtension,
  revokedLine,
  type CrlPlan,
} from '../support/made-certificates.js';
import { pkitsCrl, pkitsCrls } from '../support/pkits-files.js';

const signer = newKey();
const make = (plan: Partial<CrlPlan>) => makeCrl({ issuer: commonName('Issuer'), signer, ...plan });
const issuerOf = (text: string) => extension('2.5.29.29', der.sequence(der.tagged(4, commonName(text))), true);
const point = (...fields: Uint8Array[]) => extension('2.5.29.28', der.sequence(...fields), true);
const flag = (n: number) => der.taggedOctets(n, Uint8Array.of(0xff));

describe('a CRL', () => {
  it('is read from all of PKITS, but for the one whose signature has bits that DER forbids', () => {
    const refused = [...pkitsCrls].filter(([, bytes]) => {
      try {
        parseCrl(bytes);
        return false;
      } catch (error) {
        if (error instanceof DerError) return true;
        throw error;
      }
    });
    expect(refused.map(([name]) => name)).toEqual(['BadCRLSignatureCACRL']);
  });

  it('gives who, when and which', () => {
    const read = parseCrl(pkitsCrl('GoodCACRL'));
    expect(read).toMatchObject({ number: 1n, deltaBase: undefined, unknownCritical: [] });
    expect(read.issuer.attributes.at(-1)?.value).toBe('Good CA');
    expect([read.thisUpdate, read.nextUpdate]).toEqual([Date.UTC(2010, 0, 1, 8, 30), Date.UTC(2030, 11, 31, 8, 30)]);
    expect(read.entries.count).toBe(2);
    expect(read.entries.bySerial.get('0f')).toMatchObject([{ serial: '0f', reason: 'keyCompromise' }]);
    expect(parseCrl(pkitsCrl('deltaCRLCA1deltaCRL'))).toMatchObject({ deltaBase: 1n });
  });

  it('may revoke nothing, say no next update, and give no extensions', () => {
    const read = parseCrl(make({ nextUpdate: null, extensions: [] }));
    expect(read).toMatchObject({ nextUpdate: undefined, number: undefined, thisUpdate: at - 86_400_000 });
    expect(read.entries.count).toBe(0);
    // RFC 5280 leaves an empty list out; authorities write it.
    expect(parseCrl(make({ revoked: [Buffer.alloc(0)] })).entries.count).toBe(0);
  });

  it('lets an entry without an issuer repeat the one before', () => {
    const revoked = [
      revokedLine(1),
      revokedLine(2, issuerOf('Other')),
      revokedLine(3),
      revokedLine(2, issuerOf('Third')),
    ];
    const { bySerial } = parseCrl(make({ revoked })).entries;
    const issuersOf = (serial: string) =>
      bySerial
        .get(serial)
        ?.map(({ certificateIssuer }) =>
          certificateIssuer?.map((one) => (one.kind === 'directory' ? one.name.key : '')),
        );
    expect(issuersOf('01')).toEqual([undefined]);
    expect(issuersOf('03')).toEqual([[expect.stringContaining('other')]]);
    expect(issuersOf('02')).toEqual([[expect.stringContaining('other')], [expect.stringContaining('third')]]);
  });

  it('says which certificates it speaks of', () => {
    const name = der.tagged(0, der.tagged(0, der.tagged(4, commonName('Point'))));
    const read = parseCrl(make({ extensions: [point(name, flag(1), der.namedBits([3], 0x83), flag(4))] }));
    expect(read.issuingDistributionPoint).toMatchObject({
      name: { kind: 'full' },
      onlyUserCerts: true,
      onlyCaCerts: false,
      onlySomeReasons: 0b1000,
      indirect: true,
      onlyAttributeCerts: false,
    });
  });

  it('keeps critical extensions that nobody knows, of the list and of its entries', () => {
    const unknown = (id: string) => extension(id, der.nothing(), true);
    const read = parseCrl(make({ revoked: [revokedLine(1, unknown('1.2.3'))], extensions: [unknown('1.2.4')] }));
    expect(read.unknownCritical).toEqual(['1.2.4', '1.2.3']);
  });

  it.each<[string, Partial<CrlPlan>]>([
    ['two flags of which only one can hold', { extensions: [point(flag(1), flag(2))] }],
    ['a reason without a meaning', { revoked: [revokedLine(1, reasonExtension(7))] }],
    ['a repeated extension', { extensions: [reasonExtension(1), reasonExtension(1)] }],
    ['a negative number', { extensions: [extension('2.5.29.20', Buffer.from('0201ff', 'hex'))] }],
    ['another algorithm inside', { innerAlgorithm: der.sequence(der.oid('1.3.101.113')) }],
    ['a number of 21 octets', { extensions: [extension('2.5.29.20', der.integer('11'.repeat(21)))] }],
  ])('with %s is refused', (_, plan) => {
    expect(() => parseCrl(make(plan))).toThrow(DerError);
  });

  it('is refused above its size before it is read', () => {
    expect(() => parseCrl(new Uint8Array(101), 100)).toThrow('size');
  });
});
