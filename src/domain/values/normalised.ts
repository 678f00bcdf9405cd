/**
 * What a parser of an identifier returns: the canonical value, the text as it was typed (kept for evidence), and the
 * version of the normaliser that made the one from the other. The version is stored beside every dedup key.
 */
export interface Normalised<Kind extends string, Value> {
  readonly kind: Kind;
  readonly value: Value;
  readonly raw: string;
  readonly normaliser: number;
}
