declare const brand: unique symbol;

/** A value that only its own parser can make: `Brand<string, 'TaxCode'>` is not interchangeable with another brand. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
