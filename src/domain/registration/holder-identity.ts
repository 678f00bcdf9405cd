import type { SubjectKind } from '../policy/methods.js';
import { parsed, type Parsed, unparsed } from '../kernel/refusal.js';
import type { IdentifierRecord } from '../account/identity-profile.js';
import { parsePersonId } from '../values/person-id.js';
import { parseTaxCode } from '../values/tax-code.js';

/** Whose numbers a certificate carries; digits decide, not the prefix they stood under (F§4.3). */
export interface CertificateNumbers {
  readonly personIds: readonly string[];
  readonly taxCodes: readonly string[];
}

export type HolderRefusal =
  | 'certificate.noPersonId'
  | 'certificate.noTaxCode'
  | 'certificate.personInOrganisation'
  | 'certificate.severalOrganisations'
  | 'certificate.severalPersons';

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

/** All readable personal numbers and CMNDs of the certificate, from under either prefix: 12 digits under MST are a person. */
const persons = ({ personIds, taxCodes }: CertificateNumbers): readonly IdentifierRecord[] => {
  const found = new Map<string, IdentifierRecord>();
  const twelveDigitTaxCodes = taxCodes.filter((raw) => {
    const read = parseTaxCode(raw);
    return !read.ok && read.refusal.code === 'identifier.taxCode.isPerson';
  });
  for (const raw of [...personIds, ...twelveDigitTaxCodes]) {
    const read = parsePersonId(raw);
    if (!read.ok) continue;
    const { kind, value, normaliser } = read.value;
    found.set(`${kind}:${value}`, attestedRecord(kind, value, raw, normaliser));
  }
  return [...found.values()];
};

const organisations = ({ taxCodes }: CertificateNumbers): readonly IdentifierRecord[] => {
  const found = new Map<string, IdentifierRecord>();
  for (const raw of taxCodes) {
    const read = parseTaxCode(raw);
    if (read.ok) found.set(read.value.value, attestedRecord('taxCode', read.value.value, raw, read.value.normaliser));
  }
  return [...found.values()];
};

/**
 * The identifiers a certificate attests for the kind of subject that registers. A certificate with a tax code *and* a
 * personal id belongs to a person in an organisation: it registers the citizen, never the organisation (design §4.2).
 * An agency's key is not in the certificate; it comes from the organisation directory (design §4.3).
 */
export function holderIdentifiers(
  subject: SubjectKind,
  numbers: CertificateNumbers,
): Parsed<readonly IdentifierRecord[], HolderRefusal> {
  const people = persons(numbers);
  const organisationCodes = organisations(numbers);
  if (subject === 'citizen') {
    if (people.length === 0) return unparsed('certificate.noPersonId');
    const kinds = new Set(people.map((one) => one.kind));
    return kinds.size < people.length ? unparsed('certificate.severalPersons') : parsed(people);
  }
  if (people.length > 0) return unparsed('certificate.personInOrganisation', { subject });
  if (subject === 'agency') return parsed([]);
  if (organisationCodes.length === 0) return unparsed('certificate.noTaxCode');
  return organisationCodes.length > 1 ? unparsed('certificate.severalOrganisations') : parsed(organisationCodes);
}
