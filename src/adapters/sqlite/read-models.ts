import { setImmediate } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../application/ports/json.js';
import type { ReadModelChange, ReadModelRow, ReadModels } from '../../application/ports/read-models.port.js';
import { openDatabase } from './database.js';
import type { Durability } from './database.js';
import { storableText } from './event-rows.js';
import { readModelTables } from './read-model-tables.js';
import { transactionsOf } from './transaction.js';
import { whenFree } from './when-free.js';

export interface SqliteReadModelsOptions {
  /** The file of the state that can be rebuilt; other components may share it. */
  readonly path: string;
  /** Default `normal`: a power loss may set a checkpoint back together with its rows, and they are applied again. */
  readonly durability?: Durability;
}

export interface SqliteReadModels extends ReadModels {
  close(): void;
}

const PORT = 'readModels';
/** Rows of a dropped generation that are deleted at a time, so that a large one does not hold the thread. */
const ROWS_PER_DROP = 2_000;

type Generation = readonly [id: number, position: number];

/** Documents in SQLite; what is deleted is overwritten with zeroes. */
export function openSqliteReadModels({ path, durability = 'normal' }: SqliteReadModelsOptions): SqliteReadModels {
  const db = openDatabase({
    path,
    durability,
    secureDelete: true,
    busyTimeoutMs: 0,
    component: 'read-models',
    migrations: readModelTables,
  });
  const transaction = transactionsOf(db);
  const sql = statementsOf(db);

  const generationOf = (projection: string, generation: number): Generation | undefined =>
    sql.generation.get(projection, generation) as unknown as Generation | undefined;
  const liveOf = (projection: string): number =>
    (sql.live.get(projection) as unknown as [generation: number] | undefined)?.[0] ?? 0;

  function write(gid: number, change: ReadModelChange, document: string | undefined): void {
    const { collection, key } = change;
    if (change.kind === 'trim') sql.trim.run(gid, collection, key, change.keep);
    else if (document === undefined) sql.remove.run(gid, collection, key, change.sort);
    else sql.put.run(gid, collection, key, change.sort, document);
  }

  /** Rows that no generation owns any more, some at a time; also those that a crash left behind. */
  async function sweep(): Promise<void> {
    let gid = 0;
    for (;;) {
      const next = await whenFree(PORT, () => sql.nextGid.get(gid) as unknown as [gid: number | null]);
      if (next[0] === null) return;
      gid = next[0];
      while (Number(await whenFree(PORT, () => sql.dropSome.run(gid, gid, gid, ROWS_PER_DROP).changes)) > 0)
        await setImmediate();
    }
  }

  return {
    checkpoint: (projection, generation) => whenFree(PORT, () => generationOf(projection, generation)?.[1] ?? 0),
    liveGeneration: (projection) => whenFree(PORT, () => liveOf(projection)),

    async apply(projection, generation, from, to, changes) {
      const documents = changes.map((change) =>
        change.kind === 'put' ? storableText('document', JSON.stringify(change.document)) : undefined,
      );
      return whenFree(PORT, () =>
        transaction(() => {
          const [id, position] = generationOf(projection, generation) ?? [undefined, 0];
          if (position !== from) return false;
          const gid = id ?? Number(sql.addGeneration.run(projection, generation, to).lastInsertRowid);
          sql.moveTo.run(to, gid);
          changes.forEach((change, index) => write(gid, change, documents[index]));
          return true;
        }),
      );
    },

    async goLive(projection, generation) {
      await whenFree(PORT, () =>
        transaction(() => {
          sql.setLive.run(projection, generation);
          sql.forgetOthers.run(projection, generation);
        }),
      );
      await sweep();
    },

    async drop(projection, generation) {
      await whenFree(PORT, () =>
        transaction(() => {
          if (liveOf(projection) === generation)
            throw new RangeError(`Generation ${generation} of ${projection} is live and cannot be dropped`);
          sql.forget.run(projection, generation);
        }),
      );
      await sweep();
    },

    async get(projection, collection, key, sort = '') {
      return parsed(await whenFree(PORT, () => sql.liveDocument.get(projection, collection, key, sort)));
    },

    async getIn(projection, generation, collection, key, sort = '') {
      return parsed(await whenFree(PORT, () => sql.documentIn.get(projection, generation, collection, key, sort)));
    },

    async list(projection, collection, key, { limit, before, from = '' }) {
      const rows = await whenFree(PORT, () =>
        before === undefined
          ? sql.page.all(projection, collection, key, from, limit)
          : sql.pageBefore.all(projection, collection, key, from, limit, before),
      );
      const page: ReadModelRow[] = [];
      for (const [sort, document] of rows as unknown as [sort: string, document: string][])
        page.push({ sort, document: JSON.parse(document) as JsonObject });
      return page;
    },

    close() {
      if (db.isOpen) db.close();
    },
  };
}

