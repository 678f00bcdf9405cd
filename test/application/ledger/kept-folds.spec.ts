import { Accounts } from '../../../src/application/ledger/accounts.js';
import { contextOf } from '../../../src/application/caller.js';
import { KeptFolds } from '../../../src/application/ledger/kept-folds.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import { caller, type CoreHarness, openCore, register } from '../../support/core-harness.js';

describe('kept folds', () => {
  it('are as many as allowed, and those used longest ago go first', () => {
    const kept = new KeptFolds<string>(2);
    kept.keep('a', { version: 1, state: 'a1' });
    kept.keep('b', { version: 1, state: 'b1' });
    kept.keep('a', { version: 2, state: 'a2' });
    kept.keep('c', { version: 1, state: 'c1' });
    expect(kept.get('a')).toEqual({ version: 2, state: 'a2' });
    expect(kept.get('b')).toBeUndefined();
    expect(kept.get('c')).toEqual({ version: 1, state: 'c1' });
  });

  it('are none for streams that are absent, so that asking for made-up ones pushes nobody out', () => {
    const kept = new KeptFolds<string>(1);
    kept.keep('a', { version: 1, state: 'a1' });
    kept.keep('made up', { version: 0, state: 'empty' });
    expect(kept.get('a')).toBeDefined();
    expect(kept.get('made up')).toBeUndefined();
  });
});

describe('accounts that are kept', () => {
  /** Another process over the same store, and how many events each of its readings brought. */
  const processOver = ({ ports }: CoreHarness, keep?: number) => {
    const read: number[] = [];
    const eventStore: EventStore = {
      ...ports.eventStore,
      async readStream(stream, options) {
        const slice = await ports.eventStore.readStream(stream, options);
        read.push(slice.events.length);
        return slice;
      },
    };
    const ledger = new Ledger(eventStore, ports.codec, ports.ids, ports.clock);
    return { read, accounts: new Accounts(ledger, ports.snapshots, keep) };
  };

  it('are read whole once, and then only what is new, whoever wrote it', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const keeping = processOver(harness);
    const other = processOver(harness, 0);
    const context = contextOf(caller, harness.ports.ids, '');
    const write = (type: 'Suspend' | 'Reinstate') =>
      other.accounts.transact(accountId, { type, ground: 'test', ticket: 'T-1', at: harness.clock.now() }, context);

    expect((await keeping.accounts.load(accountId)).version).toBe(1);
    await write('Suspend');
    expect((await keeping.accounts.load(accountId)).state).toMatchObject({ status: 'suspended' });
    await write('Reinstate');
    expect(await keeping.accounts.load(accountId)).toEqual(await other.accounts.load(accountId));
    await keeping.accounts.load(accountId);
    expect(keeping.read).toEqual([1, 1, 1, 0]);
    expect(other.read).toEqual([1, 2, 3]);
  });

  it('still get a snapshot every sixteen events', async () => {
    const harness = openCore();
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const { accounts } = processOver(harness);
    const context = contextOf(caller, harness.ports.ids, '');
    const snapshotVersion = async () =>
      (await harness.ports.snapshots.find(`account-${accountId}`, 'account/3'))?.version;
    for (let version = 2; version <= 40; version += 1) {
      const type = version % 2 === 0 ? 'Suspend' : 'Reinstate';
      await accounts.transact(accountId, { type, ground: 'test', ticket: 'T-1', at: harness.clock.now() }, context);
      if (version === 16) expect(await snapshotVersion()).toBeUndefined();
      if (version === 24) expect(await snapshotVersion()).toBe(16);
    }
    expect(await snapshotVersion()).toBe(32);
  });
});
