import fc from 'fast-check';
import { hostileText, nearMissOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import * as arbitrary from '../../../src/adapters/testing/arbitraries/values.js';
import { valueErrors } from '../../../src/application/errors/values.errors.js';
import type { Parsed } from '../../../src/domain/kernel/refusal.js';
import { parseCertificateKey } from '../../../src/domain/values/certificate-key.js';
import { parseCmnd } from '../../../src/domain/values/cmnd.js';
import { parseEmail } from '../../../src/domain/values/email.js';
import type { Normalised } from '../../../src/domain/values/normalised.js';
import { parseOrganisationCode, renderOldOrganisationCode } from '../../../src/domain/values/organisation-code.js';
import { formDate, parseFormDate, parseIsoDate, parseRegisterDate } from '../../../src/domain/values/partial-date.js';
import { parsePersonId } from '../../../src/domain/values/person-id.js';
import { parsePersonName } from '../../../src/domain/values/person-name.js';
import { parsePersonalNumber } from '../../../src/domain/values/personal-number.js';
import { localPhone, parsePhone } from '../../../src/domain/values/phone.js';
import { parseSocialInsuranceCode } from '../../../src/domain/values/social-insurance-code.js';
import { parseTaxCode, renderTaxCode } from '../../../src/domain/values/tax-code.js';
import { runs } from '../../support/fc-runs.js';

interface ParserCase {
  readonly parse: (raw: string) => Parsed<Normalised<string, unknown>>;
  /** Texts it accepts. */
  readonly valid: fc.Arbitrary<string>;
  /** The canonical value as text that the same parser reads. */
  readonly textOf: (value: never) => string;
}

const asIs = (value: string): string => value;
const digest = 'ab'.repeat(32);

const parsers: Readonly<Record<string, ParserCase>> = {
  parsePersonalNumber: { parse: parsePersonalNumber, valid: arbitrary.personalNumbers(), textOf: asIs },
  parseCmnd: { parse: parseCmnd, valid: arbitrary.cmnds(), textOf: asIs },
  parsePersonId: { parse: parsePersonId, valid: arbitrary.personIds().map((id) => id.value), textOf: asIs },
  parseTaxCode: { parse: parseTaxCode, valid: arbitrary.taxCodes().map(renderTaxCode), textOf: asIs },
  parseOrganisationCode: {
    parse: parseOrganisationCode,
    valid: arbitrary.organisationCodes().map((code) => renderOldOrganisationCode(code) ?? code),
    textOf: asIs,
  },
  parseSocialInsuranceCode: {
    parse: parseSocialInsuranceCode,
    valid: arbitrary.socialInsuranceCodes(),
    textOf: asIs,
  },
  parsePhone: {
    parse: parsePhone,
    valid: fc.oneof(arbitrary.phones().map(localPhone), arbitrary.oldPhoneTexts()),
    textOf: asIs,
  },
  parsePersonName: {
    parse: parsePersonName,
    valid: arbitrary.personNameTexts(),
    textOf: (name: { display: string }) => name.display,
  },
  parseFormDate: { parse: parseFormDate, valid: arbitrary.partialDates().map(formDate), textOf: formDate },
  parseIsoDate: { parse: parseIsoDate, valid: arbitrary.partialDates(), textOf: asIs },
  parseRegisterDate: {
    parse: parseRegisterDate,
    valid: arbitrary
      .partialDates()
      .filter((date) => date.length !== 7)
      .map((date) => date.replaceAll('-', '')),
    textOf: (date: string) => date.replaceAll('-', ''),
  },
  parseEmail: { parse: parseEmail, valid: arbitrary.emails(), textOf: asIs },
  'parseCertificateKey (serial)': {
    parse: (serial) => parseCertificateKey({ issuerDigest: digest, serial, keyDigest: digest }),
    valid: arbitrary.certificateKeys().map((key) => key.split('.')[1] ?? ''),
    textOf: (key: string) => key.split('.')[1] ?? '',
  },
};

const catalogued = new Set(valueErrors.map(({ code }) => code));

/** Reads twice (a parser keeps nothing between calls) and holds the answer to what every parser promises. */
function reads({ parse, textOf }: ParserCase, raw: string): void {
  const answer = parse(raw);
  expect(parse(raw)).toEqual(answer);
  if (!answer.ok) {
    expect(catalogued).toContain(answer.refusal.code);
    expect(JSON.parse(JSON.stringify(answer.refusal.facts))).toEqual(answer.refusal.facts);
    return;
  }
  expect(answer.value.normaliser).toBe(1);
  const again = parse(textOf(answer.value.value as never));
  expect(again.ok && again.value.value).toEqual(answer.value.value);
}

/** Milliseconds, the best of five: a busy machine is slow once, a parser that reads on is slow every time. */
function fastest(act: () => void): number {
  const spans = Array.from({ length: 5 }, () => {
    const before = performance.now();
    act();
    return performance.now() - before;
  });
  return Math.min(...spans);
}

describe.each(Object.entries(parsers))('%s', (title, subject) => {
  it('never throws, whatever the text, and refuses only with codes of the catalogue', () => {
    fc.assert(
      fc.property(hostileText(), (raw) => reads(subject, raw)),
      { numRuns: runs },
    );
  });

  it('reads a valid text with one character changed, or refuses it', () => {
    fc.assert(
      fc.property(subject.valid.chain(nearMissOf), (raw) => reads(subject, raw)),
      { numRuns: runs },
    );
  });

  it('reads its own canonical text as the same value [ID-RAW]', () => {
    fc.assert(
      fc.property(subject.valid, (raw) => {
        const answer = subject.parse(raw);
        expect(answer.ok).toBe(true);
        if (answer.ok && !title.startsWith('parseCertificateKey')) expect(answer.value.raw).toBe(raw);
        reads(subject, raw);
      }),
      { numRuns: runs },
    );
  });

  it.each(['0', ' ', 'ế', '\uD800', 'a@', '\u0301', '.'])('refuses ten million units of %j at once', (unit) => {
    const raw = unit.repeat(Math.ceil(10_000_000 / unit.length));
    expect(fastest(() => expect(subject.parse(raw).ok).toBe(false))).toBeLessThan(20);
  });
});
