import type { ReadModelChange } from '../ports/read-models.port.js';
import type { Projection } from './projection.js';

/**
 * The same projection, of which each key of a collection keeps its `keep` greatest sorts only: for stores that have to stay
 * small. Whoever reads beyond them reads the log. Throws for less than 1.
 */
export function keepingLast(projection: Projection, collection: string, keep: number): Projection {
  if (!Number.isSafeInteger(keep) || keep < 1) throw new RangeError('A projection keeps 1 row of a key or more');
  return {
    ...projection,
    async apply(entry, read) {
      const changes = await projection.apply(entry, read);
      const keys = new Set(
        changes.flatMap((change) => (change.kind === 'put' && change.collection === collection ? change.key : [])),
      );
      return [...changes, ...[...keys].map((key): ReadModelChange => ({ kind: 'trim', collection, key, keep }))];
    },
  };
}
