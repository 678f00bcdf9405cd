import type { EvidenceStore, KeptEvidence } from '../../application/ports/evidence-store.port.js';
import { openDatabase } from './database.js';
import { GroupedWrites } from './grouped-writes.js';
import { whenFree } from './when-free.js';

export interface SqliteEvidenceStoreOptions {
  /** A file of its own, or `:memory:`. */
  readonly path: string;
}

export interface SqliteEvidenceStore extends EvidenceStore {
  /** Commits what is queued and closes the file. */
  close(): void;
}

const PORT = 'evidenceStore';

const tables = [
  `CREATE TABLE evidence (
     digest TEXT PRIMARY KEY,
     content TEXT NOT NULL -- JSON: sealed under the subject's key, or clear where it is public
   ) STRICT, WITHOUT ROWID;`,
];

/** Evidence in one SQLite file; what is put in one turn of the event loop shares a commit. */
export function openSqliteEvidenceStore({ path }: SqliteEvidenceStoreOptions): SqliteEvidenceStore {
  const db = openDatabase({ path, busyTimeoutMs: 0, component: 'evidence', migrations: tables });
  const insert = db.prepare('INSERT INTO evidence (digest, content) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const find = db.prepare('SELECT content FROM evidence WHERE digest = ?');
  const writes = new GroupedWrites<readonly KeptEvidence[], void>(db, PORT, (evidence) => {
    for (const { digest, content } of evidence) insert.run(digest, JSON.stringify(content));
  });
  return {
    put: (evidence) => writes.add(evidence),
    find: (digest) =>
      whenFree(PORT, () => {
        const row = find.get(digest);
        if (row === undefined) return undefined;
        return { digest, content: JSON.parse(row['content'] as string) as KeptEvidence['content'] };
      }),
    close: () => writes.close(),
  };
}
