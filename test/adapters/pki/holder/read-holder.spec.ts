import { createHash } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { type HolderReading, readHolder } from '../../../../src/adapters/pki/holder/read-holder.js';
import { parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { forgeCertificate } from '../support/forged-certificate.js';
import { alternativeEmails } from '../support/forged-extensions.js';
import { forgeKey } from '../support/forged-keys.js';
import { type Attribute, forgeMultiValuedName, forgeName } from '../support/forged-names.js';

const authority = {
  key: forgeKey(),
  name: forgeName([
    ['C', 'VN'],
    ['O', 'Mây Xanh'],
    ['CN', 'Mây Xanh CA'],
  ]),
};
const key = forgeKey();
const notBefore = Date.UTC(2026, 0, 1);
const notAfter = Date.UTC(2028, 0, 1);

const issued = (subject: Uint8Array, extensions: readonly Uint8Array[] = []) =>
  parseCertificate(
    forgeCertificate({ subject, key, issuer: authority, notBefore, notAfter, extensions, serial: '0a0b' }).der,
  );
const read = (subject: Uint8Array, extensions: readonly Uint8Array[] = []): HolderReading =>
  readHolder(issued(subject, extensions));
const holder = (attributes: readonly Attribute[], extensions: readonly Uint8Array[] = []) => {
  const reading = read(forgeName(attributes), extensions);
  if (!reading.ok) throw new Error(reading.failures.join(' '));
  return reading.holder;
};
const failures = (attributes: readonly Attribute[]): readonly string[] => {
  const reading = read(forgeName(attributes));
  return reading.ok ? [] : reading.failures;
};

const person = '001090990001';
const enterprise = '0199000017';
const named: Attribute = ['CN', 'NGUYỄN VĂN AN'];

describe('the holder of a certificate', () => {
  it('is shown with name, validity and authority before anybody agrees to anything', () => {
    const { summary, name, validFrom, validUntil } = holder([['C', 'VN'], named, ['UID', `CCCD:${person}`]]);
    expect(summary).toEqual({
      holder: 'NGUYỄN VĂN AN',
      issuer: 'Mây Xanh CA',
      serial: '0a0b',
      validFrom: '2026-01-01T00:00:00.000Z',
      validUntil: '2028-01-01T00:00:00.000Z',
    });
    expect([name, validFrom, validUntil]).toEqual(['NGUYỄN VĂN AN', notBefore, notAfter]);
  });

  it.each<[what: string, attributes: readonly Attribute[], numbers: object]>([
    ['a person', [['UID', `CMND:${person}`], named], { personIds: [person] }],
    [
      'an enterprise',
      [
        ['UID', `MST:${enterprise}`],
        ['CN', 'CÔNG TY A'],
      ],
      { taxCodes: [enterprise] },
    ],
    [
      'a branch',
      [
        ['UID', `MST:${enterprise}-001`],
        ['CN', 'CÔNG TY A'],
      ],
      { taxCodes: [`${enterprise}-001`] },
    ],
    [
      'a person in an enterprise',
      [['O', 'CÔNG TY A'], ['UID', `MST:${enterprise}`], ['UID', 'CCCD:012990001'], named],
      { personIds: ['012990001'], taxCodes: [enterprise] },
    ],
    [
      'an agency',
      [
        ['E', 'so@example.vn'],
        ['UID', `MST:${enterprise}`],
        ['UID', 'MNS:1099001'],
        ['CN', 'Sở A'],
        ['O', 'UBND'],
      ],
      { taxCodes: [enterprise], budgetCodes: ['1099001'], email: 'so@example.vn' },
    ],
    ['organizationIdentifier', [['ORGID', `VATVN-${enterprise}`], named], { taxCodes: [enterprise] }],
    ['organizationIdentifier of another country', [['ORGID', `VATDE-${enterprise}`], named], {}],
    ['serialNumber with a prefix', [['SERIALNUMBER', `MST:${enterprise}`], named], { taxCodes: [enterprise] }],
    [
      'an employee, by the identifiers of ETSI',
      [['SERIALNUMBER', `PNOVN-${person}`], ['ORGID', `VATVN-${enterprise}`], named],
      { personIds: [person], taxCodes: [enterprise] },
    ],
    ['an identity card in serialNumber', [['SERIALNUMBER', 'idcvn-012990001'], named], { personIds: ['012990001'] }],
    ['a passport in serialNumber', [['SERIALNUMBER', 'PASVN-B1234567'], named], { personIds: ['HC:B1234567'] }],
    ['a foreigner', [['SERIALNUMBER', 'PNOSE-199001011234'], named], { personIds: ['HC:199001011234'] }],
    ['serialNumber, a counter of the authority', [['SERIALNUMBER', person], named], {}],
    ['a UID without prefix', [['UID', person], named], { personIds: [person] }],
    ['a number inside the name, which is a name', [['CN', `NGUYỄN VĂN AN, UID=CCCD:${person}`]], {}],
    ['a number inside another field', [['OU', `UID=CCCD:${person}`], named], {}],
  ])('has the numbers of %s', (_what, attributes, numbers) => {
    const { personIds, taxCodes, budgetCodes, email } = holder(attributes);
    expect({ personIds, taxCodes, budgetCodes, ...(email !== undefined && { email }) }).toEqual({
      personIds: [],
      taxCodes: [],
      budgetCodes: [],
      ...numbers,
    });
  });

  it('is the same in one RDN of many values, and in any string type', () => {
    const attributes: readonly Attribute[] = [
      ['UID', der.printableString(`CCCD:${person}`)],
      ['CN', der.element(0x1e, Buffer.from('An Nguyen', 'utf16le').swap16())],
    ];
    for (const name of [forgeName(attributes), forgeMultiValuedName(attributes)]) {
      const reading = read(name);
      expect(reading).toMatchObject({ ok: true, holder: { name: 'An Nguyen', personIds: [person] } });
    }
  });

  it('does not read bytes that are no text as if they were', () => {
    const hidden = der.octetString(Buffer.from(`CCCD:${person}`));
    expect(holder([['UID', hidden], named]).personIds).toEqual([]);
    expect(failures([['CN', der.octetString(Buffer.from('An'))]])).toEqual(['certificate.nameMissing']);
  });

  it('has the first address that is one, of the alternative names before the subject', () => {
    const both: readonly Attribute[] = [named, ['E', 'b@example.vn']];
    expect(holder(both, [alternativeEmails('not an address', 'a@example.vn')]).email).toBe('a@example.vn');
    expect(holder(both).email).toBe('b@example.vn');
    expect(holder([named]).email).toBeUndefined();
  });

  it('is bound by issuer, serial number and key together', () => {
    const fingerprint = (serial: string, other = key) =>
      holderOf(
        forgeCertificate({
          subject: forgeName([named]),
          key: other,
          issuer: authority,
          notBefore,
          notAfter,
          extensions: [],
          serial,
        }).der,
      );
    const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
    expect(fingerprint('0a0b')).toBe(sha256(`${sha256(authority.name)}.a0b.${sha256(key.spki)}`));
    expect(fingerprint('0a0c')).not.toBe(fingerprint('0a0b'));
    expect(fingerprint('0a0b', forgeKey())).not.toBe(fingerprint('0a0b'));
  });

  const holderOf = (certificate: Uint8Array): string => {
    const reading = readHolder(parseCertificate(certificate));
    return reading.ok ? reading.holder.fingerprint : '';
  };

  it('falls back to the organisation for an authority without a common name, and shows nothing invisible of it', () => {
    const issuer = { key: authority.key, name: forgeName([['O', 'Mây\u202E Xanh']]) };
    const certificate = forgeCertificate({
      subject: forgeName([named]),
      key,
      issuer,
      notBefore,
      notAfter,
      extensions: [],
    });
    expect(readHolder(parseCertificate(certificate.der))).toMatchObject({
      holder: { summary: { issuer: 'Mây Xanh' } },
    });
  });
});

describe('a holder that cannot be told', () => {
  it.each<[code: string, attributes: readonly Attribute[]]>([
    ['certificate.nameMissing', [['UID', `CCCD:${person}`]]],
    ['certificate.nameLookalike', [['CN', 'NGUYỄN VĂN АN']]],
    ['certificate.nameCharacters', [['CN', 'Nguyễn \u202EnA']]],
    ['certificate.nameTooLong', [['CN', 'A'.repeat(300)]]],
    ['certificate.severalNames', [named, ['CN', 'TRẦN THỊ BÌNH']]],
    ['certificate.numberMissing', [named, ['UID', 'CCCD:']]],
    [
      'certificate.tooManyNumbers',
      [named, ...Array.from({ length: 17 }, (_, at): Attribute => ['UID', `CCCD:${100 + at}`])],
    ],
  ])('[CERT-NAME] is refused: %s', (code, attributes) => {
    expect(failures(attributes)).toEqual([code]);
  });

  it('is told with every failure there is', () => {
    expect(failures([['UID', 'MST:']])).toEqual(['certificate.nameMissing', 'certificate.numberMissing']);
  });

  it('may say the same name twice', () => {
    expect(holder([named, ['CN', 'Nguyễn Văn An']]).name).toBe('NGUYỄN VĂN AN');
  });
});
