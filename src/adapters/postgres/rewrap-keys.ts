import type { WrappedKey } from '../../application/ports/subject-keys.port.js';
import type { PostgresDatabase } from './database.js';
import { keyOf } from './subject-keys.js';

const port = 'subjectKeys';
const PAGE = 200;

/**
 * Wraps every living data key anew that is not yet under the master key `currentId`, and tells how many. Beside live
 * callers, and again after a failure: what is done stays done, and a key that is destroyed meanwhile stays destroyed. When it has
 * resolved and nobody adds keys under the old master key any more, destroying that one makes every old copy of a destroyed key
 * unreadable, in backups and logs too. Needs the right to update `subject_keys`. Rejects with `Unavailable`, or as `rewrap` does.
 */
export async function rewrapPostgresSubjectKeys(
  database: PostgresDatabase,
  currentId: string,
  rewrap: (key: WrappedKey) => Promise<WrappedKey>,
): Promise<number> {
  const keys = `${database.schema}.subject_keys`;
  const pageSql = `SELECT subject, version, master_key_id, wrapped FROM ${keys}
    WHERE master_key_id <> $1 AND (subject, version) > ($2, $3) ORDER BY subject, version LIMIT $4`;
  const replaceSql = `UPDATE ${keys} SET master_key_id = $3, wrapped = $4
    WHERE subject = $1 AND version = $2 AND master_key_id = $5 RETURNING version`;
  let done = 0;
  let [subject, version] = ['', 0];
  for (;;) {
    const page = await database.run(port, pageSql, [currentId, subject, version, PAGE]);
    for (const row of page) {
      const old = keyOf(row['subject'] as string, row);
      const key = await rewrap(old);
      const values = [key.subject, key.version, key.masterKeyId, Buffer.from(key.wrapped), old.masterKeyId];
      done += (await database.run(port, replaceSql, values)).length;
      ({ subject, version } = old);
    }
    if (page.length < PAGE) return done;
  }
}
