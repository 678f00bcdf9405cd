import { inside } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import { isText, text } from '../der/text.js';
import { readAll, type Tlv } from '../der/tlv.js';
import { oid } from '../der/values.js';
import { preparedForMatching } from './name-matching.js';

/** One attribute of a name. A value that is no character string is given as `#` and the hex of its DER. */
export interface NameAttribute {
  readonly oid: string;
  readonly value: string;
  /** The tag the value was written with, which says nothing about who wrote it but is evidence. */
  readonly stringTag: number;
}

/** A distinguished name. Two names are the same name exactly if their `key` is. */
export interface Name {
  /** DER of the whole RDNSequence. */
  readonly raw: Uint8Array;
  /** In the order written, those of one multi-valued RDN beside each other. */
  readonly attributes: readonly NameAttribute[];
  /** One canonical text per RDN, outermost first. */
  readonly rdnKeys: readonly string[];
  readonly key: string;
}

export interface RelativeName {
  readonly attributes: readonly NameAttribute[];
  readonly key: string;
}

const attributeValue = (tlv: Tlv): string => (isText(tlv.tag) ? text(tlv) : `#${Buffer.from(tlv.raw).toString('hex')}`);

function attributeOf(tlv: Tlv): NameAttribute {
  const reader = inside(tlv);
  const type = oid(reader.next());
  const value = reader.next();
  reader.end();
  return { oid: type, value: attributeValue(value), stringTag: value.tag };
}

const attributeKey = ({ oid: type, value, stringTag }: NameAttribute): string =>
  `${type}=${isText(stringTag) ? preparedForMatching(value) : value}`;

/** A RelativeDistinguishedName; `content` is what is inside its SET. */
export function relativeNameOf(content: Uint8Array): RelativeName {
  const attributes = readAll(content).map(attributeOf);
  return { attributes, key: JSON.stringify(attributes.map(attributeKey).sort()) };
}

const nameKey = (rdnKeys: readonly string[]): string => `[${rdnKeys.join(',')}]`;

export function nameOf(tlv: Tlv): Name {
  const reader = inside(tlv);
  const rdns: RelativeName[] = [];
  while (!reader.done) rdns.push(relativeNameOf(reader.next(Tag.set).content));
  const rdnKeys = rdns.map(({ key }) => key);
  return { raw: tlv.raw, attributes: rdns.flatMap(({ attributes }) => attributes), rdnKeys, key: nameKey(rdnKeys) };
}

/** The key of the name that `relative` makes under `parent` (a distribution point named relative to its issuer). */
export const keyUnder = (parent: Name, relative: RelativeName): string => nameKey([...parent.rdnKeys, relative.key]);

/** Whether `name` is `base` or lies below it. */
export const isWithin = (name: Name, base: Name): boolean =>
  base.rdnKeys.length <= name.rdnKeys.length && base.rdnKeys.every((key, i) => name.rdnKeys[i] === key);
