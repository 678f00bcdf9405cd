import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { ReadModels } from '../../../../application/ports/read-models.port.js';
import type { ContractCase } from '../../contract.js';
import { assertSame } from '../assert-same.js';
import { advance, deleteRow, putRow, sortsOf } from './rows.js';

export const generationCases: readonly ContractCase<ReadModels>[] = [
  {
    title: 'a generation is built beside the live one: readers see nothing of it',
    async run(models) {
      await advance(models, 30, [putRow('a', '', { built: 'live' }), putRow('a', '1', { built: 'live' })]);
      await advance(models, 10, [putRow('a', '', { built: 'beside' }), putRow('a', '2', { built: 'beside' })], 1);
      await advance(models, 20, [deleteRow('a', '1'), putRow('b', '', { built: 'beside' })], 1);
      assert.equal(await models.liveGeneration('history'), 0);
      assertSame([await models.checkpoint('history', 0), await models.checkpoint('history', 1)], [30, 20]);
      assertSame(await models.get('history', 'logins', 'a'), { built: 'live' });
      assert.equal(await models.get('history', 'logins', 'b'), undefined);
      assertSame(sortsOf(await models.list('history', 'logins', 'a', { limit: 10 })), ['1', '']);
    },
  },
  {
    title: 'a projector reads its own generation, live or not',
    async run(models) {
      await advance(models, 30, [putRow('a', '1', { built: 'live' })]);
      await advance(models, 10, [putRow('a', '1', { built: 'beside' }), putRow('b', '', { built: 'beside' })], 1);
      assertSame(await models.getIn('history', 0, 'logins', 'a', '1'), { built: 'live' });
      assertSame(await models.getIn('history', 1, 'logins', 'a', '1'), { built: 'beside' });
      assertSame(await models.getIn('history', 1, 'logins', 'b'), { built: 'beside' });
      assert.equal(await models.getIn('history', 0, 'logins', 'b'), undefined);
      assert.equal(await models.getIn('history', 2, 'logins', 'a', '1'), undefined);
    },
  },
  {
    title: 'going live switches readers over and drops the rows of all others',
    async run(models) {
      await advance(models, 30, [putRow('a', '', { built: 'old' }), putRow('only old', '', {})]);
      await advance(models, 30, [putRow('a', '', { built: 'new' })], 1);
      await advance(models, 5, [putRow('a', '', { built: 'given up' })], 2);
      await models.goLive('history', 1);
      assert.equal(await models.liveGeneration('history'), 1);
      assert.equal(await models.checkpoint('history', 1), 30);
      assertSame(await models.get('history', 'logins', 'a'), { built: 'new' });
      assert.equal(await models.get('history', 'logins', 'only old'), undefined);
      for (const other of [0, 2]) {
        assert.equal(await models.getIn('history', other, 'logins', 'a'), undefined);
        assert.equal(await models.checkpoint('history', other), 0);
      }
    },
  },
  {
    title: 'a projector of a generation that was dropped is refused',
    async run(models) {
      await advance(models, 30, [putRow('a', '', { built: 'old' })]);
      await advance(models, 30, [putRow('a', '', { built: 'new' })], 1);
      await models.goLive('history', 1);
      assert.equal(await models.apply('history', 0, 30, 40, [putRow('a', '', { built: 'late' })]), false);
      assertSame(await models.get('history', 'logins', 'a'), { built: 'new' });
      await advance(models, 40, [putRow('a', '', { built: 'newer' })], 1);
      assertSame(await models.get('history', 'logins', 'a'), { built: 'newer' });
    },
  },
  {
    title: 'a generation of a number that was dropped begins anew, without the old rows',
    async run(models) {
      await advance(models, 10, [putRow('a', '', { built: 'live' })]);
      await advance(models, 10, [putRow('left', '', {}), putRow('a', '', {})], 1);
      await models.drop('history', 1);
      assert.equal(await models.checkpoint('history', 1), 0);
      await advance(models, 5, [putRow('a', '', { built: 'again' })], 1);
      assert.equal(await models.getIn('history', 1, 'logins', 'left'), undefined);
      await models.goLive('history', 1);
      assertSame(await models.get('history', 'logins', 'a'), { built: 'again' });
      assert.equal(await models.get('history', 'logins', 'left'), undefined);
    },
  },
  {
    title: 'dropping leaves the live generation alone, and refuses to drop it',
    async run(models) {
      await advance(models, 10, [putRow('a', '', { built: 'live' })]);
      await models.drop('history', 5);
      await assert.rejects(models.drop('history', 0));
      assertSame(await models.get('history', 'logins', 'a'), { built: 'live' });
      assert.equal(await models.checkpoint('history', 0), 10);
    },
  },
  {
    title: 'going live and dropping touch no other projection',
    async run(models) {
      for (const projection of ['history', 'profiles']) {
        await advance(models, 10, [putRow('a', '', { of: projection })], 0, projection);
        await advance(models, 10, [putRow('a', '', { of: `${projection} anew` })], 1, projection);
      }
      await models.goLive('history', 1);
      assert.equal(await models.liveGeneration('profiles'), 0);
      assertSame(await models.get('profiles', 'logins', 'a'), { of: 'profiles' });
      await models.drop('profiles', 1);
      assertSame(await models.get('history', 'logins', 'a'), { of: 'history anew' });
      assertSame(await models.get('profiles', 'logins', 'a'), { of: 'profiles' });
    },
  },
  {
    title: 'a large generation goes live and is dropped while readers read on',
    async run(models) {
      const rows = (built: string) => Array.from({ length: 5_000 }, (_, n) => putRow(`k${n}`, '', { built }));
      await advance(models, 10, rows('old'));
      await advance(models, 10, rows('new'), 1);
      let isLive = false;
      const switching = models.goLive('history', 1).then(() => (isLive = true));
      let last = 'old';
      while (!isLive) {
        const built: unknown = (await models.get('history', 'logins', 'k4999'))?.built;
        assert.ok(built === 'new' || (built === 'old' && last === 'old'), 'no document, or an old one again');
        last = built;
        await setImmediate();
      }
      await switching;
      assertSame(await models.get('history', 'logins', 'k0'), { built: 'new' });
    },
  },
];
