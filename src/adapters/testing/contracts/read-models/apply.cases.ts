import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../application/ports/json.js';
import type { ReadModels } from '../../../../application/ports/read-models.port.js';
import type { ContractCase } from '../../contract.js';
import { assertSame } from '../assert-same.js';
import { advance, deleteRow, putRow } from './rows.js';

/** What no store can write as JSON: it contains itself. */
function endless(): JsonObject {
  const document: Record<string, JsonObject> = {};
  document.self = document;
  return document;
}

export const applyCases: readonly ContractCase<ReadModels>[] = [
  {
    title: 'a projection begins at 0, in generation 0, without documents',
    async run(models) {
      assert.equal(await models.checkpoint('history', 0), 0);
      assert.equal(await models.checkpoint('history', 7), 0);
      assert.equal(await models.liveGeneration('history'), 0);
      assert.equal(await models.get('history', 'logins', 'a'), undefined);
      assert.equal(await models.getIn('history', 0, 'logins', 'a'), undefined);
      assertSame(await models.list('history', 'logins', 'a', { limit: 10 }), []);
    },
  },
  {
    title: 'rows and checkpoint are there together',
    async run(models) {
      assert.equal(
        await models.apply('history', 0, 0, 12, [putRow('a', '1', { n: 1 }), putRow('b', '', { n: 2 })]),
        true,
      );
      assert.equal(await models.checkpoint('history', 0), 12);
      assertSame(await models.get('history', 'logins', 'a', '1'), { n: 1 });
      assertSame(await models.get('history', 'logins', 'b'), { n: 2 });
    },
  },
  {
    title: 'a batch without changes moves the checkpoint',
    async run(models) {
      await advance(models, 500, []);
      assert.equal(await models.checkpoint('history', 0), 500);
      await advance(models, 501, [putRow('a', '', { n: 1 })]);
      assert.equal(await models.checkpoint('history', 0), 501);
    },
  },
  {
    title: 'from another checkpoint nothing is applied',
    async run(models) {
      await advance(models, 10, [putRow('a', '', { n: 1 })]);
      for (const from of [0, 9, 11, 1_000]) {
        const changes = [putRow('a', '', { n: 2 }), putRow('b', '', { n: 2 }), deleteRow('a', '')];
        assert.equal(await models.apply('history', 0, from, 20, changes), false, `from ${from}`);
      }
      assert.equal(await models.checkpoint('history', 0), 10);
      assertSame(await models.get('history', 'logins', 'a'), { n: 1 });
      assert.equal(await models.get('history', 'logins', 'b'), undefined);
    },
  },
  {
    title: 'a first batch that does not begin at 0 is refused',
    async run(models) {
      assert.equal(await models.apply('history', 0, 5, 10, [putRow('a', '', { n: 1 })]), false);
      assert.equal(await models.checkpoint('history', 0), 0);
      assert.equal(await models.get('history', 'logins', 'a'), undefined);
      await advance(models, 3, [putRow('a', '', { n: 3 })]);
    },
  },
  {
    title: 'of projectors that apply the same batch at once one does, the others are told',
    async run(models) {
      await advance(models, 10, [putRow('sum', '', { by: 'none' })]);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, by) => models.apply('history', 0, 10, 20, [putRow('sum', '', { by })])),
      );
      assert.equal(answers.filter((applied) => applied).length, 1);
      assertSame(await models.get('history', 'logins', 'sum'), { by: answers.indexOf(true) });
      assert.equal(await models.checkpoint('history', 0), 20);
    },
  },
  {
    title: 'a batch with a document that cannot be written is refused whole',
    async run(models) {
      await advance(models, 10, [putRow('a', '', { n: 1 })]);
      const changes = [putRow('a', '', { n: 2 }), putRow('b', '', endless()), putRow('c', '', { n: 2 })];
      await assert.rejects(models.apply('history', 0, 10, 20, changes));
      assert.equal(await models.checkpoint('history', 0), 10);
      assertSame(await models.get('history', 'logins', 'a'), { n: 1 });
      assert.equal(await models.get('history', 'logins', 'c'), undefined);
      await advance(models, 20, [putRow('a', '', { n: 3 })]);
    },
  },
  {
    title: 'changes of a batch are applied in their order',
    async run(models) {
      await advance(models, 1, [
        putRow('a', '', { n: 1 }),
        putRow('a', '', { n: 2 }),
        putRow('b', '', { n: 1 }),
        deleteRow('b', ''),
        deleteRow('c', ''),
        putRow('c', '', { n: 3 }),
      ]);
      assertSame(await models.get('history', 'logins', 'a'), { n: 2 });
      assert.equal(await models.get('history', 'logins', 'b'), undefined);
      assertSame(await models.get('history', 'logins', 'c'), { n: 3 });
    },
  },
  {
    title: 'putting replaces the whole document; deleting what is absent is nothing',
    async run(models) {
      await advance(models, 1, [putRow('a', '', { n: 1, old: true }), deleteRow('absent', 'x')]);
      await advance(models, 2, [putRow('a', '', { n: 2 })]);
      assertSame(await models.get('history', 'logins', 'a'), { n: 2 });
      await advance(models, 3, [deleteRow('a', '')]);
      assert.equal(await models.get('history', 'logins', 'a'), undefined);
    },
  },
  {
    title: 'documents are told apart by projection, collection, key and sort',
    async run(models) {
      await advance(models, 1, [
        putRow('a', '', { is: 'a' }),
        putRow('a', '1', { is: 'a/1' }),
        putRow('A', '', { is: 'A' }),
        putRow('a', '', { is: 'profiles a' }, 'profiles'),
        putRow('1', 'a', { is: '1/a' }),
      ]);
      await advance(models, 1, [putRow('a', '', { is: 'other a' })], 0, 'other');
      assertSame(await models.get('history', 'logins', 'a'), { is: 'a' });
      assertSame(await models.get('history', 'logins', 'a', '1'), { is: 'a/1' });
      assertSame(await models.get('history', 'logins', 'A'), { is: 'A' });
      assertSame(await models.get('history', 'profiles', 'a'), { is: 'profiles a' });
      assertSame(await models.get('history', 'logins', '1', 'a'), { is: '1/a' });
      assertSame(await models.get('other', 'logins', 'a'), { is: 'other a' });
      await advance(models, 2, [deleteRow('a', '')]);
      assertSame(await models.get('history', 'logins', 'a', '1'), { is: 'a/1' });
      assertSame(await models.get('other', 'logins', 'a'), { is: 'other a' });
    },
  },
  {
    title: 'a document comes back as it was given, and is nobody else’s to change',
    async run(models) {
      const document = { name: 'Nguyễn Văn Thử', list: [1, [2], {}], none: null, big: 'ấ'.repeat(50_000) };
      await advance(models, 1, [putRow('a', '', document)]);
      const read = await models.get('history', 'logins', 'a');
      assertSame(read, document);
      try {
        Object.assign(read as object, { name: 'spoiled' });
      } catch {
        // A frozen document keeps the promise too.
      }
      assertSame(await models.get('history', 'logins', 'a'), document);
    },
  },
];
