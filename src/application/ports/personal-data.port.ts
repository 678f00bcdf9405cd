import type { ClearData, ErasedData, Personal, SealedData } from '../../domain/kernel/personal.js';

/** Seals and opens personal fields of events (AES-256-GCM under the subject's key). */
export interface PersonalData {
  /** Creates the subject's key at first use. Rejects with the code `subjectErased` once that was destroyed. */
  seal<T>(subject: string, eventId: string, value: T): Promise<SealedData<T>>;
  /** Opens a sealed box, `erased` once the key is destroyed. Rejects when the box was changed or moved to another event. */
  open<T>(personal: Personal<T>): Promise<ClearData<T> | ErasedData>;
  /** Destroys the subject's keys. */
  erase(subject: string): Promise<void>;
}

/** The rejection of `seal` for a subject whose key was destroyed. */
export const isSubjectErased = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 'subjectErased';
