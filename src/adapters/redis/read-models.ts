import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { JsonObject } from '../../application/ports/json.js';
import type {
  PageRequest,
  ReadModelChange,
  ReadModelRow,
  ReadModels,
} from '../../application/ports/read-models.port.js';
import type { RedisConnection } from './connection.js';
import { allKeysOf, keysOf, placeOf, type PlaceKeys } from './read-model-keys.js';
import { applyScript, dropScript, getScript, goLiveScript, listScript, type ReadReply } from './read-model-scripts.js';
import type { RedisScript } from './script.js';

const PORT = 'readModels';
/** Keys of a dropped generation that are unlinked at a time; the server frees them beside its work. */
const KEYS_PER_DROP = 256;

/**
 * Documents in Redis. All keys of a projection carry one hash tag, since its rows and its checkpoint change in one step:
 * in a cluster a projection lives on one node, and is lost as a whole or not at all.
 */
export class RedisReadModels implements ReadModels {
  /** Under which id a generation keeps its documents, as far as known; the server corrects it. */
  readonly #ids = new Map<string, string>();

  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async checkpoint(projection: string, generation: number): Promise<number> {
    const at = await this.#record(projection, `at:${generation}`);
    return Number(at ?? 0);
  }

  async liveGeneration(projection: string): Promise<number> {
    return Number((await this.#record(projection, 'live')) ?? 0);
  }

  async apply(
    projection: string,
    generation: number,
    from: number,
    to: number,
    changes: readonly ReadModelChange[],
  ): Promise<boolean> {
    const written = changes.map(writtenAs);
    for (;;) {
      const known = this.#ids.get(idKey(projection, generation));
      const id = known ?? randomUUID();
      const keys = [this.#recordKey(projection)];
      const args: (string | number)[] = [generation, id, known === undefined ? 'new' : 'known', from, to];
      const places = new Map<string, number>();
      for (const { kind, place, text, document } of written) {
        const { documents, rows } = this.#keys(projection, id, place);
        // Lua counts from 1.
        const index = places.get(documents) ?? keys.push(documents, rows) - 1;
        places.set(documents, index);
        args.push(kind, index, place, text, document);
      }
      const [answer, other] = await this.#redis.run(PORT, applyScript, keys, args);
      if (answer === 'moved') return false;
      if (answer === 'applied') {
        this.#ids.set(idKey(projection, generation), id);
        return true;
      }
      this.#learn(idKey(projection, generation), other ?? undefined);
    }
  }

  async goLive(projection: string, generation: number): Promise<void> {
    await this.#redis.run(PORT, goLiveScript, [this.#recordKey(projection)], [generation]);
    await this.#sweep(projection);
  }

  async drop(projection: string, generation: number): Promise<void> {
    const isDropped = await this.#redis.run(PORT, dropScript, [this.#recordKey(projection)], [generation]);
    if (isDropped === 0)
      throw new RangeError(`Generation ${generation} of ${projection} is live and cannot be dropped`);
    await this.#sweep(projection);
  }

  get(projection: string, collection: string, key: string, sort = ''): Promise<JsonObject | undefined> {
    return this.#get(projection, 'live', collection, key, sort);
  }

  getIn(
    projection: string,
    generation: number,
    collection: string,
    key: string,
    sort = '',
  ): Promise<JsonObject | undefined> {
    return this.#get(projection, generation, collection, key, sort);
  }

  async list(
    projection: string,
    collection: string,
    key: string,
    { limit, before, from = '' }: PageRequest,
  ): Promise<readonly ReadModelRow[]> {
    if (limit <= 0) return [];
    const place = placeOf(collection, key);
    const bound = before === undefined ? ['', ''] : ['before', before.toWellFormed()];
    const args = [place, from.toWellFormed(), ...bound, limit];
    const flat = (await this.#read(projection, 'live', listScript, place, args)) ?? [];
    const page: ReadModelRow[] = [];
    for (let index = 0; index + 1 < flat.length; index += 2)
      page.push({ sort: flat[index] ?? '', document: parsed(flat[index + 1] ?? '') });
    return page;
  }

  async #get(projection: string, generation: number | 'live', collection: string, key: string, sort: string) {
    const place = placeOf(collection, key);
    const text = await this.#read(projection, generation, getScript, place, [place + sort.toWellFormed()]);
    return typeof text === 'string' ? parsed(text) : undefined;
  }

  /** One step on the server, so that a generation that goes live cannot fall into a reading; twice where the id was news. */
  async #read<Found>(
    projection: string,
    generation: number | 'live',
    script: RedisScript<ReadReply<Found>>,
    place: string,
    args: readonly (string | number)[],
  ): Promise<Found | undefined> {
    for (;;) {
      const id = this.#ids.get(idKey(projection, generation)) ?? '';
      const { documents, rows } = this.#keys(projection, id, place);
      const keys = [this.#recordKey(projection), documents, rows];
      const [answer, value] = await this.#redis.run(PORT, script, keys, [generation, id, ...args]);
      if (answer === 'found') return value;
      if (answer === 'none') return undefined;
      this.#learn(idKey(projection, generation), value);
    }
  }

  /** Keys of ids that no generation has any more, some at a time; also those that a crash left behind. */
  async #sweep(projection: string): Promise<void> {
    const record = this.#recordKey(projection);
    const fields = await this.#redis.call(PORT, (client) => client.hkeys(record));
    for (const field of fields.filter((name) => name.startsWith('dead:'))) {
      const keys = allKeysOf(record, field.slice('dead:'.length));
      for (let index = 0; index < keys.length; index += KEYS_PER_DROP) {
        await this.#redis.call(PORT, (client) => client.unlink(...keys.slice(index, index + KEYS_PER_DROP)));
        await setImmediate();
      }
      await this.#redis.call(PORT, (client) => client.hdel(record, field));
    }
  }

  #learn(key: string, id: string | undefined): void {
    if (id === undefined) this.#ids.delete(key);
    else this.#ids.set(key, id);
  }

  #record(projection: string, field: string): Promise<string | null> {
    return this.#redis.call(PORT, (client) => client.hget(this.#recordKey(projection), field));
  }

  #recordKey(projection: string): string {
    return this.#redis.key('rm', projection);
  }

  #keys(projection: string, id: string, place: string): PlaceKeys {
    return keysOf(this.#recordKey(projection), id, place);
  }
}

const idKey = (projection: string, generation: number | 'live'): string => `${generation}:${projection}`;

const parsed = (text: string): JsonObject => JSON.parse(text) as JsonObject;

/** All of a batch is put into writing before any of it is sent. */
function writtenAs(change: ReadModelChange) {
  const place = placeOf(change.collection, change.key);
  if (change.kind === 'trim') return { kind: change.kind, place, text: String(change.keep), document: '' };
  if (!change.sort.isWellFormed()) throw new TypeError('sort is not well-formed text');
  const document = change.kind === 'put' ? JSON.stringify(change.document) : '';
  return { kind: change.kind, place, text: change.sort, document };
}
