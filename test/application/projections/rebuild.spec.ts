import type { RebuildProgress } from '../../../src/application/projections/projector.js';
import { seconds } from '../../../src/domain/kernel/instant.js';
import { accepted, type CoreHarness, logIn, openCore, register } from '../../support/core-harness.js';

const people = ['an', 'binh', 'chi', 'dung', 'hoa', 'quan', 'lan', 'lan2', 'mai', 'lam', 'loan'] as const;

/** A core with some people who registered and logged in. */
async function peopled(count = 5) {
  const harness = openCore();
  const accounts: string[] = [];
  for (const handle of people.slice(0, count)) {
    const { accountId } = await register(harness, harness.sandbox.cast[handle]);
    harness.clock.pass(seconds(61));
    await logIn(harness, harness.sandbox.cast[handle]);
    accounts.push(accountId);
  }
  return { harness, accounts };
}

const projectorOf = ({ core }: CoreHarness, name: string) => {
  const projector = core.projectors.find((one) => one.name === name);
  if (projector === undefined) throw new Error(name);
  return projector;
};

const views = async ({ core, ports }: CoreHarness, accounts: readonly string[]) => {
  const atLeast = await ports.eventStore.head();
  const read = [];
  for (const account of accounts) {
    read.push(accepted(await core.profiles.profile(account, { atLeast })).value);
    read.push(accepted(await core.profiles.loginHistory(account, {}, { atLeast })).value);
  }
  return read;
};

describe('[REBUILD-BESIDE] rebuilding a projection', () => {
  it('gives what following gave, and tells how far it is', async () => {
    const { harness, accounts } = await peopled();
    await harness.core.start();
    const before = await views(harness, accounts);
    const progress: RebuildProgress[] = [];
    for (const projector of harness.core.projectors) await projector.rebuild((at) => progress.push(at));
    expect(await views(harness, accounts)).toEqual(before);
    const head = await harness.ports.eventStore.head();
    expect(progress.filter(({ position }) => position === head).map(({ projection }) => projection)).toEqual([
      'identity-profile',
      'login-history',
      'pending-phone-changes',
      'open-cases',
    ]);
    expect(await harness.ports.readModels.liveGeneration('identity-profile')).toBe(1);
    await harness.core.stop();
  });

  it('leaves readers the old one until the new one is whole', async () => {
    const { harness, accounts } = await peopled(3);
    await harness.core.start();
    const before = await views(harness, accounts);
    const during: unknown[] = [];
    await projectorOf(harness, 'identity-profile').rebuild(() => {
      during.push((async () => accepted(await harness.core.profiles.profile(accounts[0] ?? '')).value)());
    });
    expect(await Promise.all(during)).toEqual(during.map(() => before[0]));
    await harness.core.stop();
  });

  it('goes on beside live traffic, and misses nothing of it, also when nothing comes after', async () => {
    const { harness, accounts } = await peopled(3);
    await harness.core.start();
    const traffic = (async () => {
      for (const handle of people.slice(3)) {
        accounts.push((await register(harness, harness.sandbox.cast[handle])).accountId);
        await projectorOf(harness, 'identity-profile').rebuild(() => undefined);
      }
    })();
    const rebuilding = (async () => {
      for (let i = 0; i < 5; i += 1) await projectorOf(harness, 'login-history').rebuild(() => undefined);
    })();
    await Promise.all([traffic, rebuilding]);
    const read = (await views(harness, accounts)) as readonly { readonly accountId?: string }[];
    expect(read.filter(({ accountId }) => accountId !== undefined).map(({ accountId }) => accountId)).toEqual(accounts);
    await harness.core.stop();
  });

  it('shows what came between its end and its going live, without waiting for the next event', async () => {
    const { harness, accounts } = await peopled(2);
    await harness.core.start();
    await views(harness, accounts);
    let late: Promise<unknown> = Promise.resolve();
    const slow = harness.restarted({
      ports: ({ readModels }) => ({
        readModels: {
          checkpoint: (name, generation) => readModels.checkpoint(name, generation),
          liveGeneration: (name) => readModels.liveGeneration(name),
          apply: (name, generation, from, to, changes) => readModels.apply(name, generation, from, to, changes),
          goLive: async (name, generation) => {
            late = register(harness, harness.sandbox.cast.mai).then(async ({ accountId, position }) => {
              accounts.push(accountId);
              return harness.core.profiles.profile(accountId, { atLeast: position ?? 0 });
            });
            await late;
            return readModels.goLive(name, generation);
          },
          drop: (name, generation) => readModels.drop(name, generation),
          get: (name, collection, key, sort) => readModels.get(name, collection, key, sort),
          getIn: (name, generation, collection, key, sort) => readModels.getIn(name, generation, collection, key, sort),
          list: (name, collection, key, page) => readModels.list(name, collection, key, page),
        },
      }),
    });
    await projectorOf(slow, 'identity-profile').rebuild(() => undefined);
    const seen = await harness.core.profiles.profile(accounts.at(-1) ?? '');
    expect(accepted(seen).value.accountId).toBe(accounts.at(-1));
    await harness.core.stop();
  });

  it('of two that run at the same time one gives up, and nothing is spoilt', async () => {
    const { harness, accounts } = await peopled();
    await harness.core.start();
    const before = await views(harness, accounts);
    const one = projectorOf(harness, 'identity-profile');
    const other = projectorOf(harness.restarted(), 'identity-profile');
    const results = await Promise.allSettled([one.rebuild(() => undefined), other.rebuild(() => undefined)]);
    expect(results.map(({ status }) => status)).toContain('fulfilled');
    expect(await views(harness, accounts)).toEqual(before);
    await harness.core.stop();
  });
});
