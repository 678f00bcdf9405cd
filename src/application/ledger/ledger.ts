import type { Clock } from '../ports/clock.port.js';
import type { DomainEvent, EventCodec } from '../ports/event-codec.port.js';
import type {
  AppendResult,
  EventStore,
  EventToAppend,
  ReadStreamOptions,
  RecordedEvent,
} from '../ports/event-store.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { CommandContext } from './command-context.js';

/** A domain event with its envelope. */
export interface Entry<E extends DomainEvent = DomainEvent> {
  readonly event: E;
  readonly envelope: Omit<RecordedEvent, 'data'>;
}

export interface StreamOf<E extends DomainEvent> {
  /** The number of events in the stream: what an append has to expect. */
  readonly version: number;
  readonly entries: readonly Entry<E>[];
}

/** Whose key seals the personal data of a stream: the id after the stream's category. */
export const subjectOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** The event store in the domain's own terms. */
export class Ledger {
  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async read<E extends DomainEvent>(stream: string, options?: ReadStreamOptions): Promise<StreamOf<E>> {
    const { version, events } = await this.store.readStream(stream, options);
    return { version, entries: events.map((recorded) => this.entry<E>(recorded)) };
  }

  entry<E extends DomainEvent>({ data, ...envelope }: RecordedEvent): Entry<E> {
    const { type, eventId } = envelope;
    return { event: this.codec.decode({ type, data, eventId }) as E, envelope };
  }

  async append<E extends DomainEvent>(
    stream: string,
    expected: number,
    events: readonly E[],
    context: CommandContext,
  ): Promise<AppendResult> {
    const subject = subjectOf(stream);
    const encoded: EventToAppend[] = [];
    for (const event of events) {
      const eventId = this.ids.id();
      const shape = await this.codec.encode(event, eventId, subject);
      encoded.push({ eventId, ...shape, meta: { occurredAt: this.clock.now(), ...context } });
    }
    return this.store.append(stream, expected, encoded);
  }
}
