import type { Facts, Refusal } from '../../domain/kernel/refusal.js';
import type { Remedy } from '../errors/catalogue-entry.js';

/**
 * What every use case answers. Accepted: done, and recorded where it had to be. Refused: understood and not done, for the
 * reason `code`; nothing was changed but what the refusal itself records. Unavailable: something we depend on did not
 * answer or is full; nothing was decided, and the same call may be made again.
 */
export type Outcome<T> = Accepted<T> | Refused | NotAvailable;

export interface Accepted<T> {
  readonly kind: 'accepted';
  readonly value: T;
  /** Global position of the last event this call appended: read models at this position or later show its effect. */
  readonly position?: number;
}

export interface Refused {
  readonly kind: 'refused';
  readonly code: string;
  readonly facts: Facts;
  readonly remedies: readonly Remedy[];
}

export interface NotAvailable {
  readonly kind: 'unavailable';
  readonly code: string;
  readonly retryAfterMs: number;
}

export const accept = <T>(value: T, position?: number): Accepted<T> => ({
  kind: 'accepted',
  value,
  ...(position !== undefined && { position }),
});

export const refuse = (code: string, facts: Facts = {}, remedies: readonly Remedy[] = []): Refused => ({
  kind: 'refused',
  code,
  facts,
  remedies,
});

export const refuseWith = ({ code, facts }: Refusal, remedies: readonly Remedy[] = []): Refused =>
  refuse(code, facts, remedies);

export const notAvailable = (code: string, retryAfterMs: number): NotAvailable => ({
  kind: 'unavailable',
  code,
  retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
});