const parsed = (row: unknown): JsonObject | undefined =>
  row === undefined ? undefined : (JSON.parse((row as [document: string])[0]) as JsonObject);

function statementsOf(db: DatabaseSync) {
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  // One statement a reading: another process may make a generation live and sweep the old one between two.
  const from = 'FROM generations g CROSS JOIN documents d ON d.gid = g.id WHERE g.projection = ?1';
  const inLive = `${from} AND g.generation = coalesce((SELECT generation FROM live_generations WHERE projection = ?1), 0)
    AND d.collection = ?2 AND d.key = ?3`;
  const page = `SELECT d.sort, d.document ${inLive} AND d.sort >= ?4`;
  return {
    generation: prepare('SELECT id, position FROM generations WHERE projection = ? AND generation = ?'),
    addGeneration: prepare('INSERT INTO generations (projection, generation, position) VALUES (?, ?, ?)'),
    moveTo: prepare('UPDATE generations SET position = ? WHERE id = ?'),
    forget: prepare('DELETE FROM generations WHERE projection = ? AND generation = ?'),
    forgetOthers: prepare('DELETE FROM generations WHERE projection = ? AND generation <> ?'),
    live: prepare('SELECT generation FROM live_generations WHERE projection = ?'),
    setLive: prepare(`
      INSERT INTO live_generations (projection, generation) VALUES (?, ?)
      ON CONFLICT (projection) DO UPDATE SET generation = excluded.generation`),
    put: prepare(`
      INSERT INTO documents (gid, collection, key, sort, document) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (gid, collection, key, sort) DO UPDATE SET document = excluded.document`),
    remove: prepare('DELETE FROM documents WHERE gid = ? AND collection = ? AND key = ? AND sort = ?'),
    trim: prepare(`
      DELETE FROM documents WHERE gid = ?1 AND collection = ?2 AND key = ?3 AND sort <= (
        SELECT sort FROM documents WHERE gid = ?1 AND collection = ?2 AND key = ?3 ORDER BY sort DESC LIMIT 1 OFFSET ?4)`),
    nextGid: prepare('SELECT min(gid) FROM documents WHERE gid > ?'),
    dropSome: prepare(`
      DELETE FROM documents WHERE gid = ? AND NOT EXISTS (SELECT 1 FROM generations WHERE id = ?)
        AND (collection, key, sort) IN (SELECT collection, key, sort FROM documents WHERE gid = ? LIMIT ?)`),
    liveDocument: prepare(`SELECT d.document ${inLive} AND d.sort = ?4`),
    documentIn: prepare(`
      SELECT d.document ${from} AND g.generation = ?2 AND d.collection = ?3 AND d.key = ?4 AND d.sort = ?5`),
    page: prepare(`${page} ORDER BY d.sort DESC LIMIT ?5`),
    pageBefore: prepare(`${page} AND d.sort < ?6 ORDER BY d.sort DESC LIMIT ?5`),
  };
}
