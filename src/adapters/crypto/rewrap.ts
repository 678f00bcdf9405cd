import type { MasterKey } from '../../application/ports/master-key.port.js';
import type { WrappedKey } from '../../application/ports/subject-keys.port.js';
import { dataKeyContext } from './data-keys.js';

/** Wraps a data key anew under the current master key, which must still read the one it is under; else it rejects. */
export const rewrapUnder =
  (masterKey: MasterKey) =>
  async ({ subject, version, masterKeyId, wrapped }: WrappedKey): Promise<WrappedKey> => {
    const context = dataKeyContext(subject, version);
    const plain = await masterKey.unwrap(masterKeyId, wrapped, context);
    try {
      return { subject, version, ...(await masterKey.wrap(plain, context)) };
    } finally {
      plain.fill(0);
    }
  };
