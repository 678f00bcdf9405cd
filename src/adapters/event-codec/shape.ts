/**
 * What a stored value must look like. Checks are cheap (every event of a replay passes them), copy nothing, and let
 * fields pass that they do not know.
 */
export interface Shape<T> {
  /** As the reference writes it. */
  readonly text: string;
  /** Where and why a value is not of this shape, without quoting it; undefined when it is. */
  readonly problem: (value: unknown) => string | undefined;
  /** Only for the compiler: a shape of one type is no shape of a wider or narrower one. */
  readonly exactly?: (value: T) => T;
}

export interface Field<T> {
  readonly shape: Shape<T>;
  readonly meaning: string;
}
export interface RequiredField<T> extends Field<T> {
  readonly optional: false;
}
export interface OptionalField<T> extends Field<T> {
  readonly optional: true;
}

/** One field for each property of T, optional exactly where the property is. */
export type FieldsOf<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? OptionalField<Exclude<T[K], undefined>> : RequiredField<T[K]>;
};

/** A shape with a name and fields, described by itself in the reference. */
export interface RecordShape<T> extends Shape<T> {
  readonly fields: FieldsOf<T>;
}

export const field = <T>(shape: Shape<T>, meaning: string): RequiredField<T> => ({ shape, meaning, optional: false });
export const optional = <T>(shape: Shape<T>, meaning: string): OptionalField<T> => ({ shape, meaning, optional: true });

const mustBe = (text: string): string => `: must be ${text}`;

export const leaf = <T>(text: string, isOne: (value: unknown) => boolean): Shape<T> => {
  const problem = mustBe(text);
  return { text, problem: (value) => (isOne(value) ? undefined : problem) };
};

export const text: Shape<string> = leaf('string', (value) => typeof value === 'string');
export const flag: Shape<boolean> = leaf('boolean', (value) => typeof value === 'boolean');
export const count: Shape<number> = leaf('whole number', (value) => Number.isSafeInteger(value));

/** Exactly the members of a union of texts; one that is left out, or too many, does not compile. */
export function oneOf<T extends string>(members: Readonly<Record<T, true>>): Shape<T> {
  const known = new Set<unknown>(Object.keys(members));
  return leaf([...known].map((member) => `'${String(member)}'`).join(' | '), (value) => known.has(value));
}

export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  const wrong = mustBe('a list');
  return {
    text: item.text.includes(' ') ? `(${item.text})[]` : `${item.text}[]`,
    problem(value) {
      if (!Array.isArray(value)) return wrong;
      for (let index = 0; index < value.length; index += 1) {
        const found = item.problem(value[index]);
        if (found !== undefined) return `[${index}]${found}`;
      }
      return undefined;
    },
  };
}

/** Some of the keys, each with a value of one shape. */
export function someOf<K extends string, V>(key: Shape<K>, value: Shape<V>): Shape<Readonly<Partial<Record<K, V>>>> {
  const wrong = mustBe('an object');
  return {
    text: `{ [${key.text}]?: ${value.text} }`,
    problem(held) {
      if (!isObject(held)) return wrong;
      for (const name in held) {
        if (key.problem(name) !== undefined) continue;
        const found = value.problem(held[name]);
        if (found !== undefined) return `.${name}${found}`;
      }
      return undefined;
    },
  };
}

export function record<T>(name: string, fields: FieldsOf<T>): RecordShape<T> {
  const entries = entriesOf(fields);
  const names = entries.map(([key]) => key);
  const checks = entries.map(([, one]) => one.shape.problem);
  const optionals = entries.map(([, one]) => one.optional);
  const wrong = mustBe('an object');
  return {
    text: name,
    fields,
    problem(value) {
      if (!isObject(value)) return wrong;
      for (let index = 0; index < names.length; index += 1) {
        const key = names[index] as string;
        const held = value[key];
        if (held === undefined && optionals[index] === true) continue;
        const found = checks[index]?.(held);
        if (found !== undefined) return held === undefined ? `.${key}: is missing` : `.${key}${found}`;
      }
      return undefined;
    },
  };
}

/** The fields of a record in their order, for whoever needs no types. */
export const entriesOf = (
  fields: object,
): readonly (readonly [string, Field<unknown> & { readonly optional: boolean }])[] => Object.entries(fields);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
