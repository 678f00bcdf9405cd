import type { EventToAppend } from '../../src/application/ports/event-store.port.js';
import type { JsonObject } from '../../src/application/ports/json.js';
import { instant } from '../../src/domain/kernel/instant.js';

/** An event that means nothing and can be told from all others by its id. */
export const simpleEvent = (
  eventId: string,
  data: JsonObject = { of: eventId },
  type = 'Happened.v1',
): EventToAppend => ({
  eventId,
  type,
  data,
  meta: {
    occurredAt: instant(1_790_000_000_000),
    actor: { kind: 'system', id: 'test' },
    channel: 'test',
    commandId: `command of ${eventId}`,
    correlationId: `correlation of ${eventId}`,
    causationId: `cause of ${eventId}`,
    policyEdition: '',
  },
});
