import { isText } from '../der/text.js';
import type { Certificate } from '../x509/certificate.js';
import type { Name } from '../x509/name.js';
import { Oid } from '../x509/oids.js';

const attribute = {
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.5',
  organisation: '2.5.4.10',
  organisationIdentifier: '2.5.4.97',
  userId: '0.9.2342.19200300.100.1.1',
} as const;

/** A value that is no character string is no text, whatever its bytes spell. */
const values = ({ attributes }: Name, oid: string): readonly string[] =>
  attributes.filter((one) => one.oid === oid && isText(one.stringTag)).map(({ value }) => value);

export const commonNames = (subject: Name): readonly string[] => values(subject, attribute.commonName);

/** ETSI EN 319 412-1 §5.1.4: who issued the number, in which country, and the number. */
const vatOfVietnam = /^VATVN-(.*)$/is;

/** The same, §5.1.3: passport, identity card or personal number; the country; the number. */
const naturalPerson = /^(PAS|IDC|PNO)([A-Z]{2})-(.*)$/is;

/** A number that is not of Vietnam finds no account, and says all the same that the holder is a person. */
function serialNumberTexts(text: string): readonly string[] {
  if (text.includes(':')) return [text];
  const [, type = '', country = '', number = ''] = naturalPerson.exec(text.trim()) ?? [];
  if (type === '') return [];
  const ofVietnam = type.toUpperCase() !== 'PAS' && country.toUpperCase() === 'VN';
  return [`${ofVietnam ? 'CCCD' : 'HC'}:${number}`];
}

/**
 * The texts that may carry numbers (F§4.1): every UID; serialNumber where a prefix says what it is, since a bare one is the
 * authority's own counter; organizationIdentifier of Vietnam's tax authority.
 */
export const numberTexts = (subject: Name): readonly string[] => [
  ...values(subject, attribute.userId),
  ...values(subject, attribute.serialNumber).flatMap(serialNumberTexts),
  ...values(subject, attribute.organisationIdentifier).flatMap((text) => {
    const taxCode = vatOfVietnam.exec(text.trim())?.[1];
    return taxCode === undefined ? [] : [`MST:${taxCode}`];
  }),
];

/** The alternative name first: that is where RFC 5280 wants it. */
export const emailTexts = ({ extensions, subject }: Certificate): readonly string[] => [
  ...(extensions.subjectAltName ?? []).flatMap((name) => (name.kind === 'email' ? [name.value] : [])),
  ...values(subject, Oid.emailAddress),
];

const longestShown = 256;

/** A name as it may be shown: of an authority, which nobody is told apart by. */
export function shownName(name: Name): string {
  const [text = ''] = [...values(name, attribute.commonName), ...values(name, attribute.organisation)];
  return text
    .normalize('NFC')
    .replace(/\p{Z}+/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim()
    .slice(0, longestShown);
}
