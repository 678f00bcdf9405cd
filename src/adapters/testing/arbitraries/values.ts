import fc, { type Arbitrary } from 'fast-check';
import { parseCertificateKey, type CertificateKey } from '../../../domain/values/certificate-key.js';
import { parseCmnd, type Cmnd } from '../../../domain/values/cmnd.js';
import { parseEmail, type EmailAddress } from '../../../domain/values/email.js';
import type { Gender } from '../../../domain/values/gender.js';
import type { Identifier } from '../../../domain/values/identifier.js';
import type { Normalised } from '../../../domain/values/normalised.js';
import { parseOrganisationCode, type OrganisationCode } from '../../../domain/values/organisation-code.js';
import { parseIsoDate, type PartialDate } from '../../../domain/values/partial-date.js';
import type { PersonId } from '../../../domain/values/person-id.js';
import { parsePersonName, type PersonName } from '../../../domain/values/person-name.js';
import { parsePersonalNumber, type PersonalNumber } from '../../../domain/values/personal-number.js';
import { parsePhone, type Phone } from '../../../domain/values/phone.js';
import { provinceCodes } from '../../../domain/values/provinces.js';
import { parseSocialInsuranceCode, type SocialInsuranceCode } from '../../../domain/values/social-insurance-code.js';
import { parseTaxCode, taxCodeCheckDigit, type TaxCode } from '../../../domain/values/tax-code.js';
import type { Parsed } from '../../../domain/kernel/refusal.js';

/** A generator that makes what its own parser refuses is wrong, and says so. */
function valueOf<Value>(read: Parsed<Normalised<string, Value>>): Value {
  if (!read.ok) throw new Error(`generated a value that is refused: ${read.refusal.code}`);
  return read.value.value;
}

const digits = (length: number): Arbitrary<string> =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((each) => each.join(''));

/** Numbers of people born 1900-2099; given parts are kept, so that a person and a number can agree. */
export const personalNumbers = (
  person: { readonly gender?: Gender; readonly birthYear?: number } = {},
): Arbitrary<PersonalNumber> =>
  fc
    .record({
      province: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...provinceCodes) }, fc.constantFrom('100', '999')),
      gender: person.gender === undefined ? fc.constantFrom<Gender>('male', 'female') : fc.constant(person.gender),
      year: person.birthYear === undefined ? fc.integer({ min: 1900, max: 2099 }) : fc.constant(person.birthYear),
      serial: digits(6),
    })
    .map(({ province, gender, year, serial }) => {
      const century = 2 * Math.floor((year - 1900) / 100) + (gender === 'male' ? 0 : 1);
      return valueOf(parsePersonalNumber(`${province}${century}${String(year % 100).padStart(2, '0')}${serial}`));
    });

export const cmnds = (): Arbitrary<Cmnd> => digits(9).map((text) => valueOf(parseCmnd(text)));

export const personIds = (): Arbitrary<PersonId> =>
  fc.oneof(
    personalNumbers().map((value): PersonId => ({ kind: 'personalNumber', value })),
    cmnds().map((value): PersonId => ({ kind: 'cmnd', value })),
  );

/** Of enterprises: ten digits with their check digit. */
export const enterpriseTaxCodes = (): Arbitrary<TaxCode> =>
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9_999_999 }))
    .map(([range, serial]) => String(range).padStart(2, '0') + String(serial).padStart(7, '0'))
    .map((nine) => nine + (taxCodeCheckDigit(nine) ?? ''))
    .filter((text) => text.length === 10)
    .map((text) => valueOf(parseTaxCode(text)));

/** Of branches: thirteen digits. */
export const branchTaxCodes = (): Arbitrary<TaxCode> =>
  fc
    .tuple(enterpriseTaxCodes(), fc.integer({ min: 1, max: 999 }))
    .map(([parent, branch]) => valueOf(parseTaxCode(parent + String(branch).padStart(3, '0'))));

export const taxCodes = (): Arbitrary<TaxCode> => fc.oneof(enterpriseTaxCodes(), branchTaxCodes());

const topLevels = fc
  .tuple(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'G', 'H', 'K'), fc.integer({ min: 1, max: 99 }))
  .map(([letter, number]) => letter + String(number).padStart(2, '0'));

const level = (width: number): Arbitrary<string> =>
  fc.integer({ min: 1, max: 10 ** width - 1 }).map((number) => String(number).padStart(width, '0'));

/** In the old form, lowest level first, as the older papers write it. */
export const oldOrganisationCodeTexts = (): Arbitrary<string> =>
  fc
    .tuple(
      topLevels,
      fc.oneof(fc.constant(['00', '00']), fc.tuple(level(2), fc.oneof(fc.constant('00'), level(2)))),
      fc.oneof(fc.constant('000'), level(3)),
    )
    .map(([top, [second, third], fourth]) => [fourth, third, second, top].join('.'));

