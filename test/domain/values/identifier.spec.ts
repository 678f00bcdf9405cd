import fc from 'fast-check';
import { identifiers } from '../../../src/adapters/testing/arbitraries/values.js';
import { parseCertificateKey } from '../../../src/domain/values/certificate-key.js';
import { parseCmnd } from '../../../src/domain/values/cmnd.js';
import { identifierKinds, identifierText, normaliserVersion } from '../../../src/domain/values/identifier.js';
import { parsePersonalNumber } from '../../../src/domain/values/personal-number.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

describe('an identifier that an account can own', () => {
  it('[CLAIM-TEXT] is digested as its kind and its canonical value', () => {
    expect(identifierText({ kind: 'cmnd', value: valueOf(parseCmnd('012 000 017')) })).toBe('cmnd:012000017');
    expect(identifierText({ kind: 'personalNumber', value: valueOf(parsePersonalNumber('048 190 000 017')) })).toBe(
      'personalNumber:048190000017',
    );
  });

  it('[CLAIM-TEXT] has a text of its own', () => {
    fc.assert(
      fc.property(identifiers(), identifiers(), (a, b) => {
        const same = a.kind === b.kind && a.value === b.value;
        expect(identifierText(a) === identifierText(b)).toBe(same);
      }),
      { numRuns: runs },
    );
  });

  it('[ID-RAW] has a normaliser version of its kind', () => {
    expect(identifierKinds).toEqual(['personalNumber', 'cmnd', 'taxCode', 'organisationCode', 'certificate']);
    expect(identifierKinds.map(normaliserVersion)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('the key of a certificate', () => {
  const issuerDigest = '0A'.repeat(32);
  const keyDigest = 'bc'.repeat(32);
  const key = (serial: string) => parseCertificateKey({ issuerDigest, serial, keyDigest });

  it('[CERT-KEY] is issuer, serial and key in canonical hex', () => {
    expect(key('00:54:01 FF')).toEqual({
      ok: true,
      value: {
        kind: 'certificate',
        value: `${'0a'.repeat(32)}.5401ff.${keyDigest}`,
        raw: `${issuerDigest}.00:54:01 FF.${keyDigest}`,
        normaliser: 1,
      },
    });
    expect(valueOf(key('00'))).toBe(`${'0a'.repeat(32)}.0.${keyDigest}`);
    expect(valueOf(key(`00${'f'.repeat(40)}`))).toContain(`.${'f'.repeat(40)}.`);
  });

  it.each(['', '-1', 'xyz', '1.2', 'f'.repeat(41), '０１'])('[CERT-KEY] refuses the serial %j', (serial) => {
    expect(refusalOf(key(serial)).code).toBe('identifier.certificate.format');
  });

  it.each([
    { issuerDigest: 'ab', keyDigest },
    { issuerDigest, keyDigest: `${keyDigest}00` },
    { issuerDigest: '', keyDigest },
  ])('[CERT-KEY] refuses digests that are not SHA-256', (digests) => {
    expect(refusalOf(parseCertificateKey({ serial: '01', ...digests })).code).toBe('identifier.certificate.format');
  });
});
