import { type AsnType, fromBER } from 'asn1js';
import { DerError } from '../der/der-error.js';
import { Tag } from '../der/tags.js';
import { type Der, element } from '../der/writer.js';

/** A CMS with four certificates has about 500 nodes; at this many, asn1js is at work for a few milliseconds. */
const limits = { maxDepth: 32, maxNodes: 2_000, parseEmbedded: false };
const constructed = 0x20;

/**
 * The DER of one BER element: lengths definite and minimal, octet strings in one piece. What was DER comes back octet for
 * octet, so the signed parts of a CMS stay what was signed. The order in sets is left as it is. Throws DerError for what is
 * not BER, or nests deeper or holds more than any CMS does; callers limit the size.
 */
export function normaliseBer(bytes: Uint8Array): Der {
  return derOf(parse(bytes));
}

function parse(bytes: Uint8Array): AsnType {
  let parsed: ReturnType<typeof fromBER>;
  try {
    parsed = fromBER(Uint8Array.from(bytes), { ...limits, maxContentLength: bytes.length });
  } catch {
    // asn1js tells some malformed values, such as times, by errors of its own.
    throw new DerError('value');
  }
  if (parsed.offset !== bytes.length) throw new DerError(parsed.offset === -1 ? 'value' : 'trailingBytes');
  return parsed.result;
}

function derOf(block: AsnType): Der {
  const tag = tagOf(block);
  if ((tag & constructed) === 0) return element(tag, contentOf(block));
  if (tag === (Tag.octetString | constructed)) return element(Tag.octetString, ...pieces(block));
  return element(tag, ...childrenOf(block).map(derOf));
}

/** Octet strings may be cut into octet strings, and those again. */
const pieces = (block: AsnType): readonly Uint8Array[] =>
  childrenOf(block).flatMap((piece) => {
    const tag = tagOf(piece);
    if (tag === Tag.octetString) return [contentOf(piece)];
    if (tag === (Tag.octetString | constructed)) return pieces(piece);
    throw new DerError('tag');
  });

function tagOf({ idBlock, valueBeforeDecodeView }: AsnType): number {
  const tag = valueBeforeDecodeView[0];
  if (tag === undefined || idBlock.blockLength !== 1) throw new DerError('tag');
  return tag;
}

const contentOf = ({ idBlock, lenBlock, valueBeforeDecodeView }: AsnType): Uint8Array =>
  valueBeforeDecodeView.subarray(idBlock.blockLength + lenBlock.blockLength);

function childrenOf({ valueBlock }: AsnType): readonly AsnType[] {
  const value: unknown = 'value' in valueBlock ? valueBlock.value : undefined;
  if (!Array.isArray(value)) throw new DerError('value');
  return value as readonly AsnType[];
}
