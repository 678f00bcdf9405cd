/**
 * Streams have sequential integer ids, so that the events of recent streams lie near each other in the index. A
 * stream's version is the greatest version in that index, so that an append to a known stream writes two pages, not
 * three. Positions are row ids: as no row is ever deleted, the next is always greater than all before.
 */
export const eventTables: readonly string[] = [
  `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    stream TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    sid INTEGER NOT NULL REFERENCES streams (id),
    version INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL,
    UNIQUE (sid, version)
  ) STRICT;

  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
  CREATE TRIGGER streams_are_never_changed BEFORE UPDATE ON streams
    BEGIN SELECT RAISE(ABORT, 'streams are never renamed'); END;
  CREATE TRIGGER streams_are_never_deleted BEFORE DELETE ON streams
    BEGIN SELECT RAISE(ABORT, 'streams are never deleted'); END;

  CREATE VIEW history AS
    SELECT e.position, s.stream, e.version, e.event_id, e.type,
      strftime('%Y-%m-%dT%H:%M:%fZ', e.recorded_at / 1000.0, 'unixepoch') AS recorded_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', e.meta ->> 0 / 1000.0, 'unixepoch') AS occurred_at,
      e.meta ->> 1 AS actor_kind, e.meta ->> 2 AS actor_id, e.meta ->> 3 AS channel, e.meta ->> 4 AS command_id,
      e.meta ->> 5 AS correlation_id, e.meta ->> 6 AS causation_id, e.meta ->> 7 AS policy_edition, e.data
    FROM events e JOIN streams s ON s.id = e.sid;
  `,
];
