import type { CoreHarness } from './core-harness.js';

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Resolves once the notices have read the whole log and the outbox is empty. */
export async function toldEverything({ ports }: Pick<CoreHarness, 'ports'>): Promise<void> {
  const head = await ports.eventStore.head();
  for (let n = 0; n < 1_000; n += 1) {
    const read = await ports.readModels.checkpoint('notices', 0);
    if (read >= head && (await ports.outbox.pending()) === 0) return;
    await pause();
  }
  throw new Error('The notices did not catch up');
}
