import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max.json' with { type: 'json' };
import { nearMissOf, spellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { oldPhoneTexts, phones } from '../../../src/adapters/testing/arbitraries/values.js';
import { localPhone, parsePhone } from '../../../src/domain/values/phone.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

const phone = (raw: string) => valueOf(parsePhone(raw));

describe('a phone', () => {
  it.each([
    ...['0912000017', '84912000017', '+84912000017', '0084912000017', '+84 (0)912 000 017', '(+84) 912.000.017'],
    ...['0912-000-017', '０９１２ ０００ ０１７', '＋84912000017', '\u200E+84\u00A0912\u2013000\u2013017'],
  ])('[PHONE-E164] %j is +84912000017', (raw) => {
    expect(parsePhone(raw)).toEqual({
      ok: true,
      value: { kind: 'phone', value: '+84912000017', raw, normaliser: 1 },
    });
    expect(localPhone(phone(raw))).toBe('0912000017');
  });

  it("[PHONE-E164] is not taken apart at 84 when 84 is the subscriber's own prefix", () => {
    expect(phone('0842000017')).toBe('+84842000017');
    expect(phone('84842000017')).toBe('+84842000017');
  });

  it('[PHONE-E164] is the same however it is spaced and prefixed', () => {
    const spelled = phones().chain((e164) =>
      fc.tuple(
        fc.constant(e164),
        fc.constantFrom(localPhone(e164), e164, e164.slice(1), `00${e164.slice(1)}`).chain((text) => spellingOf(text)),
      ),
    );
    fc.assert(
      fc.property(spelled, ([e164, spelling]) => phone(spelling) === e164),
      { numRuns: runs },
    );
  });

  it.each(['', '  ', '-', '\uFEFF', '()'])('says that nothing was typed for %j', (raw) => {
    expect(refusalOf(parsePhone(raw)).code).toBe('identifier.phone.missing');
  });

  it.each([
    ...['912000017', '091200001', '09120000170', '8491200001', 'abc', '+', '0', '++84912000017', '84+912000017'],
    ...['0912000017 ext 1', '0912000017/0912000018', '+0912000017', '00084912000017', '٠٩١٢٠٠٠٠١٧', '01610000017x'],
  ])('refuses %j', (raw) => {
    expect(refusalOf(parsePhone(raw)).code).toBe('identifier.phone.format');
  });

  it.each([
    ['02830000017', 'landline'],
    ['0600000017', 'range'],
    ['0992000017', 'range'],
    ['0140000017', 'range'],
    ['0550000017', 'range'],
    ['+12025550117', 'foreign'],
    ['00442079460017', 'foreign'],
  ])('[PHONE-MOBILE] refuses %s: %s', (raw, reason) => {
    expect(refusalOf(parsePhone(raw))).toEqual({ code: 'identifier.phone.notMobile', facts: { reason } });
  });
});

describe('a phone of eleven digits', () => {
  it.each([
    ...[
      ['0162', '032'],
      ['0163', '033'],
      ['0164', '034'],
      ['0165', '035'],
      ['0166', '036'],
      ['0167', '037'],
    ],
    ...[
      ['0168', '038'],
      ['0169', '039'],
      ['0120', '070'],
      ['0121', '079'],
      ['0122', '077'],
      ['0126', '076'],
    ],
    ...[
      ['0128', '078'],
      ['0123', '083'],
      ['0124', '084'],
      ['0125', '085'],
      ['0127', '081'],
      ['0129', '082'],
    ],
    ...[
      ['0186', '056'],
      ['0188', '058'],
      ['0199', '059'],
    ],
  ])('[PHONE-MIGRATION] %s became %s', (before, after) => {
    expect(parsePhone(`${before} 000 0017`)).toEqual({
      ok: true,
      value: {
        kind: 'phone',
        value: `+84${after.slice(1)}0000017`,
        raw: `${before} 000 0017`,
        normaliser: 1,
        migratedFrom: before,
      },
    });
  });

  it('[PHONE-MIGRATION] is the same phone under its old and its new number, in every notation', () => {
    fc.assert(
      fc.property(oldPhoneTexts(), (old) => {
        const migrated = phone(old);
        expect(localPhone(migrated).slice(-7)).toBe(old.slice(-7));
        expect(phone(localPhone(migrated))).toBe(migrated);
        expect(phone(`+84${old.slice(1)}`)).toBe(migrated);
        expect(phone(`84${old.slice(1)}`)).toBe(migrated);
        expect(parsePhone(localPhone(migrated))).not.toHaveProperty('value.migratedFrom');
      }),
      { numRuns: runs },
    );
  });

  it.each(['01600000017', '01610000017', '01800000017', '01950000017'])('%s never was a mobile number', (raw) => {
    expect(refusalOf(parsePhone(raw)).code).toBe('identifier.phone.format');
  });
});

describe('phones and the package libphonenumber-js', () => {
  /** The machine ranges 1xx are mobile to the package; nobody reads an SMS there. */
  const theirs = (raw: string): string | undefined => {
    const number = parsePhoneNumberFromString(raw, { defaultCountry: 'VN', extract: false }, metadata);
    const isMobile = number?.getType() === 'MOBILE' && number.country === 'VN';
    return isMobile && !number.nationalNumber.startsWith('1') ? number.number : undefined;
  };
  const ours = (raw: string): string | undefined => {
    const answer = parsePhone(raw);
    return answer.ok && answer.value.migratedFrom === undefined ? answer.value.value : undefined;
  };

  it('[PHONE-MOBILE] agree on every prefix of four digits', () => {
    for (let prefix = 0; prefix < 1_000; prefix++) {
      const raw = `0${String(prefix).padStart(3, '0')}000017`;
      expect([raw, ours(raw)]).toEqual([raw, theirs(raw)]);
    }
  });

  it('[PHONE-MOBILE] agree on any digits behind 0 and +84', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{6,11}$/);
    fc.assert(
      fc.property(fc.constantFrom('0', '+84', '+840', '0084'), digits, (lead, national) => {
        expect([lead, national, ours(lead + national)]).toEqual([lead, national, theirs(lead + national)]);
      }),
      { numRuns: runs },
    );
  });

  it('[PHONE-E164] agree on near misses wherever we read a mobile number', () => {
    const texts = phones().chain((e164) => fc.oneof(fc.constant(localPhone(e164)), nearMissOf(localPhone(e164))));
    fc.assert(
      fc.property(texts, (raw) => {
        const read = ours(raw);
        if (read !== undefined) expect([raw, theirs(localPhone(phone(raw)))]).toEqual([raw, read]);
      }),
      { numRuns: runs },
    );
  });

  it('[PHONE-MIGRATION] agree that a migrated number is mobile and the old one no number at all', () => {
    fc.assert(
      fc.property(oldPhoneTexts(), (old) => {
        expect(theirs(old)).toBeUndefined();
        expect(theirs(phone(old))).toBe(phone(old));
      }),
      { numRuns: runs },
    );
  });
});
