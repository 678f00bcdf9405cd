import * as der from '../../../../src/adapters/pki/der/writer.js';

export const nameOids = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  T: '2.5.4.12',
  SERIALNUMBER: '2.5.4.5',
  ORGID: '2.5.4.97',
  PHONE: '2.5.4.20',
  UID: '0.9.2342.19200300.100.1.1',
  E: '1.2.840.113549.1.9.1',
} as const;

export type NameField = keyof typeof nameOids;

/** One attribute; a value that is bytes is taken as finished DER of the value. */
export type Attribute = readonly [field: NameField, value: string | Uint8Array];

const encoded = (field: NameField, value: string | Uint8Array): Uint8Array => {
  if (typeof value !== 'string') return value;
  if (field === 'C') return der.printableString(value);
  return field === 'E' ? der.ia5String(value) : der.utf8String(value);
};

const attribute = ([field, value]: Attribute): Uint8Array =>
  der.sequence(der.oid(nameOids[field]), encoded(field, value));

/** A distinguished name of one RDN per attribute, in the order given. */
export const forgeName = (attributes: readonly Attribute[]): Uint8Array =>
  der.sequence(...attributes.map((one) => der.setOf(attribute(one))));

/** All in one RDN, as some authorities write it. */
export const forgeMultiValuedName = (attributes: readonly Attribute[]): Uint8Array =>
  der.sequence(der.setOf(...attributes.map(attribute)));
