import { DerError } from './der-error.js';
import { Tag } from './tags.js';
import type { Tlv } from './tlv.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const maxTextOctets = 64 * 1024;

const ascii = (bytes: Uint8Array): string => {
  if (bytes.some((octet) => octet > 0x7f)) throw new DerError('value');
  return latin1(bytes);
};

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const utf8Text = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new DerError('value');
  }
};

/** Big-endian code points of `width` octets; surrogates and what lies beyond Unicode are refused. */
const wide = (bytes: Uint8Array, width: 2 | 4): string => {
  if (bytes.length % width !== 0) throw new DerError('value');
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += width) {
    let point = 0;
    for (let i = 0; i < width; i += 1) point = point * 256 + (bytes[offset + i] ?? 0);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new DerError('value');
    text += String.fromCodePoint(point);
  }
  return text;
};

/** Teletex is read as Latin-1, as every authority that still writes it means it. */
const decoders = new Map<number, (bytes: Uint8Array) => string>([
  [Tag.utf8String, utf8Text],
  [Tag.printableString, ascii],
  [Tag.numericString, ascii],
  [Tag.ia5String, ascii],
  [Tag.visibleString, ascii],
  [Tag.teletexString, latin1],
  [Tag.bmpString, (bytes) => wide(bytes, 2)],
  [Tag.universalString, (bytes) => wide(bytes, 4)],
]);

/** Whether the tag is one of the character string types that `text` reads. */
export const isText = (tag: number): boolean => decoders.has(tag);

/**
 * The text of any character string type; `as` names the type where an implicit tag hides it. Refused: bytes that the
 * type cannot hold, and U+0000, which ends a string for some readers and not for others.
 */
export function text(tlv: Tlv, as: number = tlv.tag): string {
  const decode = decoders.get(as);
  if (decode === undefined) throw new DerError('tag');
  if (tlv.content.length > maxTextOctets) throw new DerError('value');
  const value = decode(tlv.content);
  if (value.includes('\0')) throw new DerError('value');
  return value;
}
