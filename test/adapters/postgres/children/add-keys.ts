import { createInterface } from 'node:readline';
import { connectPostgres } from '../../../../src/adapters/postgres/database.js';
import { openPostgresSubjectKeys } from '../../../../src/adapters/postgres/subject-keys.js';

// Opens the key store, says "ready", waits for a line, adds a key of its own to every subject and prints whose it got.
const [connectionString = '', schema = '', count = '0', mark = '0'] = process.argv.slice(2);
const database = connectPostgres({ connectionString, schema, poolSize: 4 });
const keys = await openPostgresSubjectKeys(database);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'go') continue;
  const wrapped = new Uint8Array(60).fill(Number(mark));
  const got = await Promise.all(
    Array.from({ length: Number(count) }, async (_, n) => {
      const found = await keys.add({ subject: `s${n}`, version: 1, masterKeyId: `m${mark}`, wrapped });
      return found.kind === 'found' ? found.key.wrapped[0] : found.kind;
    }),
  );
  console.log(JSON.stringify(got));
  break;
}
await database.close();
process.stdin.destroy();
