import { deepStrictEqual, fail } from 'node:assert/strict';
import type { Decider, Decision } from '../../domain/kernel/decider.js';
import { fold } from '../../domain/kernel/decider.js';
import type { Facts } from '../../domain/kernel/refusal.js';

/** A decider without its terminal states, or anything else that decides and evolves. */
export type Decides<Command, Event, State, Code extends string> = Pick<
  Decider<Command, Event, State, Code>,
  'initialState' | 'decide' | 'evolve'
>;

export interface Given<Command, Event, State, Code extends string> {
  /** The command that is decided on the state folded from the given events. */
  when(command: Command): Then<Event, State, Code>;
  /** Asserts on the state that the given events fold to. */
  thenState(assertion: (state: State) => void): void;
}

/** Every comparison is exact: all fields, in order and count. Each answers by throwing an `AssertionError`. */
export interface Then<Event, State, Code extends string> {
  /** Accepted with exactly these events, at least one. */
  then(...events: readonly [Event, ...Event[]]): After<State>;
  /** Accepted, and nothing is to be appended. */
  thenNothing(): void;
  /** Rejected with this code and, where given, exactly these facts; without them, with no facts at all. */
  thenRejected(code: Code, facts?: Facts): void;
}

export interface After<State> {
  /** Asserts on the state after the new events. */
  andState(assertion: (state: State) => void): void;
}

/**
 * Given–when–then over one decider, without a test framework. Everything that goes in is frozen to its depth first, so
 * that a decider which changes its input throws; everything is decided twice, so that one which answers differently
 * the second time fails.
 */
export const decidedBy =
  <Command, Event, State, Code extends string>(decider: Decides<Command, Event, State, Code>) =>
  (...events: readonly Event[]): Given<Command, Event, State, Code> => {
    const before = evolve(decider, events, decider.initialState);
    return {
      when: (command) => {
        const decision = decideTwice(decider, before, command);
        return {
          then: (...expected) => {
            if (decision.kind === 'rejected') fail(`expected events, was rejected: ${text(decision.refusal)}`);
            deepStrictEqual(decision.events, expected);
            const after = evolve(decider, decision.events, before);
            return { andState: (assertion) => assertion(after) };
          },
          thenNothing: () => {
            if (decision.kind === 'rejected') fail(`expected nothing, was rejected: ${text(decision.refusal)}`);
            deepStrictEqual(decision.events, []);
          },
          thenRejected: (code, facts = {}) => {
            if (decision.kind === 'accepted') fail(`expected ${code}, was accepted: ${text(decision.events)}`);
            deepStrictEqual(decision.refusal, { code, facts });
          },
        };
      },
      thenState: (assertion) => assertion(before),
    };
  };

const frozenToItsDepth = new WeakSet<object>();

/** Freezes plain data to its depth and gives it back. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || frozenToItsDepth.has(value)) return value;
  frozenToItsDepth.add(Object.freeze(value));
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

const text = (value: unknown): string => JSON.stringify(value);

function evolve<Command, Event, State, Code extends string>(
  decider: Decides<Command, Event, State, Code>,
  events: readonly Event[],
  from: State,
): State {
  return fold(
    {
      initialState: decider.initialState,
      evolve: (state: State, event: Event) => deepFreeze(decider.evolve(state, deepFreeze(event))),
    },
    events,
    deepFreeze(from),
  );
}

function decideTwice<Command, Event, State, Code extends string>(
  decider: Decides<Command, Event, State, Code>,
  state: State,
  command: Command,
): Decision<Event, Code> {
  const decision = deepFreeze(decider.decide(state, deepFreeze(command)));
  deepStrictEqual(decider.decide(state, command), decision, 'decided differently the second time');
  return decision;
}
