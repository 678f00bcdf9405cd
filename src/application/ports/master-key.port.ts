/** Wraps and unwraps data keys (AES key wrap or a KMS). Several keys may be readable; one is current. */
export interface MasterKey {
  readonly currentId: string;
  wrap(plain: Uint8Array, context: string): Promise<{ readonly masterKeyId: string; readonly wrapped: Uint8Array }>;
  /** Rejects when the key id is unknown or the bytes were changed. */
  unwrap(masterKeyId: string, wrapped: Uint8Array, context: string): Promise<Uint8Array>;
}
