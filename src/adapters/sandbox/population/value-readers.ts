import { parsed, type Parsed } from '../../../domain/kernel/refusal.js';
import { parseCmnd } from '../../../domain/values/cmnd.js';
import { parseEmail } from '../../../domain/values/email.js';
import { parseFormDate, parseIsoDate, type PartialDate } from '../../../domain/values/partial-date.js';
import { parsePersonId, personIdOf, type PersonId } from '../../../domain/values/person-id.js';
import { parsePersonName } from '../../../domain/values/person-name.js';
import { parsePersonalNumber } from '../../../domain/values/personal-number.js';
import { parsePhone } from '../../../domain/values/phone.js';
import { parseOrganisationCode } from '../../../domain/values/organisation-code.js';
import { parseSocialInsuranceCode } from '../../../domain/values/social-insurance-code.js';
import { parseTaxCode } from '../../../domain/values/tax-code.js';

/** The domain's parsers, without the raw text that only events need. */
const valueOf =
  <V>(parse: (raw: string) => Parsed<{ readonly value: V }>) =>
  (raw: string): Parsed<V> => {
    const read = parse(raw);
    return read.ok ? parsed(read.value.value) : read;
  };

export const readPersonalNumber = valueOf(parsePersonalNumber);
export const readCmnd = valueOf(parseCmnd);
export const readPhone = valueOf(parsePhone);
export const readEmail = valueOf(parseEmail);
export const readTaxCode = valueOf(parseTaxCode);
export const readOrganisationCode = valueOf(parseOrganisationCode);
export const readSocialInsuranceCode = valueOf(parseSocialInsuranceCode);
const readIsoDate = valueOf(parseIsoDate);
const readFormDate = valueOf(parseFormDate);

/** `1990-05-12`, `1990-05`, `1990`, and with slashes as forms write it: `12/05/1990`. */
export const readDate = (raw: string): Parsed<PartialDate> =>
  raw.includes('/') ? readFormDate(raw) : readIsoDate(raw);

/** The display form; how a register spells is its own affair. */
export function readName(raw: string): Parsed<string> {
  const read = parsePersonName(raw);
  return read.ok ? parsed(read.value.value.display) : read;
}

export function readPersonId(raw: string): Parsed<PersonId> {
  const read = parsePersonId(raw);
  return read.ok ? parsed(personIdOf(read.value)) : read;
}

/** Any text, as written. */
export const readText = (raw: string): Parsed<string> => parsed(raw);
