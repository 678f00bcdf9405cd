import fc from 'fast-check';
import { type HolderReading, readHolder } from '../../../../src/adapters/pki/holder/read-holder.js';
import { parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { holderIdentifiers } from '../../../../src/domain/registration/holder-identity.js';
import { forgeCertificate } from '../support/forged-certificate.js';
import { forgeKey } from '../support/forged-keys.js';
import { type Attribute, forgeName } from '../support/forged-names.js';

const key = forgeKey();
const issuer = { key, name: forgeName([['CN', 'Mây Xanh CA']]) };
const validity = { notBefore: Date.UTC(2026, 0, 1), notAfter: Date.UTC(2028, 0, 1) };
const runs = { numRuns: Number(process.env['FC_RUNS'] ?? 100) };

const read = (subject: Uint8Array): HolderReading =>
  readHolder(parseCertificate(forgeCertificate({ subject, key, issuer, ...validity, extensions: [] }).der));

describe('any subject at all', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 20 }).filter((one) => one.isWellFormed() && !one.includes('\0')),
    fc
      .tuple(fc.constantFrom('MST', 'CMND', 'CCCD', 'HC', 'MNS', 'BHXH'), fc.stringMatching(/^\d{0,13}$/))
      .map(([prefix, digits]) => `${prefix}:${digits}`),
  );
  const attribute = fc.tuple(
    fc.constantFrom('CN', 'UID', 'O', 'OU', 'SERIALNUMBER', 'ORGID', 'T' as const),
    text,
  ) as fc.Arbitrary<Attribute>;

  it('[CERT-DIGITS] is read or refused, never a failure of ours, and its order does not matter', () => {
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 8 }), (attributes) => {
        const reading = read(forgeName(attributes));
        if (!reading.ok) {
          expect(reading.failures).not.toEqual([]);
          return;
        }
        const reversed = read(forgeName(attributes.toReversed()));
        expect(reversed.ok).toBe(true);
        for (const subject of ['citizen', 'enterprise'] as const) {
          const [one, other] = [reading, reversed].map((each) => each.ok && holderIdentifiers(subject, each.holder));
          expect(one && one.ok).toBe(other && other.ok);
        }
      }),
      runs,
    );
  });

  it('never shows a name or gives a number that is not in an attribute of its own', () => {
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 6 }), (attributes) => {
        const reading = read(forgeName(attributes));
        if (!reading.ok) return;
        const uids = attributes.filter(([field]) => ['UID', 'SERIALNUMBER', 'ORGID'].includes(field));
        for (const number of [...reading.holder.personIds, ...reading.holder.taxCodes]) {
          const bare = number.replace(/^(HC|BHXH):/, '');
          expect(uids.some(([, value]) => typeof value === 'string' && value.includes(bare))).toBe(true);
        }
      }),
      runs,
    );
  });
});
