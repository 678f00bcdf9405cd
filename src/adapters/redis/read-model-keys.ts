import { createHash } from 'node:crypto';

/**
 * The documents of a generation are spread over so many hashes (and the sorts over as many sorted sets), by collection and
 * key. Known names need no list of keys to be dropped, and none of them grows out of hand: with ten million accounts each
 * holds ten thousand.
 */
const BUCKETS = 1_024;

export interface PlaceKeys {
  /** Hash: place and sort -> document. */
  readonly documents: string;
  /** Sorted set, all of one score: place and sort, of documents that have a sort. Its order is by bytes of UTF-8. */
  readonly rows: string;
}

/** Collection and key, so that no place is the beginning of another one. */
export const placeOf = (collection: string, key: string): string => JSON.stringify([collection, key]);

const bucketKeys = (record: string, id: string, bucket: number): PlaceKeys => ({
  documents: `${record}:${id}:d${bucket}`,
  rows: `${record}:${id}:r${bucket}`,
});

export const keysOf = (record: string, id: string, place: string): PlaceKeys =>
  bucketKeys(record, id, createHash('sha1').update(place).digest().readUInt16BE() % BUCKETS);

/** Every key that documents of an id can have. */
export const allKeysOf = (record: string, id: string): readonly string[] =>
  Array.from({ length: BUCKETS }, (_, bucket) => Object.values(bucketKeys(record, id, bucket)) as string[]).flat();
