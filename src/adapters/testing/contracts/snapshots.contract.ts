import assert from 'node:assert/strict';
import type { Snapshots } from '../../../application/ports/snapshots.port.js';
import type { JsonValue } from '../../../application/ports/json.js';
import type { Contract } from '../contract.js';
import { assertSame } from './assert-same.js';

const state: JsonValue = {
  name: 'Đặng Thị Ngọc Ánh',
  methods: [{ method: 'vneid', since: 1_790_000_000_000 }],
  phones: {},
  nothing: null,
  big: 'x'.repeat(200_000),
};

/** What every store of snapshots promises. Each case needs an empty store. */
export const snapshotsContract: Contract<Snapshots> = {
  port: 'Snapshots',
  cases: [
    {
      title: 'a stream without a snapshot has none',
      async run(snapshots) {
        assert.equal(await snapshots.find('account-1', 'account.1'), undefined);
      },
    },
    {
      title: 'a snapshot comes back as it was given',
      async run(snapshots) {
        for (const [version, kept] of [state, [], {}, 'text', 0, false, null].entries()) {
          await snapshots.save('account-1', 'account.1', { version, state: kept });
          assertSame(await snapshots.find('account-1', 'account.1'), { version, state: kept });
        }
      },
    },
    {
      title: 'a newer snapshot replaces an older one',
      async run(snapshots) {
        await snapshots.save('account-1', 'account.1', { version: 100, state: 'at 100' });
        await snapshots.save('account-1', 'account.1', { version: 200, state: 'at 200' });
        assertSame(await snapshots.find('account-1', 'account.1'), { version: 200, state: 'at 200' });
      },
    },
    {
      title: 'an older snapshot never replaces a newer one',
      async run(snapshots) {
        await snapshots.save('account-1', 'account.1', { version: 200, state: 'at 200' });
        await snapshots.save('account-1', 'account.1', { version: 100, state: 'at 100' });
        assertSame(await snapshots.find('account-1', 'account.1'), { version: 200, state: 'at 200' });
      },
    },
    {
      title: 'of snapshots saved at once the newest stays',
      async run(snapshots) {
        const versions = [3, 9, 1, 10, 7, 2, 8, 4, 6, 5];
        await Promise.all(
          versions.map((version) => snapshots.save('account-1', 'account.1', { version, state: { at: version } })),
        );
        assertSame(await snapshots.find('account-1', 'account.1'), { version: 10, state: { at: 10 } });
      },
    },
    {
      title: 'a snapshot of another schema is none',
      async run(snapshots) {
        await snapshots.save('account-1', 'account.1', { version: 100, state: 'old fold' });
        assert.equal(await snapshots.find('account-1', 'account.2'), undefined);
        await snapshots.save('account-1', 'account.2', { version: 50, state: 'new fold' });
        assertSame(await snapshots.find('account-1', 'account.2'), { version: 50, state: 'new fold' });
      },
    },
    {
      title: 'streams have snapshots of their own',
      async run(snapshots) {
        await snapshots.save('account-1', 'account.1', { version: 1, state: 'of 1' });
        await snapshots.save('account-2', 'account.1', { version: 2, state: 'of 2' });
        assertSame(await snapshots.find('account-1', 'account.1'), { version: 1, state: 'of 1' });
        assertSame(await snapshots.find('account-2', 'account.1'), { version: 2, state: 'of 2' });
      },
    },
    {
      title: 'purging forgets every schema of one stream, and no other stream',
      async run(snapshots) {
        await snapshots.purge('account-1');
        for (const stream of ['account-1', 'account-2'])
          for (const schema of ['account.1', 'account.2'])
            await snapshots.save(stream, schema, { version: 7, state: 1 });
        await snapshots.purge('account-1');
        assert.equal(await snapshots.find('account-1', 'account.1'), undefined);
        assert.equal(await snapshots.find('account-1', 'account.2'), undefined);
        assertSame(await snapshots.find('account-2', 'account.2'), { version: 7, state: 1 });
      },
    },
    {
      title: 'after a purge a snapshot of any version can be saved',
      async run(snapshots) {
        await snapshots.save('account-1', 'account.1', { version: 200, state: 'before' });
        await snapshots.purge('account-1');
        await snapshots.save('account-1', 'account.1', { version: 3, state: 'after' });
        assertSame(await snapshots.find('account-1', 'account.1'), { version: 3, state: 'after' });
      },
    },
    {
      title: 'what a caller does to a state before or after does not reach the store',
      async run(snapshots) {
        const inner = { value: 'as given' };
        const saved = snapshots.save('account-1', 'account.1', { version: 1, state: { inner } });
        inner.value = 'changed later';
        await saved;
        const found = await snapshots.find('account-1', 'account.1');
        try {
          Object.assign(found?.state as object, { inner: 'spoiled' });
        } catch {
          // A frozen state keeps the promise too.
        }
        assertSame(await snapshots.find('account-1', 'account.1'), {
          version: 1,
          state: { inner: { value: 'as given' } },
        });
      },
    },
  ],
};
