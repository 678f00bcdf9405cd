/** Operations a second over about `ms` milliseconds; `step` does some work and says how many operations it was. */
export async function rate(ms: number, step: () => Promise<number> | number): Promise<number> {
  const start = performance.now();
  let done = 0;
  for (;;) {
    done += await step();
    const elapsed = performance.now() - start;
    if (elapsed >= ms) return perSecond(done, elapsed);
  }
}

export const perSecond = (count: number, ms: number): number => (count / ms) * 1_000;

/** Milliseconds that a piece of work took. */
export async function millisecondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export interface Paired {
  readonly value: number;
  readonly floor: number;
  readonly ratio: number;
}

/** What was measured round by round, each value beside the floor of its own round. */
export class Pairs {
  readonly #values: number[] = [];
  readonly #floors: number[] = [];

  add(value: number, floor: number): void {
    this.#values.push(value);
    this.#floors.push(floor);
  }

  /** Medians; the ratio is the median of the rounds' own ratios. */
  result(): Paired {
    const ratios = this.#values.map((value, round) => value / (this.#floors[round] ?? Number.NaN));
    return { value: median(this.#values), floor: median(this.#floors), ratio: median(ratios) };
  }
}

/**
 * Measures two things in turns and compares them turn by turn: these machines change speed between one second and the
 * next, so only neighbours can be compared. A first round warms up and is not counted; which of the two goes first
 * alternates.
 */
export async function paired(
  rounds: number,
  value: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<Paired> {
  const pairs = new Pairs();
  await floor();
  await value();
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await floor() : undefined;
    const measured = await value();
    pairs.add(measured, first ?? (await floor()));
  }
  return pairs.result();
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
