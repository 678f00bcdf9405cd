import * as der from '../../../../src/adapters/pki/der/writer.js';

const extension = (oid: string, value: Uint8Array, critical = false): Uint8Array =>
  der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value));

const bits = { digitalSignature: 0, nonRepudiation: 1, keyEncipherment: 2, keyCertSign: 5, cRLSign: 6 } as const;
export type KeyUseName = keyof typeof bits;

export const basicConstraints = (ca: boolean, pathLength?: number): Uint8Array =>
  extension(
    '2.5.29.19',
    der.sequence(...(ca ? [der.boolean(true)] : []), ...(pathLength === undefined ? [] : [der.integer(pathLength)])),
    true,
  );
export const keyUsage = (...uses: readonly KeyUseName[]): Uint8Array =>
  extension('2.5.29.15', der.namedBits(uses.map((use) => bits[use])), true);
export const extendedKeyUsage = (...oids: readonly string[]): Uint8Array =>
  extension('2.5.29.37', der.sequence(...oids.map(der.oid)));
export const subjectKeyIdentifier = (id: Uint8Array): Uint8Array => extension('2.5.29.14', der.octetString(id));
export const authorityKeyIdentifier = (id: Uint8Array): Uint8Array =>
  extension('2.5.29.35', der.sequence(der.taggedOctets(0, id)));
export const ocspAddress = (url: string): Uint8Array =>
  extension('1.3.6.1.5.5.7.1.1', der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.48.1'), uri(url))));
export const crlAddress = (url: string): Uint8Array =>
  extension('2.5.29.31', der.sequence(der.sequence(der.tagged(0, der.tagged(0, uri(url))))));
export const alternativeEmails = (...emails: readonly string[]): Uint8Array =>
  extension('2.5.29.17', der.sequence(...emails.map((email) => der.taggedOctets(1, Buffer.from(email, 'latin1')))));
export const ocspNoCheck = (): Uint8Array => extension('1.3.6.1.5.5.7.48.1.5', der.nothing());
export const unknownExtension = (critical: boolean): Uint8Array =>
  extension('1.3.6.1.4.1.99999.1', der.utf8String('?'), critical);
/** Only names under `base` may be issued. */
export const permittedNames = (base: Uint8Array): Uint8Array =>
  extension('2.5.29.30', der.sequence(der.tagged(0, der.sequence(der.tagged(4, base)))), true);
export const permittedEmails = (domain: string): Uint8Array =>
  extension(
    '2.5.29.30',
    der.sequence(der.tagged(0, der.sequence(der.taggedOctets(1, Buffer.from(domain, 'latin1'))))),
    true,
  );

const uri = (url: string): Uint8Array => der.taggedOctets(6, Buffer.from(url, 'latin1'));
