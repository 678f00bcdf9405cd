import type { MasterKey } from '../../application/ports/master-key.port.js';
import type { PersonalData } from '../../application/ports/personal-data.port.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.port.js';
import { clear, erased, type ClearData, type ErasedData, type SealedData } from '../../domain/kernel/personal.js';
import { contextOf, open, seal } from './aes-gcm.js';
import { type DataKey, type DataKeyCache, DataKeys } from './data-keys.js';
import { PersonalDataError } from './personal-data-error.js';

/** How long another process may go on opening what was erased, at most. */
export const DATA_KEY_MAX_AGE_MS = 30_000;
const DATA_KEYS_KEPT = 10_000;
/** The only field of an event that is sealed; bound into every box. */
const FIELD = 'personal';

/**
 * Personal fields under per-subject keys. `erase` is immediate in this process; another process that has the key in
 * memory confirms it with the key store at least every `maxAgeMs` (default 30 s), so that it opens erased data no longer
 * than that. Sealing asks the key store every time.
 */
export function makePersonalData(
  subjectKeys: SubjectKeys,
  masterKey: MasterKey,
  cache: Partial<DataKeyCache> = {},
): PersonalData {
  const keys = new DataKeys(subjectKeys, masterKey, {
    size: DATA_KEYS_KEPT,
    maxAgeMs: DATA_KEY_MAX_AGE_MS,
    now: () => performance.now(),
    ...cache,
  });
  return {
    async seal<T>(subject: string, eventId: string, value: T): Promise<SealedData<T>> {
      const found = await keys.toSeal(subject);
      if (found === 'destroyed') throw new PersonalDataError('subjectErased');
      const bound = { subject, keyVersion: found.version, eventId };
      const box = seal(found.key, boxContext(bound), Buffer.from(JSON.stringify(value)));
      return { kind: 'sealed', ...bound, box: box.toString('base64url') };
    },
    async open<T>(personal: ClearData<T> | SealedData<T> | ErasedData): Promise<ClearData<T> | ErasedData> {
      if (personal.kind !== 'sealed') return personal;
      const found = keys.toOpen(personal.subject, personal.keyVersion);
      return openWith(found instanceof Promise ? await found : found, personal);
    },
    erase: (subject) => keys.destroy(subject),
  };
}

function openWith<T>(found: DataKey, personal: SealedData<T>): ClearData<T> | ErasedData {
  if (found.kind === 'destroyed') return erased;
  if (found.kind === 'none') throw new PersonalDataError('subjectKeyMissing');
  let plain: Buffer;
  try {
    plain = open(found.key, boxContext(personal), Buffer.from(personal.box, 'base64url'));
  } catch {
    throw new PersonalDataError('sealBroken');
  }
  return clear(JSON.parse(plain.toString('utf8')) as T);
}

const boxContext = ({
  subject,
  eventId,
  keyVersion,
}: Pick<SealedData<unknown>, 'subject' | 'eventId' | 'keyVersion'>) =>
  contextOf('personal.v1', FIELD, subject, eventId, keyVersion);
