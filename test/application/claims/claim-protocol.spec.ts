import { ClaimWorld, patience } from '../../support/claims/claim-world.js';
import { close, merge, register, reverse, wavering } from '../../support/claims/commands.js';

/** Everything that a stream of the world holds, by type. */
const types = (world: ClaimWorld, stream: string): readonly string[] =>
  world.store.peek(stream).map(({ type }) => type);
const claimOf = (name: string) => `claim-personalNumber-${name}`;

/** A run that dies after it has taken so many steps. */
const dyingAfter = (world: ClaimWorld, steps: number): ClaimWorld['store'] => {
  let left = steps;
  const step = <T>(take: () => Promise<T>): Promise<T> =>
    (left -= 1) < 0 ? Promise.reject(new Error('died')) : take();
  return Object.assign(Object.create(world.store), {
    append: (...how: Parameters<typeof world.store.append>) => step(() => world.store.append(...how)),
    readStream: (...how: Parameters<typeof world.store.readStream>) => step(() => world.store.readStream(...how)),
  });
};
/** Enough for pinning and one claim, not for Registered. */
const untilClaimed = 5;

describe('registering', () => {
  it('pins, claims, registers, in this order', async () => {
    const world = new ClaimWorld();
    expect(await world.run(register('A', 'k', 'l'))).toEqual({ kind: 'registered', accountId: 'A.1' });
    expect(world.store.log.map(({ stream, type }) => `${type} ${stream}`)).toEqual([
      'RegistrationPinned registration-A',
      'IdentifierClaimed claim-personalNumber-k',
      'IdentifierClaimed claim-personalNumber-l',
      'Registered account-A.1',
    ]);
  });

  it('[CLAIM-SAME-ANSWER] gives the same answer when it is run again, and appends nothing', async () => {
    const world = new ClaimWorld();
    await world.run(register('A', 'k'));
    await world.run(register('B', 'k'));
    const { length } = world.store.log;
    expect(await world.run(register('A', 'k'))).toEqual({ kind: 'registered', accountId: 'A.1' });
    expect(await world.run(register('B', 'k'))).toMatchObject({ kind: 'duplicate', accountId: 'B.1' });
    expect(world.store.log).toHaveLength(length);
  });

  it('[CLAIM-PINNED] keeps the account id and the keys of the first run', async () => {
    const world = new ClaimWorld();
    const command = wavering('A', 'k', 'l');
    await expect(world.run(command, dyingAfter(world, untilClaimed))).rejects.toThrow('died');
    expect(await world.run(command)).toEqual({ kind: 'registered', accountId: 'A.1' });
    expect(types(world, claimOf('l'))).toEqual([]);
  });

  it('[CLAIM-REFUSED-ONCE] refuses a second account, on its own stream, for ever', async () => {
    const world = new ClaimWorld();
    await world.run(register('A', 'k'));
    const answer = await world.run(register('B', 'l', 'k'));
    expect(answer).toEqual({ kind: 'duplicate', accountId: 'B.1', facts: { identifier: 'personalNumber' } });
    expect(world.store.peek('account-B.1')).toEqual([
      {
        type: 'RegistrationRefused',
        data: {
          registrationId: 'B',
          code: 'registration.duplicate',
          facts: { identifier: 'personalNumber' },
        },
      },
    ]);
    await world.run(close('A'));
    expect(await world.run(register('B', 'l', 'k'))).toEqual(answer);
  });

  it('[CLAIM-DISPLACE-TERMINAL] takes what a refused command had claimed', async () => {
    const world = new ClaimWorld();
    await world.run(register('A', 'k'));
    await world.run(register('B', 'l', 'k'));
    expect(await world.run(register('C', 'l'))).toEqual({ kind: 'registered', accountId: 'C.1' });
    expect(world.store.peek(claimOf('l'))).toMatchObject([
      { data: { accountId: 'B.1' } },
      { data: { accountId: 'C.1', displaced: 'B.1' } },
    ]);
  });

  it('[CLAIM-DISPLACE-TERMINAL] [CLOSED-FINAL] takes the identifier of a closed account', async () => {
    const world = new ClaimWorld();
    await world.run(register('A', 'k'));
    await world.run(close('A'));
    expect(await world.run(register('B', 'k'))).toEqual({ kind: 'registered', accountId: 'B.1' });
  });

  it('[SUSPENDED-HOLDS] refuses the identifier of a suspended account', async () => {
    const world = new ClaimWorld();
    await world.run(register('A', 'k'));
    await world.run({ kind: 'suspend', id: 's', account: 'A' });
    expect(await world.run(register('B', 'k'))).toMatchObject({ kind: 'duplicate' });
  });
});

