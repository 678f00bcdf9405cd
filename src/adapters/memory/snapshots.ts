import type { Snapshot, Snapshots } from '../../application/ports/snapshots.port.js';
import { frozenCopy } from './frozen-json.js';

/** Snapshots without a disk: for tests and trials. */
export function createMemorySnapshots(): Snapshots {
  const streams = new Map<string, Map<string, Snapshot>>();
  return {
    find: async (stream, schema) => streams.get(stream)?.get(schema),
    async save(stream, schema, { version, state }) {
      const bySchema = streams.get(stream) ?? new Map<string, Snapshot>();
      streams.set(stream, bySchema);
      if ((bySchema.get(schema)?.version ?? 0) <= version) bySchema.set(schema, frozenCopy({ version, state }));
    },
    async purge(stream) {
      streams.delete(stream);
    },
  };
}
