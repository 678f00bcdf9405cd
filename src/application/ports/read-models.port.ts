import type { JsonObject } from './json.js';

export type ReadModelChange =
  | {
      readonly kind: 'put';
      readonly collection: string;
      readonly key: string;
      readonly sort: string;
      readonly document: JsonObject;
    }
  | { readonly kind: 'delete'; readonly collection: string; readonly key: string; readonly sort: string }
  /** Deletes all rows of a key but the `keep` (0 or more) greatest sorts that are there at this point of the batch. */
  | { readonly kind: 'trim'; readonly collection: string; readonly key: string; readonly keep: number };

export interface PageRequest {
  readonly limit: number;
  /** Sort value to start below (exclusive). */
  readonly before?: string;
  /** Lowest sort value wanted (inclusive). */
  readonly from?: string;
}

export interface ReadModelRow {
  readonly sort: string;
  readonly document: JsonObject;
}

/**
 * Documents that a projection keeps: by collection, key and sort. Checkpoint and rows change in one atomic step, and only
 * from the checkpoint the projection read, so that two projectors of one name cannot both apply a batch. Sorts are
 * compared by code point; a document of which there is one for a key has the empty sort, the default of reading.
 *
 * A projection is rebuilt in a generation beside the live one; readers see only the live generation.
 */
export interface ReadModels {
  /** Position up to which the generation has applied events; 0 at first. */
  checkpoint(projection: string, generation: number): Promise<number>;
  /** Generation 0 is live until another one is made so. */
  liveGeneration(projection: string): Promise<number>;
  /** False, and nothing applied, when the checkpoint is no longer `from`. */
  apply(
    projection: string,
    generation: number,
    from: number,
    to: number,
    changes: readonly ReadModelChange[],
  ): Promise<boolean>;
  /** Makes a generation live and drops the rows of all others. */
  goLive(projection: string, generation: number): Promise<void>;
  /** Drops a generation that is not live; rejects for the one that is. */
  drop(projection: string, generation: number): Promise<void>;
  get(projection: string, collection: string, key: string, sort?: string): Promise<JsonObject | undefined>;
  /** As `get`, of a named generation: what a projector reads while it builds. */
  getIn(
    projection: string,
    generation: number,
    collection: string,
    key: string,
    sort?: string,
  ): Promise<JsonObject | undefined>;
  /** Rows of a key, greatest sort first. */
  list(projection: string, collection: string, key: string, page: PageRequest): Promise<readonly ReadModelRow[]>;
}
