export type Hashed = { readonly kind: 'hashed'; readonly hash: string } | Busy;
export type Verified = { readonly kind: 'verified'; readonly correct: boolean; readonly outdated: boolean } | Busy;

/** The bounded queue is full: nothing was hashed or compared. */
export interface Busy {
  readonly kind: 'busy';
  readonly retryAfterMs: number;
}

/** A slow, salted password hash (argon2id), in a bounded pool that cannot starve the rest of the process. */
export interface PasswordHasher {
  hash(password: string): Promise<Hashed>;
  /** Constant-time comparison. `outdated`: made with weaker numbers than today's; hash it again. */
  verify(hash: string, password: string): Promise<Verified>;
  /** As long as `verify` takes, always incorrect: for identifiers without an account. */
  verifyNothing(password: string): Promise<Verified>;
}
