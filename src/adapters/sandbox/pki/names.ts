import { type Der, ia5String, oid, printableString, sequence, setOf, utf8String } from '../../pki/der/writer.js';
import { oids } from './oids.js';

/** The parts of a distinguished name that the sandbox writes; an order of them is the order in the name. */
export type NamePart = readonly [
  part: 'commonName' | 'country' | 'locality' | 'organisation' | 'telephone' | 'email' | 'userId',
  text: string,
];

const encoders: Partial<Record<NamePart[0], (text: string) => Der>> = {
  country: printableString,
  telephone: printableString,
  email: ia5String,
};

/** One attribute in each relative name, as all Vietnamese authorities do. */
export const distinguishedName = (...parts: readonly NamePart[]): Der =>
  sequence(...parts.map(([part, text]) => setOf(sequence(oid(oids[part]), (encoders[part] ?? utf8String)(text)))));
