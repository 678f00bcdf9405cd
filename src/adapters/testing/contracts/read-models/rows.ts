import assert from 'node:assert/strict';
import type { ReadModelChange, ReadModels } from '../../../../application/ports/read-models.port.js';
import type { JsonObject } from '../../../../application/ports/json.js';

export const putRow = (key: string, sort: string, document: JsonObject, collection = 'logins'): ReadModelChange => ({
  kind: 'put',
  collection,
  key,
  sort,
  document,
});

export const deleteRow = (key: string, sort: string, collection = 'logins'): ReadModelChange => ({
  kind: 'delete',
  collection,
  key,
  sort,
});

export const trimRows = (key: string, keep: number, collection = 'logins'): ReadModelChange => ({
  kind: 'trim',
  collection,
  key,
  keep,
});

/** Applies from the checkpoint that is there, and fails the case where that is refused. */
export async function advance(
  models: ReadModels,
  to: number,
  changes: readonly ReadModelChange[],
  generation = 0,
  projection = 'history',
): Promise<void> {
  const from = await models.checkpoint(projection, generation);
  assert.equal(await models.apply(projection, generation, from, to, changes), true, `refused from ${from}`);
}

export const sortsOf = (rows: readonly { readonly sort: string }[]): readonly string[] => rows.map(({ sort }) => sort);
