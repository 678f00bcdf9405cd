import type { JsonValue } from './json.js';

export interface Snapshot {
  readonly version: number;
  readonly state: JsonValue;
}

/** A cache of folded states. Losing it costs time, never truth; `schema` changes whenever the fold does. */
export interface Snapshots {
  /** The newest snapshot of that schema, or none. A snapshot of another schema is none. */
  find(stream: string, schema: string): Promise<Snapshot | undefined>;
  /** Keeps the newest only: an older version never replaces a newer one of the same schema. */
  save(stream: string, schema: string, snapshot: Snapshot): Promise<void>;
  /** Forgets all snapshots of a stream. */
  purge(stream: string): Promise<void>;
}
