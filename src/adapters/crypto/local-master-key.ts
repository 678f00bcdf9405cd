import type { KeyObject } from 'node:crypto';
import type { MasterKey } from '../../application/ports/master-key.port.js';
import { contextOf, open, seal } from './aes-gcm.js';

export interface LocalMasterKeys {
  /** Every readable key by id. An id is never given to another key. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** The one that wraps. */
  readonly currentId: string;
}

/** Wraps data keys in this process, by AES-256-GCM with the context as additional data. */
export function makeLocalMasterKey({ keys, currentId }: LocalMasterKeys): MasterKey {
  const current = keys.get(currentId);
  if (current === undefined) throw new Error('The current master key is not among the readable ones');
  return {
    currentId,
    async wrap(plain, context) {
      return { masterKeyId: currentId, wrapped: seal(current, wrapContext(currentId, context), plain) };
    },
    async unwrap(masterKeyId, wrapped, context) {
      const key = keys.get(masterKeyId);
      if (key === undefined)
        throw new Error('A data key was wrapped under a master key that this process does not have');
      return open(key, wrapContext(masterKeyId, context), wrapped);
    },
  };
}

const wrapContext = (masterKeyId: string, context: string): string => contextOf('dataKey.v1', masterKeyId, context);
