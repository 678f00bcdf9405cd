import { openSqliteEventStore } from '../../../../src/adapters/sqlite/event-store.js';
import { realClock } from '../../../support/real-clock.js';
import { simpleEvent } from '../../../support/simple-event.js';

/** What one process did to the streams that all processes write to. */
export interface RaceReport {
  readonly appended: readonly { readonly id: string; readonly stream: string; readonly version: number }[];
  /** Conflicts that a correct store cannot report. */
  readonly impossible: readonly string[];
}

// Opens the file, says so, waits for the word so that all start at once, and appends to streams that others want too.
const [path = '', name = '', count = '0', streams = '1'] = process.argv.slice(2);
const store = openSqliteEventStore({ path, clock: realClock });
const LONGEST = 50_000;
const appended: RaceReport['appended'][number][] = [];
const impossible: string[] = [];

async function appendOne(index: number): Promise<void> {
  const stream = `s-${index % Number(streams)}`;
  const id = `${name}-${index}`;
  let expected = (await store.readStream(stream)).version;
  for (;;) {
    const result = await store.append(stream, expected, [simpleEvent(id)]);
    if (result.kind === 'appended') {
      appended.push({ id, stream, version: result.version });
      return;
    }
    if (result.actual <= expected) impossible.push(`${stream}: expected ${expected}, actual ${result.actual}`);
    expected = result.actual;
  }
}

process.stdout.write('ready\n');
process.stdin.once('data', () => {
  void (async () => {
    // Ends no earlier than the others have begun: a race that one runs alone shows nothing.
    const isAlone = async (): Promise<boolean> => (await store.head()) === appended.length;
    for (let start = 0; start < Number(count) || (start < LONGEST && (await isAlone())); start += 5)
      await Promise.all([0, 1, 2, 3, 4].map((offset) => appendOne(start + offset)));
    store.close();
    const report: RaceReport = { appended, impossible };
    process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
  })();
});
