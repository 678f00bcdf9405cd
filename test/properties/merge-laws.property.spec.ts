import fc from 'fast-check';
import { lineageOf } from '../../src/application/merge/lineage.js';
import { levelAt } from '../../src/domain/account/assurance-of.js';
import { highestIal, ialAtLeast } from '../../src/domain/assurance/levels.js';
import { holds } from '../support/fc-examples.js';
import { MergeWorld, type Name, names, type Possessions } from '../support/merge-world.js';

const possessions: fc.Arbitrary<Possessions> = fc.record({
  certificates: fc.nat(2),
  phones: fc.nat(2),
  password: fc.boolean(),
});
const threeAccounts = fc.record({ a: possessions, b: possessions, c: possessions });
const name = fc.constantFrom(...names);

type Act =
  | { readonly kind: 'merge'; readonly survivor: Name; readonly victim: Name }
  | { readonly kind: 'reverse' | 'accept' | 'remove' | 'prove'; readonly who: Name };

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge' as const), survivor: name, victim: name }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('reverse' as const, 'accept' as const, 'remove' as const, 'prove' as const),
        who: name,
      }),
    },
  ),
  { maxLength: 10 },
);

/** The steps of a chain c → b → a in every order: what reached one end is asked for at the other. */
const chained: fc.Arbitrary<readonly Act[]> = fc.shuffledSubarray<Act>(
  [
    { kind: 'merge', survivor: 'b', victim: 'c' },
    { kind: 'accept', who: 'b' },
    { kind: 'merge', survivor: 'a', victim: 'b' },
    { kind: 'accept', who: 'a' },
    { kind: 'prove', who: 'c' },
    { kind: 'prove', who: 'b' },
    { kind: 'reverse', who: 'c' },
    { kind: 'reverse', who: 'b' },
  ],
  { minLength: 4 },
);
const wellOff = { certificates: 1, phones: 1, password: true };

async function run(world: MergeWorld, act: Act): Promise<void> {
  switch (act.kind) {
    case 'merge':
      await world.merge(act.survivor, act.victim);
      return;
    case 'reverse':
      await world.reverse(act.who);
      return;
    case 'accept':
      return world.acceptAll(act.who);
    case 'remove':
      return world.removeLast(act.who);
    case 'prove':
      return world.prove(act.who);
  }
}

/** Whose a method or phone was to begin with, or whose identifier tied it to another account: ids begin with its name. */
const ownerOf = (id: string): Name => id.slice(0, 1) as Name;

/** What must hold of every account, after every act. */
async function checkLaws(world: MergeWorld, three: Readonly<Record<Name, Possessions>>): Promise<void> {
  for (const one of names) {
    const state = await world.state(one);
    // No cycle: every chain ends, at an account that stands.
    expect((await world.state(await world.root(one))).status).toBe('live');
    // No identifier ever moves.
    expect(state.keys.map(({ digest }) => digest)).toEqual([`${one}:number`]);
    // No removed method comes back.
    expect(state.grants.filter(({ methodId }) => state.removedMethods.includes(methodId))).toEqual([]);
    // An absorbed password never opens anything again.
    if (state.status === 'absorbed') expect(state.passwordId).toBeNull();
    expect([null, `${one}:password`]).toContain(state.passwordId);
    if (state.pastPasswords.length > 0) expect(state.passwordId).toBeNull();
    if (state.status !== 'live') continue;
    // What stands here is one's own, or of an account that is absorbed now.
    const { absorbed } = await lineageOf(world.accounts, one);
    const family = new Set<string>([one, ...absorbed.map(({ accountId }) => accountId)]);
    const held = [...state.grants.map(({ methodId }) => methodId), ...state.phones.map(({ phoneId }) => phoneId)];
    expect(held.filter((id) => !family.has(ownerOf(id)))).toEqual([]);
    // No level above the evidence of that family.
    const evident = [...family].some((who) => three[who as Name].certificates > 0) ? 'IAL3' : 'IAL2';
    expect(ialAtLeast(highestIal([evident]), levelAt(state, world.harness.clock.now()))).toBe(true);
  }
}

