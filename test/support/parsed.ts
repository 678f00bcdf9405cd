import type { Parsed, Refusal } from '../../src/domain/kernel/refusal.js';
import type { Normalised } from '../../src/domain/values/normalised.js';

/** The canonical value; fails the test with the refusal where there is none. */
export function valueOf<Value>(answer: Parsed<Normalised<string, Value>>): Value {
  if (!answer.ok) throw new Error(`expected a value, got ${JSON.stringify(answer.refusal)}`);
  return answer.value.value;
}

/** The refusal; fails the test where the text was read. */
export function refusalOf<Code extends string>(answer: Parsed<unknown, Code>): Refusal<Code> {
  if (answer.ok) throw new Error(`expected a refusal, got ${JSON.stringify(answer.value)}`);
  return answer.refusal;
}
