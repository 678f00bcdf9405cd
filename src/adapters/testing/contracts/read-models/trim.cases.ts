import assert from 'node:assert/strict';
import type { ReadModels } from '../../../../application/ports/read-models.port.js';
import type { ContractCase } from '../../contract.js';
import { assertSame } from '../assert-same.js';
import { advance, putRow, sortsOf, trimRows } from './rows.js';

const sortsIn = async (models: ReadModels, key: string, collection = 'logins') =>
  sortsOf(await models.list('history', collection, key, { limit: 100 }));

export const trimCases: readonly ContractCase<ReadModels>[] = [
  {
    title: 'trimming keeps the greatest sorts of its key, whenever they came, and touches no other key',
    async run(models) {
      await advance(models, 1, [
        ...['3', '', '5', '1', '4', '2'].map((sort) => putRow('a', sort, { sort })),
        putRow('a1', '1', {}),
        putRow('', '1', {}),
        putRow('a', '1', {}, 'other'),
        trimRows('a', 3),
      ]);
      assertSame(await sortsIn(models, 'a'), ['5', '4', '3']);
      assert.equal(await models.get('history', 'logins', 'a', '2'), undefined);
      assert.equal(await models.get('history', 'logins', 'a'), undefined);
      assertSame(await models.get('history', 'logins', 'a', '3'), { sort: '3' });
      assertSame(await sortsIn(models, 'a1'), ['1']);
      assertSame(await sortsIn(models, ''), ['1']);
      assertSame(await sortsIn(models, 'a', 'other'), ['1']);
    },
  },
  {
    title: 'trimming is applied at its place in the batch',
    async run(models) {
      await advance(models, 1, [putRow('a', '1', {}), putRow('a', '2', {})]);
      await advance(models, 2, [trimRows('a', 1), putRow('a', '1', {}), putRow('a', '3', {})]);
      assertSame(await sortsIn(models, 'a'), ['3', '2', '1']);
      await advance(models, 3, [putRow('a', '0', {}), trimRows('a', 3)]);
      assertSame(await sortsIn(models, 'a'), ['3', '2', '1']);
    },
  },
  {
    title: 'trimming to what is there, or of what is not, changes nothing; trimming to 0 leaves none',
    async run(models) {
      await advance(models, 1, [putRow('a', '', {}), putRow('a', '1', {}), trimRows('a', 2), trimRows('absent', 0)]);
      assertSame(await sortsIn(models, 'a'), ['1', '']);
      await advance(models, 2, [trimRows('a', 100)]);
      assertSame(await sortsIn(models, 'a'), ['1', '']);
      await advance(models, 3, [trimRows('a', 0)]);
      assertSame(await sortsIn(models, 'a'), []);
      assert.equal(await models.get('history', 'logins', 'a'), undefined);
    },
  },
  {
    title: 'sorts are trimmed by code point, and in one generation only',
    async run(models) {
      const rows = ['\u{1f600}', 'z', '\uff5e'].map((sort) => putRow('a', sort, {}));
      await advance(models, 1, rows);
      await advance(models, 1, [...rows, trimRows('a', 1)], 1);
      assertSame(await sortsIn(models, 'a'), ['\u{1f600}', '\uff5e', 'z']);
      await models.goLive('history', 1);
      assertSame(await sortsIn(models, 'a'), ['\u{1f600}']);
    },
  },
];
