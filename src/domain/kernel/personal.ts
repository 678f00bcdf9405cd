/**
 * Personal data inside an event, one box per event. It is `clear` only between the decision and the append; a store
 * gives back `sealed`, which the fold carries without opening; once the subject's key is destroyed it reads `erased`.
 */
export type Personal<T> = ClearData<T> | SealedData<T> | ErasedData;

export interface ClearData<T> {
  readonly kind: 'clear';
  readonly value: T;
}

declare const opens: unique symbol;

export interface SealedData<T> {
  readonly kind: 'sealed';
  /** Whose key opens it: an account id or a registration id. */
  readonly subject: string;
  readonly keyVersion: number;
  /** The event the box belongs to; bound into the cipher's additional data together with subject and key version. */
  readonly eventId: string;
  /** iv ‖ ciphertext ‖ tag, base64url. */
  readonly box: string;
  readonly [opens]?: T;
}

export interface ErasedData {
  readonly kind: 'erased';
}

export const clear = <T>(value: T): ClearData<T> => ({ kind: 'clear', value });
export const erased: ErasedData = { kind: 'erased' };
