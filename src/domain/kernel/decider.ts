import type { Facts, Refusal } from './refusal.js';

/** What a decider answers: the events to append (none: nothing to do), or why not. */
export type Decision<Event, Code extends string = string> =
  | { readonly kind: 'accepted'; readonly events: readonly Event[] }
  | { readonly kind: 'rejected'; readonly refusal: Refusal<Code> };

export const accepted = <Event>(...events: readonly Event[]): Decision<Event, never> => ({ kind: 'accepted', events });

export const rejected = <Code extends string>(code: Code, facts: Facts = {}): Decision<never, Code> => ({
  kind: 'rejected',
  refusal: { code, facts },
});

/**
 * The whole behaviour of one kind of stream. All three functions are pure, synchronous and total:
 * no clock, no randomness, no input or output; `evolve` trusts history and mutates nothing.
 */
export interface Decider<Command, Event, State, Code extends string = string> {
  readonly initialState: State;
  readonly decide: (state: State, command: Command) => Decision<Event, Code>;
  readonly evolve: (state: State, event: Event) => State;
  /** No further event may follow (but those the protocol allows on a terminal stream: none). */
  readonly isTerminal: (state: State) => boolean;
}

export function fold<Command, Event, State, Code extends string>(
  decider: Pick<Decider<Command, Event, State, Code>, 'initialState' | 'evolve'>,
  events: Iterable<Event>,
  from: State = decider.initialState,
): State {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
