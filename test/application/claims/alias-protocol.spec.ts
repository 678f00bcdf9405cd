import { ClaimWorld, patience } from '../../support/claims/claim-world.js';
import { alias, close, merge, register, reverse } from '../../support/claims/commands.js';

const types = (world: ClaimWorld, stream: string): readonly string[] =>
  world.store.peek(stream).map(({ type }) => type);
const claimOf = (name: string) => `claim-personalNumber-${name}`;

const worldOf = async (...commands: Parameters<ClaimWorld['run']>[0][]): Promise<ClaimWorld> => {
  const world = new ClaimWorld();
  for (const command of commands) await world.run(command);
  return world;
};

describe('a further identifier', () => {
  it('[CLAIM-ALIAS] is claimed under every pepper, then recorded', async () => {
    const world = await worldOf(register('A', 'k'));
    const { length } = world.store.log;
    expect(await world.run(alias('A', 'new1', 'new2'))).toEqual({ kind: 'added' });
    expect(world.store.log.slice(length).map(({ stream, type }) => `${type} ${stream}`)).toEqual([
      'IdentifierClaimed claim-personalNumber-new1',
      'IdentifierClaimed claim-personalNumber-new2',
      'IdentifierAdded account-A.1',
    ]);
    expect(await world.run(alias('A', 'new1', 'new2'))).toEqual({ kind: 'added' });
    expect(world.store.log).toHaveLength(length + 3);
    expect(await world.run(register('B', 'new2'))).toMatchObject({ kind: 'duplicate' });
  });

  it('gives an account’s identifier its twin under a new pepper', async () => {
    const world = await worldOf(register('A', 'k'));
    expect(await world.run(alias('A', 'k', 'k-new'))).toEqual({ kind: 'added' });
    expect(world.store.peek('account-A.1').at(-1)).toMatchObject({ data: { keys: [{ digest: 'k-new' }] } });
  });

  it('[ONE-ACCOUNT] is refused when another live account has it, and leaves nothing behind', async () => {
    const world = await worldOf(register('A', 'k'), register('B', 'l'));
    const { length } = world.store.log;
    expect(await world.run(alias('A', 'new', 'l'))).toEqual({ kind: 'duplicate', accountId: 'B.1' });
    expect(world.store.log).toHaveLength(length);
  });

  it('[CLAIM-ALIAS] stays with an account that this one absorbed, under every pepper', async () => {
    const world = await worldOf(register('A', 'k'), register('B', 'l'), merge('m', 'A', 'B'));
    const { length } = world.store.log;
    expect(await world.run(alias('A', 'l', 'l-new'))).toEqual({ kind: 'heldByAbsorbed' });
    expect(await world.run(alias('A', 'l-new', 'l'))).toEqual({ kind: 'heldByAbsorbed' });
    expect(world.store.log).toHaveLength(length);
    await world.run(reverse('m', 'B'));
    expect(await world.run(alias('A', 'l'))).toEqual({ kind: 'duplicate', accountId: 'B.1' });
  });

  it('is taken from an account that has ended', async () => {
    const world = await worldOf(register('A', 'k'), register('B', 'l'), close('B'));
    expect(await world.run(alias('A', 'l'))).toEqual({ kind: 'added' });
  });

  it('[CLAIM-PENDING] waits for a registration that has not spoken', async () => {
    const world = await worldOf(register('A', 'k'));
    const { ledger } = world.parts();
    const claimed = {
      key: { kind: 'personalNumber', digest: 'l', pepper: 'p1', normaliser: 1 },
      accountId: 'B.1',
    } as const;
    const context = {
      commandId: 'B',
      correlationId: 'B',
      causationId: 'B',
      actor: { kind: 'system', id: '' },
      channel: '',
      policyEdition: '',
    } as const;
    await ledger.append(
      claimOf('l'),
      0,
      [{ type: 'IdentifierClaimed', data: { ...claimed, registrationId: 'B', at: world.clock.now() } }],
      context,
    );
    expect(await world.run(alias('A', 'l'))).toEqual({ kind: 'pending', retryAfterMs: patience });
    world.jump();
    expect(await world.run(alias('A', 'l'))).toEqual({ kind: 'added' });
    expect(types(world, 'account-B.1')).toEqual(['RegistrationSuperseded']);
  });

  it('needs an account that stands, before anything is claimed', async () => {
    const world = await worldOf(register('A', 'k'), register('B', 'l'));
    const refusalOf = async (account: string) => [await world.run(alias(account, 'new')), types(world, claimOf('new'))];
    expect(await refusalOf('nobody')).toEqual([{ kind: 'notLive', code: 'account.notOpen' }, []]);
    await world.run({ kind: 'suspend', id: 's', account: 'A' });
    expect(await refusalOf('A')).toEqual([{ kind: 'notLive', code: 'account.suspended' }, []]);
    await world.run({ kind: 'reinstate', id: 's', account: 'A' });
    await world.run(merge('m', 'B', 'A'));
    expect(await refusalOf('A')).toEqual([{ kind: 'notLive', code: 'account.absorbed' }, []]);
    await world.run(close('B'));
    expect(await refusalOf('B')).toEqual([{ kind: 'notLive', code: 'account.closed' }, []]);
  });
});
