import { createHash } from 'node:crypto';
import {
  boolean,
  type Der,
  integer,
  namedBits,
  nothing,
  octetString,
  oid,
  sequence,
  tagged,
  taggedOctets,
} from '../../pki/der/writer.js';
import { DerReader } from '../../pki/der/der-reader.js';
import { readOne } from '../../pki/der/tlv.js';
import { bitStringOctets } from '../../pki/der/values.js';
import { oids } from './oids.js';

/** One extension of a certificate, a CRL or an OCSP answer. */
export const extension = (id: string, value: Der, critical = false): Der =>
  critical ? sequence(oid(id), boolean(true), octetString(value)) : sequence(oid(id), octetString(value));

export const basicConstraints = (ca: boolean, pathLength?: number): Der =>
  extension(
    oids.basicConstraints,
    sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])),
    true,
  );

/** The named bits of RFC 5280 §4.2.1.3. */
export const usage = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;
export type KeyUse = keyof typeof usage;

export const keyUsage = (uses: readonly KeyUse[]): Der =>
  extension(oids.keyUsage, namedBits(uses.map((use) => usage[use])), true);

export const extendedKeyUsage = (purposes: readonly string[]): Der =>
  extension(oids.extendedKeyUsage, sequence(...purposes.map(oid)));

/** The public key without its algorithm: what identifiers of a key are made over. */
export function keyBits(spki: Der): Uint8Array {
  const fields = new DerReader(readOne(spki).content);
  fields.next();
  return bitStringOctets(fields.next());
}

/** SHA-1 over those bits: method 1 of RFC 5280 §4.2.1.2. It names a key and protects nothing. */
export const keyIdentifier = (spki: Der): Uint8Array => createHash('sha1').update(keyBits(spki)).digest();

export const subjectKeyIdentifier = (spki: Der): Der =>
  extension(oids.subjectKeyIdentifier, octetString(keyIdentifier(spki)));
export const authorityKeyIdentifier = (spki: Der): Der =>
  extension(oids.authorityKeyIdentifier, sequence(taggedOctets(0, keyIdentifier(spki))));

const uri = (address: string): Der => taggedOctets(6, Buffer.from(address, 'latin1'));

export const crlDistributionPoint = (address: string): Der =>
  extension(oids.crlDistributionPoints, sequence(sequence(tagged(0, tagged(0, uri(address))))));

export const authorityInfoAccess = (addresses: { readonly ocsp?: string; readonly caIssuers: string }): Der =>
  extension(
    oids.authorityInfoAccess,
    sequence(
      ...(addresses.ocsp === undefined ? [] : [sequence(oid(oids.ocsp), uri(addresses.ocsp))]),
      sequence(oid(oids.caIssuers), uri(addresses.caIssuers)),
    ),
  );

export const certificatePolicies = (...policies: readonly string[]): Der =>
  extension(oids.certificatePolicies, sequence(...policies.map((policy) => sequence(oid(policy)))));

export const subjectAltMail = (address: string): Der =>
  extension(oids.subjectAltName, sequence(taggedOctets(1, Buffer.from(address, 'latin1'))));

/** The responder's own certificate is not asked for: RFC 6960 §4.2.2.2.1. */
export const ocspNoCheck = (): Der => extension(oids.ocspNoCheck, nothing());

export const crlNumber = (number: number): Der => extension(oids.crlNumber, integer(number));
