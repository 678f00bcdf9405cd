import { Buffer } from 'node:buffer';
import type { JsonObject } from '../../application/ports/json.js';
import type {
  PageRequest,
  ReadModelChange,
  ReadModelRow,
  ReadModels,
} from '../../application/ports/read-models.port.js';
import { frozenCopy } from './frozen-json.js';

type Rows = Map<string, JsonObject>;

interface Generation {
  position: number;
  /** By collection and key, then by sort. */
  readonly documents: Map<string, Rows>;
}

interface Projection {
  live: number;
  readonly generations: Map<number, Generation>;
}

const rowsKey = (collection: string, key: string): string => JSON.stringify([collection, key]);

/** By code point, as SQLite compares text; JavaScript's own order differs beyond the basic plane. */
const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Read models without a disk: for tests and trials. */
export function createMemoryReadModels(): ReadModels {
  const projections = new Map<string, Projection>();

  function projectionOf(name: string): Projection {
    const known = projections.get(name) ?? { live: 0, generations: new Map<number, Generation>() };
    projections.set(name, known);
    return known;
  }
  const generationOf = (name: string, generation: number): Generation | undefined =>
    projectionOf(name).generations.get(generation);
  const liveOf = (name: string): Generation | undefined => generationOf(name, projectionOf(name).live);

  function apply(name: string, number: number, from: number, to: number, changes: readonly ReadModelChange[]): boolean {
    const generation = generationOf(name, number) ?? { position: 0, documents: new Map<string, Rows>() };
    if (generation.position !== from) return false;
    const copies = frozenCopy(changes);
    for (const change of copies) write(generation, change);
    generation.position = to;
    projectionOf(name).generations.set(number, generation);
    return true;
  }

  return {
    checkpoint: async (name, generation) => generationOf(name, generation)?.position ?? 0,
    liveGeneration: async (name) => projectionOf(name).live,
    apply: async (name, generation, from, to, changes) => apply(name, generation, from, to, changes),
    async goLive(name, generation) {
      const projection = projectionOf(name);
      projection.live = generation;
      for (const other of projection.generations.keys()) if (other !== generation) projection.generations.delete(other);
    },
    async drop(name, generation) {
      const projection = projectionOf(name);
      if (projection.live === generation)
        throw new RangeError(`Generation ${generation} of ${name} is live and cannot be dropped`);
      projection.generations.delete(generation);
    },
    get: async (name, collection, key, sort = '') => liveOf(name)?.documents.get(rowsKey(collection, key))?.get(sort),
    getIn: async (name, generation, collection, key, sort = '') =>
      generationOf(name, generation)?.documents.get(rowsKey(collection, key))?.get(sort),
    list: async (name, collection, key, page) => pageOf(liveOf(name)?.documents.get(rowsKey(collection, key)), page),
  };
}

function write({ documents }: Generation, change: ReadModelChange): void {
  const place = rowsKey(change.collection, change.key);
  const rows = documents.get(place) ?? new Map<string, JsonObject>();
  documents.set(place, rows);
  if (change.kind === 'put') rows.set(change.sort, change.document);
  else if (change.kind === 'delete') rows.delete(change.sort);
  else for (const sort of [...rows.keys()].sort(compareText).toReversed().slice(change.keep)) rows.delete(sort);
}

function pageOf(rows: Rows = new Map(), { limit, before, from = '' }: PageRequest): readonly ReadModelRow[] {
  return [...rows]
    .filter(([sort]) => compareText(sort, from) >= 0 && (before === undefined || compareText(sort, before) < 0))
    .sort(([a], [b]) => compareText(b, a))
    .slice(0, limit)
    .map(([sort, document]) => ({ sort, document }));
}
