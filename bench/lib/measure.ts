/** Operations a second over about `ms` milliseconds; `step` does some work and says how many operations it was. */
export async function rate(ms: number, step: () => Promise<number> | number): Promise<number> {
  const start = performance.now();
  let done = 0;
  let elapsed = 0;
  do {
    done += await step();
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  return (done / elapsed) * 1_000;
}

export interface Paired {
  readonly value: number;
  readonly floor: number;
  readonly ratio: number;
}

/**
 * Measures two things in turns and compares them turn by turn: these machines change speed between one second and the
 * next, so only neighbours can be compared. Medians.
 */
export async function paired(
  rounds: number,
  value: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<Paired> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) floors.push(await floor());
    values.push(await value());
    if (round % 2 === 1) floors.push(await floor());
  }
  const ratios = values.map((one, round) => one / (floors[round] ?? Number.NaN));
  return { value: median(values), floor: median(floors), ratio: median(ratios) };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
