import { createInterface } from 'node:readline';
import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import { openProduction, type ProductionPlaces } from '../../support/production/open.js';
import { loadOver } from '../support/load.js';

/** What a process that follows the log has seen of it. */
export interface Followed {
  readonly events: number;
  /** Seen again, or out of order. */
  readonly twice: number;
  /** How often its subscription ended and was opened again. */
  readonly reopened: number;
}

// Keeps the read models up to date over the places of servers, and counts what a subscriber of its own is given; answers each
// line on stdin with what it has counted.
const places = JSON.parse(process.argv[2] ?? '') as ProductionPlaces;
const { storage } = await openProduction(places, { passwordHasher: makeUnsafePlainHasher() });
let [events, twice, reopened, last] = [0, 0, 0, 0];

function follow(): void {
  storage.eventStore.subscribe(last).subscribe({
    next(batch) {
      for (const { globalPosition } of batch) {
        if (globalPosition <= last) twice += 1;
        last = globalPosition;
        events += 1;
      }
    },
    error() {
      reopened += 1;
      setTimeout(follow, 100);
    },
  });
}

await loadOver(storage).core.start();
follow();
process.stdout.write('ready\n');
createInterface({ input: process.stdin }).on('line', () => {
  process.stdout.write(`${JSON.stringify({ events, twice, reopened } satisfies Followed)}\n`);
});
