/**
 * A generation is one building of one projection. Its id is never given again, so that rows which a broken-off dropping
 * left behind belong to nobody.
 */
export const readModelTables: readonly string[] = [
  `
  CREATE TABLE generations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    projection TEXT NOT NULL,
    generation INTEGER NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (projection, generation)
  ) STRICT;

  CREATE TABLE live_generations (
    projection TEXT PRIMARY KEY,
    generation INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE documents (
    gid INTEGER NOT NULL,
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    sort TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (gid, collection, key, sort)
  ) STRICT, WITHOUT ROWID;
  `,
];
