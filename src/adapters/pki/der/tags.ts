/** Identifier octets of the universal types that PKIX uses, with the constructed bit where DER sets it. */
export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const;

const contextSpecific = 0x80;
const constructed = 0x20;

/** [n] IMPLICIT over a primitive type. */
export const contextPrimitive = (n: number): number => contextSpecific | n;

/** [n] EXPLICIT, or [n] IMPLICIT over a SEQUENCE or SET. */
export const contextConstructed = (n: number): number => contextSpecific | constructed | n;

export const isConstructed = (tag: number): boolean => (tag & constructed) !== 0;

/** The universal types whose DER form is constructed: EXTERNAL, EMBEDDED PDV, SEQUENCE, SET. Strings never are. */
const constructedTypes = new Set([0x28, 0x2b, 0x30, 0x31]);

/** Whether DER knows this identifier octet. Tag numbers above 30 do not occur in PKIX and are refused. */
export function isDerTag(tag: number): boolean {
  if (tag === 0 || (tag & 0x1f) === 0x1f) return false;
  const universal = tag < 0x40;
  return !universal || (isConstructed(tag) ? constructedTypes.has(tag) : !constructedTypes.has(tag | constructed));
}
