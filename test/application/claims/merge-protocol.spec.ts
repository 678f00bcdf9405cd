import { rootOf } from '../../../src/application/ledger/root.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import { absorbed, mergeStarted, registered } from '../../support/accounts.js';
import { ClaimWorld, type Command } from '../../support/claims/claim-world.js';
import { close, merge, register, reverse } from '../../support/claims/commands.js';

const types = (world: ClaimWorld, stream: string): readonly string[] =>
  world.store.peek(stream).map(({ type }) => type);
const suspend = (account: string): Command => ({ kind: 'suspend', id: 's', account });
const refused = (code: string) => ({ kind: 'refused', code });

const worldOf = async (...commands: readonly Command[]): Promise<ClaimWorld> => {
  const world = new ClaimWorld();
  for (const command of [register('A', 'k'), register('B', 'l'), register('C', 'm'), ...commands])
    await world.run(command);
  return world;
};

describe('merging', () => {
  it('announces on the survivor, then commits on the victim', async () => {
    const world = await worldOf();
    const { length } = world.store.log;
    expect(await world.run(merge('m', 'B', 'A'))).toEqual({ kind: 'merged' });
    expect(world.store.log.slice(length).map(({ stream, type }) => `${type} ${stream}`)).toEqual([
      'MergeStarted account-B.1',
      'AbsorbedIntoAccount account-A.1',
    ]);
    expect(await world.run(merge('m', 'B', 'A'))).toEqual({ kind: 'merged' });
    expect(world.store.log).toHaveLength(length + 2);
  });

  it('refuses an account with itself', async () => {
    expect(await (await worldOf()).run(merge('m', 'A', 'A'))).toEqual(refused('merge.intoItself'));
  });

  it('refuses accounts that are not open, before anything is announced', async () => {
    const world = await worldOf();
    expect(await world.run(merge('m', 'nobody', 'A'))).toEqual(refused('account.notOpen'));
    expect(await world.run(merge('m', 'B', 'nobody'))).toEqual(refused('account.notOpen'));
    expect(types(world, 'account-B.1')).toEqual(['Registered']);
  });

  it('refuses a survivor that does not stand, and may be asked again', async () => {
    const world = await worldOf(suspend('B'));
    expect(await world.run(merge('m', 'B', 'A'))).toEqual(refused('account.suspended'));
    await world.run({ kind: 'reinstate', id: 's', account: 'B' });
    expect(await world.run(merge('m', 'B', 'A'))).toEqual({ kind: 'merged' });
  });

  it('[MERGE-SPENT] refuses a victim that does not stand, for ever', async () => {
    const world = await worldOf(suspend('A'));
    expect(await world.run(merge('m', 'B', 'A'))).toEqual(refused('account.suspended'));
    await world.run({ kind: 'reinstate', id: 's', account: 'A' });
    expect(await world.run(merge('m', 'B', 'A'))).toEqual(refused('merge.spent'));
    expect(await world.run(merge('n', 'B', 'A'))).toEqual({ kind: 'merged' });
  });

  it('refuses a closed victim, and one that went elsewhere', async () => {
    const world = await worldOf(close('A'), merge('m', 'B', 'C'));
    expect(await world.run(merge('n', 'B', 'A'))).toEqual(refused('account.closed'));
    await world.run(register('D', 'x'));
    expect(await world.run(merge('o', 'D', 'C'))).toEqual(refused('account.absorbed'));
    expect(await world.run(merge('o', 'D', 'C'))).toEqual(refused('merge.spent'));
  });

  it('[MERGE-SPENT] binds an id to its victim and its survivor', async () => {
    const world = await worldOf(merge('m', 'B', 'A'));
    expect(await world.run(merge('m', 'B', 'C'))).toEqual(refused('merge.spent'));
    expect(await world.run(merge('m', 'C', 'A'))).toEqual(refused('merge.spent'));
  });

  it('[MERGE-SETTLED-FIRST] refuses the victim’s own open merges where they would commit', async () => {
    const world = await worldOf();
    await announced(world, 'A.1', mergeStarted('own', 'C.1'));
    expect(await world.run(merge('m', 'B', 'A'))).toEqual({ kind: 'merged' });
    expect(world.store.peek('account-C.1').at(-1)).toMatchObject({ type: 'MergeRefused', data: { mergeId: 'own' } });
    expect(await world.run(merge('own', 'A', 'C'))).toEqual(refused('merge.spent'));
  });
});

