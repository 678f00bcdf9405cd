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
  /** Under `normal` a power loss may set a checkpoint back together with its rows: they are applied again. */
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
export function openSqliteReadModels({ path, durability = 'full' }: SqliteReadModelsOptions): SqliteReadModels {
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
    const { collection, key, sort } = change;
    if (document === undefined) sql.remove.run(gid, collection, key, sort);
    else sql.put.run(gid, collection, key, sort, document);
  }

  function read(projection: string, generation: number, collection: string, key: string, sort: string) {
    const found = generationOf(projection, generation);
    if (found === undefined) return undefined;
    return sql.document.get(found[0], collection, key, sort) as unknown as [document: string] | undefined;
  }

  /** Rows that no generation owns, some at a time, until none are left. */
  async function sweep(gids: readonly number[]): Promise<void> {
    for (const gid of gids) {
      while (Number(await whenFree(PORT, () => sql.dropSome.run(gid, gid, ROWS_PER_DROP).changes)) > 0)
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
      const orphans = await whenFree(PORT, () =>
        transaction(() => {
          sql.setLive.run(projection, generation);
          return sql.forgetOthers.all(projection, generation) as unknown as [gid: number][];
        }),
      );
      await sweep(orphans.map(([gid]) => gid));
    },

    async drop(projection, generation) {
      const orphans = await whenFree(PORT, () =>
        transaction(() => {
          if (liveOf(projection) === generation)
            throw new RangeError(`Generation ${generation} of ${projection} is live and cannot be dropped`);
          return sql.forget.all(projection, generation) as unknown as [gid: number][];
        }),
      );
      await sweep(orphans.map(([gid]) => gid));
    },

    async get(projection, collection, key, sort = '') {
      return parsed(await whenFree(PORT, () => read(projection, liveOf(projection), collection, key, sort)));
    },

    async getIn(projection, generation, collection, key, sort = '') {
      return parsed(await whenFree(PORT, () => read(projection, generation, collection, key, sort)));
    },

    async list(projection, collection, key, { limit, before, from = '' }) {
      const rows = await whenFree(PORT, () => {
        const found = generationOf(projection, liveOf(projection));
        if (found === undefined) return [];
        return before === undefined
          ? sql.page.all(found[0], collection, key, from, limit)
          : sql.pageBefore.all(found[0], collection, key, from, before, limit);
      });
      return (rows as unknown as [sort: string, document: string][]).map(([sort, document]): ReadModelRow => ({
        sort,
        document: JSON.parse(document) as JsonObject,
      }));
    },

    close() {
      if (db.isOpen) db.close();
    },
  };
}

const parsed = (row: readonly [document: string] | undefined): JsonObject | undefined =>
  row && (JSON.parse(row[0]) as JsonObject);

function statementsOf(db: DatabaseSync) {
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const ofKey = 'FROM documents WHERE gid = ? AND collection = ? AND key = ?';
  return {
    generation: prepare('SELECT id, position FROM generations WHERE projection = ? AND generation = ?'),
    addGeneration: prepare('INSERT INTO generations (projection, generation, position) VALUES (?, ?, ?)'),
    moveTo: prepare('UPDATE generations SET position = ? WHERE id = ?'),
    forget: prepare('DELETE FROM generations WHERE projection = ? AND generation = ? RETURNING id'),
    forgetOthers: prepare('DELETE FROM generations WHERE projection = ? AND generation <> ? RETURNING id'),
    live: prepare('SELECT generation FROM live_generations WHERE projection = ?'),
    setLive: prepare(`
      INSERT INTO live_generations (projection, generation) VALUES (?, ?)
      ON CONFLICT (projection) DO UPDATE SET generation = excluded.generation`),
    put: prepare(`
      INSERT INTO documents (gid, collection, key, sort, document) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (gid, collection, key, sort) DO UPDATE SET document = excluded.document`),
    remove: prepare('DELETE FROM documents WHERE gid = ? AND collection = ? AND key = ? AND sort = ?'),
    dropSome: prepare(`
      DELETE FROM documents WHERE gid = ? AND (collection, key, sort) IN
        (SELECT collection, key, sort FROM documents WHERE gid = ? LIMIT ?)`),
    document: prepare(`SELECT document ${ofKey} AND sort = ?`),
    page: prepare(`SELECT sort, document ${ofKey} AND sort >= ? ORDER BY sort DESC LIMIT ?`),
    pageBefore: prepare(`SELECT sort, document ${ofKey} AND sort >= ? AND sort < ? ORDER BY sort DESC LIMIT ?`),
  };
}
