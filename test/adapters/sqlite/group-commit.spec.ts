import { setImmediate } from 'node:timers/promises';
import { GroupCommit } from '../../../src/adapters/sqlite/group-commit.js';

const one = { items: 1, weight: 1 };

/** Commits that wait until they are told how to end; results are the items with an exclamation mark. */
function controlled(limits = { items: 1_000, weight: 1_000_000 }) {
  const groups: { readonly items: readonly string[]; finish(error?: Error): void }[] = [];
  const group = new GroupCommit<string, string>(
    limits,
    (items) =>
      new Promise((resolve, reject) => {
        groups.push({
          items,
          finish: (error) => (error === undefined ? resolve(items.map((item) => `${item}!`)) : reject(error)),
        });
      }),
  );
  return { group, groups, itemsOf: () => groups.map(({ items }) => items) };
}

describe('a group commit', () => {
  it('hands over together what is added in one turn, in order', async () => {
    const { group, groups, itemsOf } = controlled();
    const results = ['a', 'b', 'c'].map((item) => group.add(item, one));
    await Promise.resolve().then(() => results.push(group.add('d', one)));
    await setImmediate();
    expect(itemsOf()).toEqual([['a', 'b', 'c', 'd']]);
    groups[0]?.finish();
    expect(await Promise.all(results)).toEqual(['a!', 'b!', 'c!', 'd!']);
  });

  it('answers nobody before the commit has ended', async () => {
    const { group, groups } = controlled();
    let answered = 0;
    const results = ['a', 'b'].map((item) => group.add(item, one).finally(() => (answered += 1)));
    await setImmediate();
    await setImmediate();
    expect(answered).toBe(0);
    groups[0]?.finish();
    await Promise.all(results);
    expect(answered).toBe(2);
  });

  it('keeps what is added during a commit for the next one, all of it', async () => {
    const { group, groups, itemsOf } = controlled();
    const first = group.add('a', one);
    await setImmediate();
    const later = [group.add('b', one)];
    await setImmediate();
    later.push(group.add('c', one));
    await setImmediate();
    expect(itemsOf()).toEqual([['a']]);
    groups[0]?.finish();
    await first;
    later.push(group.add('d', one));
    await setImmediate();
    expect(itemsOf()).toEqual([['a'], ['b', 'c', 'd']]);
    groups[1]?.finish();
    expect(await Promise.all(later)).toEqual(['b!', 'c!', 'd!']);
  });

  it('rejects everybody of a group that fails, and nobody else', async () => {
    const { group, groups } = controlled();
    const first = ['a', 'b'].map((item) => group.add(item, one));
    await setImmediate();
    const next = group.add('c', one);
    groups[0]?.finish(new Error('disk full'));
    for (const result of first) await expect(result).rejects.toThrow('disk full');
    await setImmediate();
    groups[1]?.finish();
    expect(await next).toBe('c!');
  });

  it('lets a lone caller go on without waiting for a turn, but never keeps the event loop from turning', async () => {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      timer = globalThis.setImmediate(count);
    };
    let timer = globalThis.setImmediate(count);
    const sizes: number[] = [];
    const group = new GroupCommit<number, number>({ items: 1_000, weight: 1_000 }, (items) => {
      sizes.push(items.length);
      return items;
    });
    for (let item = 0; item < 900; item++) expect(await group.add(item, one)).toBe(item);
    clearImmediate(timer);
    expect(sizes).toEqual(Array(900).fill(1));
    expect(turns).toBeGreaterThanOrEqual(100);
    expect(turns).toBeLessThan(300);
  });

  it('keeps callers together that go on together, also when they take their time', async () => {
    const sizes: number[] = [];
    const group = new GroupCommit<number, number>({ items: 1_000, weight: 1_000 }, (items) => {
      sizes.push(items.length);
      return items;
    });
    const caller = async (number: number): Promise<void> => {
      for (let round = 0; round < 20; round++) {
        await group.add(number, one);
        for (let hops = 0; hops < number % 10; hops++) await Promise.resolve();
      }
    };
    await group.add(0, one);
    await Promise.all(Array.from({ length: 50 }, (_, number) => caller(number)));
    expect(sizes).toEqual([1, ...Array<number>(20).fill(50)]);
  });

  it('keeps callers together whom the event loop calls one after the other', async () => {
    const sizes: number[] = [];
    const group = new GroupCommit<number, number>({ items: 1_000, weight: 1_000 }, (items) => {
      sizes.push(items.length);
      return items;
    });
    for (let round = 0; round < 10; round++)
      await Promise.all(
        Array.from(
          { length: 50 },
          (_, number) => new Promise((resolve) => setTimeout(() => resolve(group.add(number, one)), 1)),
        ),
      );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(500);
    expect(sizes.length).toBeLessThan(50);
  });

  it('goes on after it has been idle', async () => {
    const { group, groups } = controlled();
    for (const [index, item] of ['a', 'b', 'c'].entries()) {
      const result = group.add(item, one);
      await setImmediate();
      groups[index]?.finish();
      expect(await result).toBe(`${item}!`);
      for (let turns = 0; turns < 3; turns++) await setImmediate();
    }
  });

  it('keeps groups within both limits', async () => {
    const { group, groups, itemsOf } = controlled({ items: 3, weight: 10 });
    const sizes = { a: [1, 1], b: [2, 1], c: [1, 1], d: [1, 9], e: [1, 1], f: [1, 5] };
    for (const [item, [items = 0, weight = 0]] of Object.entries(sizes)) void group.add(item, { items, weight });
    for (let count = 0; count < 4; count++) {
      await setImmediate();
      groups[count]?.finish();
      await setImmediate();
    }
    expect(itemsOf()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  it('hands over alone what is larger than the limits', async () => {
    const { group, groups, itemsOf } = controlled({ items: 3, weight: 10 });
    for (const [item, items] of [
      ['small', 1],
      ['huge', 500],
      ['last', 1],
    ] as const)
      void group.add(item, { items, weight: 1 });
    for (let count = 0; count < 3; count++) {
      await setImmediate();
      groups[count]?.finish();
      await setImmediate();
    }
    expect(itemsOf()).toEqual([['small'], ['huge'], ['last']]);
  });

  it('flushes what is queued at once, group after group', async () => {
    const { group, itemsOf } = controlled({ items: 2, weight: 10 });
    const results = ['a', 'b', 'c'].map((item) => group.add(item, one));
    const flushed: (readonly string[])[] = [];
    group.flush((items) => {
      flushed.push(items);
      if (items.includes('c')) throw new Error('closed');
      return items.map((item) => `${item} flushed`);
    });
    expect(flushed).toEqual([['a', 'b'], ['c']]);
    expect(await Promise.all(results.slice(0, 2))).toEqual(['a flushed', 'b flushed']);
    await expect(results[2]).rejects.toThrow('closed');
    await setImmediate();
    expect(itemsOf()).toEqual([]);
  });
});
