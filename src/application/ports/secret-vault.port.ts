/**
 * Password hashes: replaceable and erasable, so never in events. An entry that no event names grants nothing.
 */
export interface SecretVault {
  /** Stores under a fresh id; storing again under the same id replaces. Durable when it resolves. */
  put(id: string, owner: string, secret: string): Promise<void>;
  find(id: string): Promise<string | undefined>;
  delete(id: string): Promise<void>;
  /** Everything of one owner (an account), e.g. at erasure. */
  deleteOwner(owner: string): Promise<void>;
}
