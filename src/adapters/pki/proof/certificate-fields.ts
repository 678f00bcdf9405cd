import { inside } from '../der/der-reader.js';
import { contextConstructed, Tag } from '../der/tags.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { octetString, oid } from '../der/values.js';

/** What of a certificate binds a signature to it, all as raw DER; whether the certificate is any good is asked elsewhere. */
export interface CertificateFields {
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly spki: Uint8Array;
  /** The value of the SubjectKeyIdentifier extension. */
  readonly keyId: Uint8Array | undefined;
}

const subjectKeyIdentifier = '2.5.29.14';

/** Throws DerError. */
export function certificateFields(certificate: Uint8Array): CertificateFields {
  const tbs = inside(inside(readOne(certificate)).next(Tag.sequence));
  tbs.optional(contextConstructed(0)); // version
  const serial = tbs.next(Tag.integer).raw;
  tbs.next(Tag.sequence); // algorithm
  const issuer = tbs.next(Tag.sequence).raw;
  tbs.next(Tag.sequence); // validity
  tbs.next(Tag.sequence); // subject
  const spki = tbs.next(Tag.sequence).raw;
  return { serial, issuer, spki, keyId: keyIdIn(tbs.done ? [] : rest(tbs)) };
}

function rest(tbs: ReturnType<typeof inside>): readonly Tlv[] {
  const fields: Tlv[] = [];
  while (!tbs.done) fields.push(tbs.next());
  return fields;
}

function keyIdIn(fields: readonly Tlv[]): Uint8Array | undefined {
  const explicit = fields.find(({ tag }) => tag === contextConstructed(3));
  if (explicit === undefined) return undefined;
  for (const extension of rest(inside(readOne(explicit.content)))) {
    const [name, ...values] = rest(inside(extension));
    const value = values.at(-1);
    if (name !== undefined && value !== undefined && oid(name) === subjectKeyIdentifier)
      return octetString(readOne(octetString(value)));
  }
  return undefined;
}
