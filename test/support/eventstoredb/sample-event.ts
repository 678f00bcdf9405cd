import type { EventToAppend } from '../../../src/application/ports/event-store.port.js';
import { instant } from '../../../src/domain/kernel/instant.js';

export const sampleEvent = (eventId: string): EventToAppend => ({
  eventId,
  type: 'SampleHappened.v1',
  data: { of: eventId },
  meta: {
    occurredAt: instant(1_790_000_000_000),
    actor: { kind: 'system', id: 'test' },
    channel: 'system',
    commandId: 'c',
    correlationId: 'r',
    causationId: 'k',
    policyEdition: '',
  },
});
