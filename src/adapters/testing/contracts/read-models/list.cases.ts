import type { ReadModels } from '../../../../application/ports/read-models.port.js';
import type { ContractCase } from '../../contract.js';
import { assertSame } from '../assert-same.js';
import { advance, putRow, sortsOf } from './rows.js';

const days = ['2026-01-05', '2026-01-01', '2026-01-04', '2026-01-02', '2026-01-03'];

const withDays = (models: ReadModels): Promise<void> =>
  advance(models, 1, [
    ...days.map((day) => putRow('a', day, { day })),
    putRow('b', '2026-01-09', { day: 'of another key' }),
    putRow('a', '2026-01-09', { day: 'of another collection' }, 'other'),
  ]);

export const listCases: readonly ContractCase<ReadModels>[] = [
  {
    title: 'rows of a key are listed greatest sort first',
    async run(models) {
      await withDays(models);
      assertSame(
        await models.list('history', 'logins', 'a', { limit: 10 }),
        days
          .toSorted()
          .reverse()
          .map((day) => ({ sort: day, document: { day } })),
      );
    },
  },
  {
    title: 'a page holds at most its limit; the next begins below the last row',
    async run(models) {
      await withDays(models);
      const first = await models.list('history', 'logins', 'a', { limit: 2 });
      assertSame(sortsOf(first), ['2026-01-05', '2026-01-04']);
      const second = await models.list('history', 'logins', 'a', { limit: 2, before: '2026-01-04' });
      assertSame(sortsOf(second), ['2026-01-03', '2026-01-02']);
      const third = await models.list('history', 'logins', 'a', { limit: 2, before: '2026-01-02' });
      assertSame(sortsOf(third), ['2026-01-01']);
      assertSame(await models.list('history', 'logins', 'a', { limit: 2, before: '2026-01-01' }), []);
    },
  },
  {
    title: 'from is the lowest sort wanted, itself included; before is not',
    async run(models) {
      await withDays(models);
      const sorts = async (page: { limit: number; from?: string; before?: string }) =>
        sortsOf(await models.list('history', 'logins', 'a', page));
      assertSame(await sorts({ limit: 10, from: '2026-01-04' }), ['2026-01-05', '2026-01-04']);
      assertSame(await sorts({ limit: 10, from: '2026-01-02', before: '2026-01-04' }), ['2026-01-03', '2026-01-02']);
      assertSame(await sorts({ limit: 1, from: '2026-01-02', before: '2026-01-04' }), ['2026-01-03']);
      assertSame(await sorts({ limit: 10, from: '2026-01-04', before: '2026-01-02' }), []);
      assertSame(await sorts({ limit: 10, from: '2027' }), []);
      assertSame(await sorts({ limit: 0 }), []);
    },
  },
  {
    title: 'sorts are compared as text, by code point',
    async run(models) {
      const ascending = ['', '!', '10', '9', 'A', 'B', 'a', 'á', 'đ', 'ấ', '\uff5e', '\u{1f600}'];
      await advance(
        models,
        1,
        ascending.toReversed().map((sort) => putRow('a', sort, {})),
      );
      assertSame(sortsOf(await models.list('history', 'logins', 'a', { limit: 100 })), ascending.toReversed());
      assertSame(sortsOf(await models.list('history', 'logins', 'a', { limit: 100, from: 'đ', before: '\u{1f600}' })), [
        '\uff5e',
        'ấ',
        'đ',
      ]);
    },
  },
  {
    title: 'a row that comes while somebody pages is not told twice',
    async run(models) {
      await withDays(models);
      const first = await models.list('history', 'logins', 'a', { limit: 2 });
      await advance(models, 2, [putRow('a', '2026-01-06', {}), putRow('a', '2026-01-04', { changed: true })]);
      const rest = await models.list('history', 'logins', 'a', { limit: 10, before: first[1]?.sort ?? '' });
      assertSame(sortsOf(rest), ['2026-01-03', '2026-01-02', '2026-01-01']);
    },
  },
];