describe('reversing', () => {
  it('[MERGE-REVERSIBLE] gives the account back, once', async () => {
    const world = await worldOf(merge('m', 'B', 'A'));
    expect(await world.run(reverse('m', 'A'))).toEqual({ kind: 'reversed' });
    expect(await world.run(reverse('m', 'A'))).toEqual({ kind: 'reversed' });
    expect(types(world, 'account-A.1')).toEqual(['Registered', 'AbsorbedIntoAccount', 'MergeReversed']);
  });

  it('[MERGE-SPENT] leaves the merge its answer, and does not let it commit again', async () => {
    const world = await worldOf(merge('m', 'B', 'A'), reverse('m', 'A'));
    expect(await world.run(merge('m', 'B', 'A'))).toEqual({ kind: 'merged' });
    expect(types(world, 'account-A.1').at(-1)).toBe('MergeReversed');
    expect(await world.run(merge('n', 'A', 'B'))).toEqual({ kind: 'merged' });
  });

  it('refuses what was not merged', async () => {
    expect(await (await worldOf()).run(reverse('m', 'A'))).toEqual(refused('merge.notAbsorbed'));
  });

  it('gives up when others keep winning', async () => {
    const world = await worldOf(merge('m', 'B', 'A'));
    const contended: ClaimWorld['store'] = Object.assign(Object.create(world.store), {
      append: async () => ({ kind: 'conflict', expected: 2, actual: 3 }),
    });
    expect(await world.run(reverse('m', 'A'), contended)).toEqual(refused('command.contended'));
    expect(await world.run(merge('n', 'C', 'B'), contended)).toEqual(refused('command.contended'));
  });
});

describe('closing', () => {
  it('[CLOSED-FINAL] ends the account, once', async () => {
    const world = await worldOf();
    expect(await world.run(close('A'))).toEqual({ kind: 'closed' });
    expect(await world.run(close('A'))).toEqual({ kind: 'closed' });
    expect(types(world, 'account-A.1')).toEqual(['Registered', 'Closed']);
    expect(await world.run(close('nobody'))).toEqual(refused('account.notOpen'));
  });

  it('[MERGE-SETTLED-FIRST] refuses the account’s own open merges first', async () => {
    const world = await worldOf();
    await announced(world, 'A.1', mergeStarted('own', 'C.1'));
    expect(await world.run(close('A'))).toEqual({ kind: 'closed' });
    expect(types(world, 'account-C.1')).toEqual(['Registered', 'MergeRefused']);
  });

  it('[ABSORBED-NOT-CLOSED] refuses an absorbed account until its survivor is closed', async () => {
    const world = await worldOf(merge('m', 'B', 'A'));
    expect(await world.run(close('A'))).toEqual(refused('account.absorbed'));
    await world.run(close('B'));
    expect(await world.run(close('A'))).toEqual({ kind: 'closed' });
  });
});

describe('following merges', () => {
  it('says when they lead in a circle', async () => {
    const world = new ClaimWorld();
    await announced(world, 'A', registered(), absorbed('m', 'B'));
    await announced(world, 'B', registered(), absorbed('n', 'A'));
    await expect(rootOf(world.parts().accounts, 'A')).rejects.toThrow('Merge cycle');
  });

  it('is not misled by merges that are reversed and made again on the way', async () => {
    const world = new ClaimWorld();
    await announced(world, 'A', registered(), absorbed('m', 'B'));
    await announced(world, 'B', registered());
    const { accounts } = world.parts();
    const load = accounts.load.bind(accounts);
    // Each time an account is read, the merge turns round before the next one is.
    let turns = 0;
    accounts.load = async (id) => {
      const read = await load(id);
      turns += 1;
      if (turns > 4) return read;
      const [away, back] = turns % 2 === 1 ? (['A', 'B'] as const) : (['B', 'A'] as const);
      await announced(world, away, {
        type: 'MergeReversed',
        data: { mergeId: `m${turns}`, from: back, at: world.clock.now(), ground: '' },
      });
      await announced(world, back, absorbed(`n${turns}`, away));
      return read;
    };
    expect((await rootOf(accounts, 'A')).state.status).toBe('live');
  });
});

/** Appends events to an account as they are. */
async function announced(world: ClaimWorld, accountId: string, ...events: readonly AccountEvent[]): Promise<void> {
  const { accounts } = world.parts();
  const account = await accounts.load(accountId);
  await accounts.append(account, events, {
    commandId: '',
    correlationId: '',
    causationId: '',
    actor: { kind: 'system', id: '' },
    channel: '',
    policyEdition: '',
  });
}
