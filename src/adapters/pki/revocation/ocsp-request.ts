import * as der from '../der/writer.js';
import { certIdHashes, ocspOids } from './ocsp-oids.js';
import type { OcspCertId } from './ocsp-response.js';

/** How many octets a nonce has: what RFC 9654 asks of every client. */
export const nonceOctets = 32;

/** The nonce as an extension holds it. */
export const nonceValue = (nonce: Uint8Array): Uint8Array => der.octetString(nonce);

/** RFC 6960 §4.1.1: asks for one certificate, unsigned. */
export function writeOcspRequest(id: OcspCertId, nonce?: Uint8Array): Uint8Array {
  const certId = der.sequence(
    der.sequence(der.oid(id.hash), der.nothing()),
    der.octetString(Buffer.from(id.issuerName, 'hex')),
    der.octetString(Buffer.from(id.issuerKey, 'hex')),
    der.integer(id.serial),
  );
  const list = der.sequence(der.sequence(certId));
  const extension = nonce && der.sequence(der.oid(ocspOids.nonce), der.octetString(nonceValue(nonce)));
  const extensions = extension === undefined ? [] : [der.tagged(2, der.sequence(extension))];
  return der.sequence(der.sequence(list, ...extensions));
}

/** SHA-1: the only digest that every responder knows (RFC 5019 §2.1.1). */
export const requestHash: string = [...certIdHashes.keys()][0] ?? '';