describe('a registration that fell silent', () => {
  const silent = async (): Promise<ClaimWorld> => {
    const world = new ClaimWorld();
    await expect(world.run(register('A', 'k'), dyingAfter(world, untilClaimed))).rejects.toThrow('died');
    expect([types(world, claimOf('k')), types(world, 'account-A.1')]).toEqual([['IdentifierClaimed'], []]);
    return world;
  };

  it('[CLAIM-PENDING] is left alone for a while', async () => {
    const world = await silent();
    const { length } = world.store.log;
    expect(await world.run(register('B', 'k'))).toEqual({ kind: 'pending', retryAfterMs: patience });
    expect(world.store.log.slice(length).map(({ type }) => type)).toEqual(['RegistrationPinned']);
    expect(await world.run(register('A', 'k'))).toEqual({ kind: 'registered', accountId: 'A.1' });
    expect(await world.run(register('B', 'k'))).toMatchObject({ kind: 'duplicate' });
  });

  it('[CLAIM-FENCE] is superseded on its own stream before its claim is taken', async () => {
    const world = await silent();
    world.jump();
    expect(await world.run(register('B', 'k'))).toEqual({ kind: 'registered', accountId: 'B.1' });
    expect(world.store.peek('account-A.1')).toEqual([
      { type: 'RegistrationSuperseded', data: { registrationId: 'A', by: 'B.1' } },
    ]);
    expect(await world.run(register('A', 'k'))).toEqual({ kind: 'superseded', accountId: 'A.1' });
    expect(await world.run(register('A2', 'k'))).toMatchObject({ kind: 'duplicate' });
  });

  it('[CLAIM-NEVER-STUCK] is not fenced again by the next one, when its fencer fell silent too', async () => {
    const world = await silent();
    world.jump();
    // Two steps more than to a claim of its own: it reads the silent account and fences it.
    await expect(world.run(register('B', 'k'), dyingAfter(world, 6))).rejects.toThrow('died');
    expect([types(world, 'account-A.1'), types(world, claimOf('k'))]).toEqual([
      ['RegistrationSuperseded'],
      ['IdentifierClaimed'],
    ]);
    expect(await world.run(register('C', 'k'))).toEqual({ kind: 'registered', accountId: 'C.1' });
    expect(types(world, 'account-A.1')).toEqual(['RegistrationSuperseded']);
  });
});

describe('the identifier of an absorbed account', () => {
  const mergedWorld = async (): Promise<ClaimWorld> => {
    const world = new ClaimWorld();
    for (const command of [register('A', 'k'), register('B', 'l'), register('C', 'm')]) await world.run(command);
    await world.run(merge('m1', 'B', 'A'));
    await world.run(merge('m2', 'C', 'B'));
    return world;
  };

  it('[CLAIM-FOLLOWS-MERGE] [MERGE-ONE-APPEND] leads to the survivor, and no claim has moved', async () => {
    const world = await mergedWorld();
    expect(types(world, claimOf('k'))).toEqual(['IdentifierClaimed']);
    expect(await world.run(register('D', 'k'))).toMatchObject({ kind: 'duplicate' });
    const { directory } = world.parts();
    expect(await directory.root('A.1')).toMatchObject({ accountId: 'C.1', state: { status: 'live' } });
  });

  it('[CLAIM-FOLLOWS-MERGE] is taken after the survivor’s end, when its own account is closed first', async () => {
    const world = await mergedWorld();
    await world.run(close('C'));
    expect(await world.run(register('D', 'k'))).toEqual({ kind: 'registered', accountId: 'D.1' });
    expect(world.store.peek('account-A.1').at(-1)).toMatchObject({
      type: 'Closed',
      data: { ground: 'absorbedIntoClosed' },
    });
    expect(await world.run(reverse('m1', 'A'))).toEqual({ kind: 'refused', code: 'merge.notAbsorbed' });
  });

  it('[MERGE-REVERSIBLE] stays with its account when the merge is reversed', async () => {
    const world = await mergedWorld();
    await world.run(reverse('m1', 'A'));
    await world.run(close('C'));
    expect(await world.run(register('D', 'k'))).toMatchObject({ kind: 'duplicate' });
  });
});
