import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { MasterKey } from '../../application/ports/master-key.port.js';
import type { SubjectKeys, WrappedKey } from '../../application/ports/subject-keys.port.js';
import { contextOf } from './aes-gcm.js';

const KEY_BYTES = 32;
const FIRST_VERSION = 1;

export interface DataKeyCache {
  /** At most so many keys stay in memory; those confirmed longest ago go first. */
  readonly size: number;
  /** After so long a kept key is used only when the store confirms that it still exists. */
  readonly maxAgeMs: number;
  /** Milliseconds that never step back. */
  readonly now: () => number;
}

export type DataKey =
  { readonly kind: 'key'; readonly key: KeyObject } | { readonly kind: 'destroyed' } | { readonly kind: 'none' };

interface KeptKey {
  readonly key: KeyObject;
  readonly subject: string;
  readonly confirmedAt: number;
}

/** When the store was asked, and how many erasures this process had seen by then. */
interface Asking {
  readonly at: number;
  readonly evictions: number;
}

/** Data keys of subjects, unwrapped; kept as key objects, which are several times faster than raw bytes. */
export class DataKeys {
  private readonly kept = new Map<string, KeptKey>();
  private readonly asked = new Map<string, Promise<DataKey>>();
  private evictions = 0;

  constructor(
    private readonly store: SubjectKeys,
    private readonly masterKey: MasterKey,
    private readonly cache: DataKeyCache,
  ) {}

  /** The key at once when a fresh one is kept, else what the store says. */
  toOpen(subject: string, version: number): DataKey | Promise<DataKey> {
    const name = nameOf(subject, version);
    const kept = this.kept.get(name);
    if (kept !== undefined && this.cache.now() - kept.confirmedAt < this.cache.maxAgeMs)
      return { kind: 'key', key: kept.key };
    const asked = this.asked.get(name) ?? this.ask(subject, version);
    this.asked.set(name, asked);
    return asked;
  }

  /** Asks the store every time, so that nothing new is sealed for an erased subject. Makes the first key. */
  async toSeal(subject: string): Promise<{ readonly key: KeyObject; readonly version: number } | 'destroyed'> {
    const asking = this.asking();
    let found = await this.store.find(subject);
    if (found.kind === 'none') found = await this.store.add(await this.wrapNew(subject));
    if (found.kind !== 'found') return 'destroyed';
    return { key: await this.unwrap(found.key, asking), version: found.key.version };
  }

  async destroy(subject: string): Promise<void> {
    await this.store.destroy(subject);
    this.evictions += 1;
    this.asked.clear();
    for (const [name, kept] of this.kept) if (kept.subject === subject) this.kept.delete(name);
  }

  private async ask(subject: string, version: number): Promise<DataKey> {
    const asking = this.asking();
    try {
      const found = await this.store.find(subject, version);
      if (found.kind === 'found') return { kind: 'key', key: await this.unwrap(found.key, asking) };
      this.kept.delete(nameOf(subject, version));
      return found;
    } finally {
      if (asking.evictions === this.evictions) this.asked.delete(nameOf(subject, version));
    }
  }

  private asking(): Asking {
    return { at: this.cache.now(), evictions: this.evictions };
  }

  /** An answer of the store from before an erasure is used once more, and not kept. */
  private async unwrap({ subject, version, masterKeyId, wrapped }: WrappedKey, asking: Asking): Promise<KeyObject> {
    const name = nameOf(subject, version);
    const known = this.kept.get(name)?.key;
    const key = known ?? secretKey(await this.masterKey.unwrap(masterKeyId, wrapped, dataKeyContext(subject, version)));
    if (asking.evictions === this.evictions) {
      this.kept.delete(name);
      this.kept.set(name, { key, subject, confirmedAt: asking.at });
      for (const oldest of this.kept.keys()) {
        if (this.kept.size <= this.cache.size) break;
        this.kept.delete(oldest);
      }
    }
    return key;
  }

  private async wrapNew(subject: string): Promise<WrappedKey> {
    const plain = randomBytes(KEY_BYTES);
    try {
      const wrapped = await this.masterKey.wrap(plain, dataKeyContext(subject, FIRST_VERSION));
      return { subject, version: FIRST_VERSION, ...wrapped };
    } finally {
      plain.fill(0);
    }
  }
}

/** What binds a wrapped data key to whose and which it is. */
export const dataKeyContext = (subject: string, version: number): string => contextOf(subject, version);

const nameOf = (subject: string, version: number): string => `${version}:${subject}`;

function secretKey(plain: Uint8Array): KeyObject {
  const key = createSecretKey(plain);
  plain.fill(0);
  return key;
}
