import type { SubjectKind } from '../policy/methods.js';
import { parsed, type Parsed, unparsed } from '../kernel/refusal.js';
import type { IdentifierRecord } from '../account/identity-profile.js';
import { parsePersonId } from '../values/person-id.js';
import { parseTaxCode } from '../values/tax-code.js';
import { isOtherPersonNumber } from './certificate-numbers.js';

/** Whose numbers a certificate carries; digits decide, not the prefix they stood under (F§4.3). */
export interface CertificateNumbers {
  readonly personIds: readonly string[];
  readonly taxCodes: readonly string[];
}

export type HolderRefusal =
  | 'certificate.noPersonId'
  | 'certificate.noTaxCode'
  | 'certificate.personIdFormat'
  | 'certificate.personInOrganisation'
  | 'certificate.severalOrganisations'
  | 'certificate.severalPersons'
  | 'certificate.taxCodeCheckDigit'
  | 'certificate.taxCodeFormat';

const attestedRecord = (
  kind: IdentifierRecord['kind'],
  value: string,
  raw: string,
  normaliser: number,
): IdentifierRecord => ({
  kind,
  value,
  raw,
  normaliser,
  attested: true,
});

type Records = Parsed<readonly IdentifierRecord[], HolderRefusal>;

const isTwelveDigitTaxCode = (raw: string): boolean => {
  const read = parseTaxCode(raw);
  return !read.ok && read.refusal.code === 'identifier.taxCode.isPerson';
};

/**
 * All personal numbers and CMNDs of the certificate, from under either prefix: 12 digits under MST are a person. One that
 * cannot be read spoils the rest: nobody can say that it is the same person's.
 */
function persons({ personIds, taxCodes }: CertificateNumbers): Records {
  const found = new Map<string, IdentifierRecord>();
  const claimed = personIds.filter((raw) => !isOtherPersonNumber(raw));
  for (const raw of [...claimed, ...taxCodes.filter(isTwelveDigitTaxCode)]) {
    const read = parsePersonId(raw);
    if (!read.ok) return unparsed('certificate.personIdFormat', { expectedDigits: ['9', '12'] });
    const { kind, value, normaliser } = read.value;
    found.set(`${kind}:${value}`, attestedRecord(kind, value, raw, normaliser));
  }
  return parsed([...found.values()]);
}

function organisations({ taxCodes }: CertificateNumbers): Records {
  const found = new Map<string, IdentifierRecord>();
  for (const raw of taxCodes) {
    const read = parseTaxCode(raw);
    if (!read.ok)
      return read.refusal.code === 'identifier.taxCode.checkDigit'
        ? unparsed('certificate.taxCodeCheckDigit')
        : unparsed('certificate.taxCodeFormat', { expectedDigits: ['10', '13'] });
    found.set(read.value.value, attestedRecord('taxCode', read.value.value, raw, read.value.normaliser));
  }
  return parsed([...found.values()]);
}

/** Whatever names a person, readable or not: a passport does, and so does a personal number with a digit too many. */
const namesPerson = ({ personIds, taxCodes }: CertificateNumbers): boolean =>
  personIds.length > 0 || taxCodes.some(isTwelveDigitTaxCode);

/**
 * The identifiers a certificate attests for the kind of subject that registers. A certificate with a tax code *and* a
 * personal id belongs to a person in an organisation: it registers the citizen, never the organisation (design §4.2).
 * An agency's key is not in the certificate; it comes from the organisation directory (design §4.3).
 */
export function holderIdentifiers(subject: SubjectKind, numbers: CertificateNumbers): Records {
  if (subject === 'citizen') {
    const people = persons(numbers);
    if (!people.ok) return people;
    if (people.value.length === 0) return unparsed('certificate.noPersonId');
    const kinds = new Set(people.value.map((one) => one.kind));
    return kinds.size < people.value.length ? unparsed('certificate.severalPersons') : people;
  }
  if (namesPerson(numbers)) return unparsed('certificate.personInOrganisation', { subject });
  if (subject === 'agency') return parsed([]);
  const codes = organisations(numbers);
  if (!codes.ok) return codes;
  if (codes.value.length === 0) return unparsed('certificate.noTaxCode');
  return codes.value.length > 1 ? unparsed('certificate.severalOrganisations') : codes;
}
