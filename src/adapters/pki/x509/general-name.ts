import { DerError } from '../der/der-error.js';
import { DerReader, inside } from '../der/der-reader.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { text } from '../der/text.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { octetString, oid } from '../der/values.js';
import { nameOf, type Name } from './name.js';

/** RFC 5280 §4.2.1.6. Forms that decide nothing here (X.400, EDI party) keep their DER. */
export type GeneralName =
  | { readonly kind: 'other'; readonly typeId: string; readonly value: Uint8Array }
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'registeredId'; readonly oid: string }
  | { readonly kind: 'x400' | 'ediParty'; readonly raw: Uint8Array };

const otherName = (tlv: Tlv): GeneralName => {
  const reader = new DerReader(tlv.content);
  const typeId = oid(reader.next());
  const value = reader.next(contextConstructed(0)).content;
  reader.end();
  return { kind: 'other', typeId, value };
};

const readers = new Map<number, (tlv: Tlv) => GeneralName>([
  [contextConstructed(0), otherName],
  [contextPrimitive(1), (tlv) => ({ kind: 'email', value: text(tlv, Tag.ia5String) })],
  [contextPrimitive(2), (tlv) => ({ kind: 'dns', value: text(tlv, Tag.ia5String) })],
  [contextConstructed(3), ({ raw }) => ({ kind: 'x400', raw })],
  [contextConstructed(4), ({ content }) => ({ kind: 'directory', name: nameOf(readOne(content)) })],
  [contextConstructed(5), ({ raw }) => ({ kind: 'ediParty', raw })],
  [contextPrimitive(6), (tlv) => ({ kind: 'uri', value: text(tlv, Tag.ia5String) })],
  [contextPrimitive(7), (tlv) => ({ kind: 'ip', octets: octetString(tlv, tlv.tag) })],
  [contextPrimitive(8), (tlv) => ({ kind: 'registeredId', oid: oid(tlv, tlv.tag) })],
]);

export function generalName(tlv: Tlv): GeneralName {
  const read = readers.get(tlv.tag);
  if (read === undefined) throw new DerError('tag');
  return read(tlv);
}

/** GeneralNames; `tag` where an implicit one replaces SEQUENCE. RFC 5280 wants at least one. */
export function generalNames(tlv: Tlv, tag: number = Tag.sequence): GeneralName[] {
  const names = anyNames(tlv, tag);
  if (names.length === 0) throw new DerError('value');
  return names;
}

/** GeneralNames or none: a subjectAltName that is there and empty says nothing, and some tools write it. */
export function anyNames(tlv: Tlv, tag: number = Tag.sequence): GeneralName[] {
  const reader = inside(tlv, tag);
  const names: GeneralName[] = [];
  while (!reader.done) names.push(generalName(reader.next()));
  return names;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Whether two general names are one: directory names by RFC 5280 §7.1, the rest as written. */
export function sameGeneralName(a: GeneralName, b: GeneralName): boolean {
  switch (a.kind) {
    case 'directory':
      return b.kind === 'directory' && a.name.key === b.name.key;
    case 'other':
      return b.kind === 'other' && a.typeId === b.typeId && same(a.value, b.value);
    case 'ip':
      return b.kind === 'ip' && same(a.octets, b.octets);
    case 'registeredId':
      return b.kind === 'registeredId' && a.oid === b.oid;
    case 'email':
    case 'dns':
    case 'uri':
      return b.kind === a.kind && a.value === b.value;
    case 'x400':
    case 'ediParty':
      return b.kind === a.kind && same(a.raw, b.raw);
  }
}
