import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { boolean, octetString, oid } from '../der/values.js';
import { X509Error } from './x509-error.js';

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The DER inside the octet string. */
  readonly value: Uint8Array;
}

const maxExtensions = 64;

function extensionOf(tlv: Tlv): Extension {
  const reader = inside(tlv);
  const id = oid(reader.next());
  // DER leaves `critical FALSE` out, yet authorities exist that write it; both are read alike.
  const critical = reader.optional(Tag.boolean);
  const value = octetString(reader.next());
  reader.end();
  return { oid: id, critical: critical !== undefined && boolean(critical), value };
}

/** Extensions by identifier. The same one twice is refused, because readers differ in which of the two they believe. */
export function extensionList(tlv: Tlv): ReadonlyMap<string, Extension> {
  const reader = inside(tlv);
  const extensions = new Map<string, Extension>();
  while (!reader.done) {
    const extension = extensionOf(reader.next());
    if (extensions.has(extension.oid)) throw new X509Error('duplicateExtension');
    if (extensions.size >= maxExtensions) throw new DerError('size');
    extensions.set(extension.oid, extension);
  }
  if (extensions.size === 0) throw new DerError('value');
  return extensions;
}

/** A reader of values out of the list: undefined where the extension is not there. */
export const valueReader =
  (extensions: ReadonlyMap<string, Extension>) =>
  <T>(id: string, read: (tlv: Tlv) => T): T | undefined => {
    const extension = extensions.get(id);
    if (extension === undefined) return undefined;
    try {
      return read(readOne(extension.value));
    } catch (error) {
      throw error instanceof DerError ? new X509Error('extension') : error;
    }
  };

/** Critical extensions that `known` does not have. */
export const unknownCritical = (extensions: ReadonlyMap<string, Extension>, known: ReadonlySet<string>): string[] =>
  [...extensions.values()].filter((extension) => extension.critical && !known.has(extension.oid)).map(({ oid }) => oid);
