/** A JSON-safe fact that explains a refusal. Never personal data, never a secret. */
export type Fact = string | number | boolean | null | readonly string[];
export type Facts = Readonly<Record<string, Fact>>;

/** Why something the caller asked for is not done. A value, never thrown. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly facts: Facts;
}

export type Parsed<T, Code extends string = string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal<Code> };

export const parsed = <T>(value: T): Parsed<T, never> => ({ ok: true, value });

export const unparsed = <Code extends string>(code: Code, facts: Facts = {}): Parsed<never, Code> => ({
  ok: false,
  refusal: { code, facts },
});
