import type { Actor } from '../ports/event-store.port.js';

/** Who asked for what, through where; travels into every event's envelope. */
export interface CommandContext {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  readonly channel: string;
  /** The edition the command is decided under; empty where none applies. */
  readonly policyEdition: string;
}

/** The same command, as the consequence of an event. */
export const causedBy = (context: CommandContext, eventId: string): CommandContext => ({
  ...context,
  causationId: eventId,
});
