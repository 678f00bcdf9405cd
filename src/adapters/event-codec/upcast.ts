import type { StoredShape } from '../../application/ports/event-codec.port.js';
import type { JsonObject } from '../../application/ports/json.js';

/**
 * Brings the data of one stored version to the next. Pure, on the raw record: it sees a personal box only sealed, so that
 * what lies inside may grow by optional fields and otherwise never changes.
 */
export interface UpcastStep {
  readonly from: string;
  readonly to: string;
  readonly change: (stored: StoredShape) => JsonObject;
}

export type Upcast = (stored: StoredShape) => StoredShape;

/**
 * One function for each old version, made of single steps. Throws at registration when a step leads to its own type, two
 * steps leave from one type, steps go round in a circle, or a way does not end in a type that is written today.
 */
export function makeUpcasts(steps: readonly UpcastStep[], current: ReadonlySet<string>): ReadonlyMap<string, Upcast> {
  const stepFrom = new Map<string, UpcastStep>();
  for (const step of steps) {
    if (step.from === step.to) throw new Error(`Upcast of ${step.from} leads to itself`);
    if (stepFrom.has(step.from)) throw new Error(`Two upcasts leave from ${step.from}`);
    if (current.has(step.from)) throw new Error(`${step.from} is written today and needs no upcast`);
    stepFrom.set(step.from, step);
  }
  return new Map(steps.map(({ from }) => [from, wayFrom(from, stepFrom, current)]));
}

function wayFrom(from: string, stepFrom: ReadonlyMap<string, UpcastStep>, current: ReadonlySet<string>): Upcast {
  const way: UpcastStep[] = [];
  let at = from;
  while (!current.has(at)) {
    const step = stepFrom.get(at);
    if (step === undefined) throw new Error(`The upcasts of ${from} end at ${at}, which is not written today`);
    if (way.includes(step)) throw new Error(`The upcasts of ${from} go round in a circle`);
    way.push(step);
    at = step.to;
  }
  return (stored) =>
    way.reduce<StoredShape>((shape, step) => ({ ...shape, type: step.to, data: step.change(shape) }), stored);
}
