import type { Keyring } from '../adapters/crypto/keyring.js';
import type { EventStore } from '../application/ports/event-store.port.js';
import type { Ids } from '../application/ports/ids.port.js';
import type { JsonObject } from '../application/ports/json.js';
import type { Clock } from '../application/ports/clock.port.js';
import type { MasterKey } from '../application/ports/master-key.port.js';
import { isUnavailable } from '../application/ports/unavailable.js';
import { PepperMismatch } from './pepper-checks.js';

export class MasterKeyMismatch extends Error {
  readonly code = 'masterKeyMismatch';
  constructor(id: string) {
    super(
      `The key file has another master key ${id} than the one this deployment began with: nothing sealed before would open. ` +
        `Tệp khóa có khóa chủ ${id} khác với khóa của hệ thống này: dữ liệu đã niêm phong sẽ không mở được.`,
    );
    this.name = 'MasterKeyMismatch';
  }
}

interface Deps {
  readonly eventStore: EventStore;
  readonly keyring: Keyring;
  readonly masterKey: MasterKey;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** Nobody folds these streams: they are read here alone. */
const storedType = 'DeploymentKeyChecked.v1';
const context = 'deployment-check';

/**
 * Keeps a check value of every pepper and of the master key among the events made with them, the first of two wins, and
 * refuses to start with other keys under the same names. `PepperMismatch`, `MasterKeyMismatch`, `Unavailable`.
 */
export async function holdKeysToDeployment(deps: Deps): Promise<void> {
  for (const [version, check] of Object.entries(deps.keyring.pepperChecks())) {
    const { check: kept } = await firstKept(deps, `deployment-pepper-${version}`, { check });
    if (kept !== check) throw new PepperMismatch(version);
  }
  const { masterKeyId, wrapped } = await deps.masterKey.wrap(new Uint8Array(32), context);
  const fresh = { check: Buffer.from(wrapped).toString('base64') };
  const { check } = await firstKept(deps, `deployment-masterKey-${masterKeyId}`, fresh);
  try {
    await deps.masterKey.unwrap(masterKeyId, Buffer.from(typeof check === 'string' ? check : '', 'base64'), context);
  } catch (error) {
    throw isUnavailable(error) ? error : new MasterKeyMismatch(masterKeyId);
  }
}

async function firstKept({ eventStore, ids, clock }: Deps, stream: string, data: JsonObject): Promise<JsonObject> {
  const [kept] = (await eventStore.readStream(stream, { limit: 1 })).events;
  if (kept !== undefined) return kept.data;
  const eventId = ids.id();
  const meta = {
    ...({ occurredAt: clock.now(), actor: { kind: 'system', id: 'start-up' }, channel: 'system' } as const),
    ...{ commandId: eventId, correlationId: eventId, causationId: eventId, policyEdition: '' },
  };
  await eventStore.append(stream, 0, [{ eventId, type: storedType, data, meta }]);
  const [first] = (await eventStore.readStream(stream, { limit: 1 })).events;
  return first?.data ?? data;
}