/** Canonical; some of them fit the old form, some do not. */
export const organisationCodes = (): Arbitrary<OrganisationCode> =>
  fc.oneof(
    oldOrganisationCodeTexts().map((text) => valueOf(parseOrganisationCode(text))),
    fc
      .tuple(topLevels, fc.array(fc.oneof(level(1), level(2), level(3), fc.constant('B7')), { maxLength: 5 }))
      .map(([top, parts]) => valueOf(parseOrganisationCode([top, ...parts].join('.')))),
  );

export const socialInsuranceCodes = (): Arbitrary<SocialInsuranceCode> =>
  digits(10).map((text) => valueOf(parseSocialInsuranceCode(text)));

const mobilePrefixes = [
  ...['32', '36', '39', '56', '58', '59', '70', '76', '77', '78', '79', '81', '82', '85', '86', '88'],
  ...['90', '91', '93', '94', '96', '97', '98'],
];

export const phones = (): Arbitrary<Phone> =>
  fc
    .tuple(fc.constantFrom(...mobilePrefixes), digits(7))
    .map(([prefix, rest]) => valueOf(parsePhone(`0${prefix}${rest}`)));

/** A number of eleven digits as it was before the migration of 2018. */
export const oldPhoneTexts = (): Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...['120', '121', '122', '123', '124', '125', '126', '127', '128', '129']),
      fc.constantFrom(...['162', '163', '164', '165', '166', '167', '168', '169', '186', '188', '199']),
      fc.boolean(),
      digits(7),
    )
    .map(([first, second, which, rest]) => `0${which ? first : second}${rest}`);

const familyNames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Ngô',
  'Lý',
  'Niê',
  'Giàng',
];
const middleNames = ['Văn', 'Thị', 'Hữu', 'Đức', 'Ngọc', 'Thuý', 'Quý', 'Hoà', 'Xuân', 'Thế', "H'"];
const givenNames = [
  'An',
  'Hoà',
  'Hòa',
  'Thuỷ',
  'Thủy',
  'Khoẻ',
  'Tuệ',
  'Đạt',
  'Lí',
  'Lý',
  'Phượng',
  'Quyền',
  'Yến',
  'Oanh',
];

/** Names in Vietnamese spelling, made of common syllables; whom they fit is chance. */
export const personNameTexts = (): Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...familyNames),
      fc.array(fc.constantFrom(...middleNames), { maxLength: 3 }),
      fc.constantFrom(...givenNames),
    )
    .map(([family, middle, given]) => [family, ...middle, given].join(' '));

export const personNames = (): Arbitrary<PersonName> => personNameTexts().map((text) => valueOf(parsePersonName(text)));

/** Days, months and years alone, between 1900 and 2099. */
export const partialDates = (): Arbitrary<PartialDate> =>
  fc
    .tuple(
      fc.integer({ min: 1900, max: 2099 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom(1, 2, 3, 3, 3),
    )
    .map(([year, month, day, parts]) =>
      valueOf(parseIsoDate([year, ...[month, day].map((n) => String(n).padStart(2, '0'))].slice(0, parts).join('-'))),
    );

/** At domains that are reserved for examples. */
export const emails = (): Arbitrary<EmailAddress> =>
  fc
    .tuple(
      fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_+-]{0,20}(\.[a-z0-9]{1,8}){0,2}$/),
      fc.constantFrom('example.vn', 'example.com', 'thu.example.org', 'MAIL.Example.NET'),
    )
    .map(([local, domain]) => valueOf(parseEmail(`${local}@${domain}`)));

/** Passwords that satisfy both the portal's rules and VNeID's. */
export const passwords = (): Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('a', 'z', 'đ', 'ơ', 'ễ'),
      fc.constantFrom('A', 'Z', 'Đ', 'Ư'),
      fc.nat(9).map(String),
      fc.constantFrom(...'!@#$%^*()'),
      fc.array(fc.constantFrom(...'abcxyzABCXYZ0123456789!@#đêĐƯ '), { minLength: 4, maxLength: 16 }),
    )
    .chain(([lower, upper, digit, special, rest]) =>
      fc.shuffledSubarray([lower, upper, digit, special, ...rest], { minLength: rest.length + 4 }),
    )
    .map((characters) => characters.join(''));

const hex = (length: number): Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

export const certificateKeys = (): Arbitrary<CertificateKey> =>
  fc
    .tuple(hex(64), fc.integer({ min: 1, max: 40 }).chain(hex), hex(64))
    .map(([issuerDigest, serial, keyDigest]) => valueOf(parseCertificateKey({ issuerDigest, serial, keyDigest })));

/** Every kind of identifier that an account can own. */
export const identifiers = (): Arbitrary<Identifier> =>
  fc.oneof(
    personIds(),
    taxCodes().map((value): Identifier => ({ kind: 'taxCode', value })),
    organisationCodes().map((value): Identifier => ({ kind: 'organisationCode', value })),
    certificateKeys().map((value): Identifier => ({ kind: 'certificate', value })),
  );
