import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc, { type IAsyncProperty } from 'fast-check';
import { isDeep, runs } from './fc-runs.js';

/** A run that failed once: the name of its property, and what fast-check printed. */
export interface Example {
  readonly property: string;
  readonly seed: number;
  readonly path: string;
}

export const examplesFile = fileURLToPath(new URL('../properties/examples.json', import.meta.url));
export const examples = JSON.parse(readFileSync(examplesFile, 'utf8')) as readonly Example[];

/**
 * Checks a property: first every run of it that has failed before, then `times` × FC_RUNS new ones; in `npm run test:deep`
 * never fewer than FC_RUNS, however slow it is. A failure says its seed, and how to keep it.
 */
export async function holds<T>(
  name: string,
  property: IAsyncProperty<T>,
  { times = 1, kept = examples }: { readonly times?: number; readonly kept?: readonly Example[] } = {},
): Promise<void> {
  for (const { seed, path } of kept.filter((example) => example.property === name))
    await assertKept(name, property, { seed, path, endOnFailure: true });
  const share = isDeep && times > 0 ? Math.max(1, times) : times;
  await assertKept(name, property, { numRuns: Math.ceil(runs * share) });
}

async function assertKept<T>(name: string, property: IAsyncProperty<T>, parameters: fc.Parameters<T>): Promise<void> {
  const details = await fc.check(property, parameters);
  if (!details.failed) return;
  const example: Example = { property: name, seed: details.seed, path: details.counterexamplePath ?? '' };
  throw new Error(
    `${fc.defaultReportMessage(details) ?? ''}\n\nKeep it in test/properties/examples.json: ${JSON.stringify(example)}`,
    { cause: details.errorInstance },
  );
}
