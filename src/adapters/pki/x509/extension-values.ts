import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import type { Tlv } from '../der/tlv.js';
import { bitString, boolean, integerHex, octetString, oid } from '../der/values.js';
import { generalName, generalNames, type GeneralName } from './general-name.js';
import { count } from './policy-extensions.js';
import { namedBits } from './reasons.js';

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength: number | undefined;
}

/** In the order of their bits (RFC 5280 §4.2.1.3). */
const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'crlSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof keyUsages)[number];

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export interface AuthorityKeyIdentifier {
  /** Lower-case hex. */
  readonly keyId: string | undefined;
  readonly issuer: readonly GeneralName[] | undefined;
  readonly serial: string | undefined;
}

export interface AccessDescription {
  readonly method: string;
  readonly location: GeneralName;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function basicConstraints(tlv: Tlv): BasicConstraints {
  const reader = inside(tlv);
  const ca = reader.optional(Tag.boolean);
  const pathLength = reader.optional(Tag.integer);
  reader.end();
  return { ca: ca !== undefined && boolean(ca), pathLength: pathLength && count(pathLength) };
}

export function keyUsage(tlv: Tlv): ReadonlySet<KeyUsage> {
  const mask = namedBits(bitString(tlv), keyUsages.length);
  return new Set(keyUsages.filter((_, bit) => (mask & (1 << bit)) !== 0));
}

export function extendedKeyUsage(tlv: Tlv): string[] {
  const reader = inside(tlv);
  const purposes: string[] = [];
  while (!reader.done) purposes.push(oid(reader.next()));
  if (purposes.length === 0) throw new DerError('value');
  return purposes;
}

/** RFC 5280 §4.2.1.10 fixes minimum to 0 and maximum to absent. */
function subtrees(tlv: Tlv | undefined): GeneralName[] {
  if (tlv === undefined) return [];
  const reader = inside(tlv, tlv.tag);
  const bases: GeneralName[] = [];
  while (!reader.done) {
    const subtree = inside(reader.next());
    bases.push(generalName(subtree.next()));
    const minimum = subtree.optional(contextPrimitive(0));
    if (minimum !== undefined && count(minimum, minimum.tag) !== 0) throw new DerError('value');
    subtree.end();
  }
  if (bases.length === 0) throw new DerError('value');
  return bases;
}

export function nameConstraints(tlv: Tlv): NameConstraints {
  const reader = inside(tlv);
  const permitted = reader.optional(contextConstructed(0));
  const excluded = reader.optional(contextConstructed(1));
  reader.end();
  if (permitted === undefined && excluded === undefined) throw new DerError('value');
  return { permitted: subtrees(permitted), excluded: subtrees(excluded) };
}

export function authorityKeyIdentifier(tlv: Tlv): AuthorityKeyIdentifier {
  const reader = inside(tlv);
  const keyId = reader.optional(contextPrimitive(0));
  const issuer = reader.optional(contextConstructed(1));
  const serial = reader.optional(contextPrimitive(2));
  reader.end();
  return {
    keyId: keyId && hex(octetString(keyId, keyId.tag)),
    issuer: issuer && generalNames(issuer, issuer.tag),
    serial: serial && integerHex(serial, serial.tag),
  };
}

export const subjectKeyIdentifier = (tlv: Tlv): string => hex(octetString(tlv));

export function authorityInfoAccess(tlv: Tlv): AccessDescription[] {
  const reader = inside(tlv);
  const descriptions: AccessDescription[] = [];
  while (!reader.done) {
    const description = inside(reader.next());
    descriptions.push({ method: oid(description.next()), location: generalName(description.next()) });
    description.end();
  }
  if (descriptions.length === 0) throw new DerError('value');
  return descriptions;
}
