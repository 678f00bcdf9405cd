import type { FoundKey, SubjectKeys, WrappedKey } from '../../application/ports/subject-keys.port.js';

/** Data keys of one process; gone with it, and with them everything they sealed. */
export class MemorySubjectKeys implements SubjectKeys {
  readonly #subjects = new Map<string, readonly WrappedKey[] | 'destroyed'>();

  async find(subject: string, version?: number): Promise<FoundKey> {
    return this.#find(subject, version);
  }

  async add(key: WrappedKey): Promise<FoundKey> {
    const found = this.#find(key.subject, key.version);
    if (found.kind !== 'none') return found;
    const kept: WrappedKey = { ...key, wrapped: Uint8Array.from(key.wrapped) };
    this.#subjects.set(key.subject, [...this.#keysOf(key.subject), kept]);
    return { kind: 'found', key: kept };
  }

  async destroy(subject: string): Promise<void> {
    this.#subjects.set(subject, 'destroyed');
  }

  #find(subject: string, version: number | undefined): FoundKey {
    if (this.#subjects.get(subject) === 'destroyed') return { kind: 'destroyed' };
    const key = this.#keysOf(subject)
      .filter((one) => version === undefined || one.version === version)
      .sort((a, b) => b.version - a.version)[0];
    return key === undefined ? { kind: 'none' } : { kind: 'found', key };
  }

  #keysOf(subject: string): readonly WrappedKey[] {
    const held = this.#subjects.get(subject) ?? [];
    return held === 'destroyed' ? [] : held;
  }
}

/** Data keys in this process's memory. */
export const createMemorySubjectKeys = (): SubjectKeys => new MemorySubjectKeys();
