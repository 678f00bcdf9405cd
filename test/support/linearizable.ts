/** A pure model: what a call answers in a state, and the state after it. States are JSON. */
export type Model<State, Call> = (state: State, call: Call) => { readonly state: State; readonly answer: unknown };

/**
 * Calls that ran at the same time must answer as if they had run one after the other, in some order. Gives the states
 * that the system may be in afterwards; none: no order explains the answers.
 */
export function statesAfter<State, Call>(
  model: Model<State, Call>,
  before: readonly State[],
  calls: readonly Call[],
  answers: readonly unknown[],
): readonly State[] {
  const texts = answers.map(text);
  const found = new Map<string, State>();
  const explain = (state: State, left: readonly number[]): void => {
    if (left.length === 0) {
      found.set(text(state), state);
      return;
    }
    for (const index of left) {
      const step = model(state, calls[index] as Call);
      if (text(step.answer) === texts[index])
        explain(
          step.state,
          left.filter((other) => other !== index),
        );
    }
  };
  for (const state of before)
    explain(
      state,
      calls.map((_, index) => index),
    );
  return [...found.values()];
}

/** JSON with sorted keys; `undefined` has a text of its own. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined';
