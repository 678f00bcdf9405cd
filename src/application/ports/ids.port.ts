/** The only source of randomness in application and domain. */
export interface Ids {
  /** A time-ordered UUID (version 7). */
  id(): string;
  /** An unguessable token of at least 256 bits, base64url. */
  token(): string;
  /** So many uniformly random decimal digits. */
  digits(count: number): string;
}
