/** Tables of the state file; only ever appended to. Instants and spans are milliseconds. */
export const stateMigrations: readonly string[] = [
  `
  CREATE TABLE challenges (
    binding    TEXT PRIMARY KEY,
    digest     TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    used       INTEGER NOT NULL,
    forget_at  INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX challenges_by_end ON challenges (forget_at);

  CREATE TABLE pending_steps (
    key        TEXT PRIMARY KEY,
    value      TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pending_steps_by_end ON pending_steps (expires_at);

  CREATE TABLE rate_windows (
    key        TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    used       INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX rate_windows_by_end ON rate_windows (ends_at);

  CREATE TABLE sessions (
    token_digest    TEXT PRIMARY KEY,
    session_id      TEXT NOT NULL UNIQUE,
    account_id      TEXT NOT NULL,
    opened_at       INTEGER NOT NULL,
    last_seen_at    INTEGER NOT NULL,
    idle            INTEGER NOT NULL,
    absolute_expiry INTEGER NOT NULL,
    session         TEXT NOT NULL -- what never changes, as JSON
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_account ON sessions (account_id, opened_at);
  CREATE INDEX sessions_by_end ON sessions (absolute_expiry);

  CREATE TABLE idempotency (
    caller         TEXT NOT NULL,
    key            TEXT NOT NULL,
    payload_digest TEXT NOT NULL,
    lease_ends_at  INTEGER NOT NULL,
    outcome        TEXT, -- JSON; null while the call runs
    ends_at        INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_by_end ON idempotency (ends_at);

  CREATE TABLE outbox (
    position  INTEGER PRIMARY KEY AUTOINCREMENT,
    intent_id TEXT NOT NULL UNIQUE,
    intent    TEXT NOT NULL, -- JSON, its content sealed
    attempt   INTEGER NOT NULL,
    due_at    INTEGER NOT NULL -- at once, when the lease ends, or when a retry is due
  ) STRICT;
  CREATE TABLE outbox_sent (intent_id TEXT PRIMARY KEY, sent_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE leases (
    name    TEXT PRIMARY KEY,
    holder  TEXT NOT NULL,
    token   INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
