/** One subject's data key, wrapped by the master key. */
export interface WrappedKey {
  readonly subject: string;
  readonly version: number;
  readonly masterKeyId: string;
  readonly wrapped: Uint8Array;
}

export type FoundKey =
  { readonly kind: 'found'; readonly key: WrappedKey } | { readonly kind: 'destroyed' } | { readonly kind: 'none' };

/**
 * Data keys per subject, in a store of their own with its own backups. Destroying a key erases what it sealed wherever
 * the events were copied, and cannot be undone: a destroyed subject never gets a key again.
 */
export interface SubjectKeys {
  find(subject: string, version?: number): Promise<FoundKey>;
  /** Keeps the first key of a subject and version: of two racing callers both get the winner's. */
  add(key: WrappedKey): Promise<FoundKey>;
  /** All versions. Durable when it resolves; from then on `find` answers `destroyed`. */
  destroy(subject: string): Promise<void>;
}