describe('merging, accepting, removing and reversing in any order', () => {
  it('[MERGE-GIVES-BACK] [MERGE-NO-REVIVAL] [MERGE-NO-TAKEOVER] keeps the laws after every step', () =>
    holds(
      'merge laws',
      fc.asyncProperty(threeAccounts, acts, async (three, list) => {
        const world = await MergeWorld.of(three);
        for (const act of list) {
          await run(world, act);
          await checkLaws(world, three);
        }
      }),
      { times: 0.5 },
    ));

  it('[MERGE-GIVES-BACK] keeps them along a chain, in whichever order it is made, used and undone', () =>
    holds(
      'merge chain',
      fc.asyncProperty(chained, async (list) => {
        const three = { a: wellOff, b: wellOff, c: wellOff };
        const world = await MergeWorld.of(three);
        for (const act of [...list, { kind: 'accept', who: 'a' } as const]) {
          await run(world, act);
          await checkLaws(world, three);
        }
      }),
    ));

  it('changes nothing when a step is repeated', () =>
    holds(
      'merge idempotent',
      fc.asyncProperty(threeAccounts, acts, async (three, list) => {
        const world = await MergeWorld.of(three);
        for (const act of list.filter(({ kind }) => kind !== 'remove' && kind !== 'prove')) {
          const absorbedBefore = act.kind === 'merge' ? (await world.state(act.victim)).absorbed : null;
          await run(world, act);
          // A refused merge of an account that went elsewhere is told anew each time, under an id of its own.
          if (act.kind === 'merge' && absorbedBefore !== null && absorbedBefore.into !== act.survivor) continue;
          const head = await world.head();
          await run(world, act);
          expect(await world.head()).toBe(head);
        }
      }),
      { times: 0.5 },
    ));

  it('finds no cycle when everybody merges everybody at the same time', () =>
    holds(
      'merge parallel',
      fc.asyncProperty(threeAccounts, fc.array(fc.tuple(name, name), { maxLength: 6 }), async (three, pairs) => {
        const world = await MergeWorld.of(three);
        await Promise.all(pairs.map(([survivor, victim]) => world.merge(survivor, victim)));
        await checkLaws(world, three);
      }),
      { times: 0.5 },
    ));
});

describe('three accounts of one person', () => {
  const orders: readonly (readonly (readonly [survivor: Name, victim: Name])[])[] = [
    [
      ['a', 'b'],
      ['a', 'c'],
    ],
    [
      ['a', 'c'],
      ['a', 'b'],
    ],
    [
      ['b', 'c'],
      ['a', 'b'],
    ],
    [
      ['c', 'b'],
      ['a', 'c'],
    ],
  ];

  it('end alike, in whichever order they are merged', () =>
    holds(
      'merge order',
      fc.asyncProperty(threeAccounts, async (three) => {
        const ends = [];
        for (const order of orders) {
          const world = await MergeWorld.of(three);
          for (const [survivor, victim] of order) await world.merge(survivor, victim);
          const offered = await world.offered('a');
          await world.acceptAll('a');
          const state = await world.state('a');
          ends.push({
            roots: [await world.root('a'), await world.root('b'), await world.root('c')],
            offered,
            belongings: await world.belongings('a'),
            level: levelAt(state, world.harness.clock.now()),
            password: state.passwordId,
          });
        }
        for (const end of ends) expect(end).toEqual(ends[0]);
        expect(ends[0]?.roots).toEqual(['a', 'a', 'a']);
      }),
      { times: 0.25 },
    ));

  it('[MERGE-REVERSIBLE] come apart as they were but for the passwords, in whichever order', () =>
    holds(
      'merge reversible',
      fc.asyncProperty(threeAccounts, fc.constantFrom(...orders), fc.boolean(), async (three, order, lastFirst) => {
        const world = await MergeWorld.of(three);
        const before = [];
        for (const one of names) before.push(await world.belongings(one));
        for (const [survivor, victim] of order) {
          await world.merge(survivor, victim);
          await world.acceptAll(survivor);
        }
        const victims = order.map(([, victim]) => victim);
        for (const victim of lastFirst ? victims.reverse() : victims) await world.reverse(victim);
        const after = [];
        for (const one of names) after.push(await world.belongings(one));
        expect(after).toEqual(before);
        for (const victim of victims) expect((await world.state(victim)).passwordId).toBeNull();
        for (const one of names) expect((await world.state(one)).status).toBe('live');
      }),
      { times: 0.25 },
    ));
});
