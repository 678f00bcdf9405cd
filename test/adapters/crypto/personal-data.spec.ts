import type { MasterKey } from '../../../src/application/ports/master-key.port.js';
import type { SubjectKeys } from '../../../src/application/ports/subject-keys.port.js';
import { makeLocalMasterKey } from '../../../src/adapters/crypto/local-master-key.js';
import { makePersonalData } from '../../../src/adapters/crypto/personal-data.js';
import { MemorySubjectKeys } from '../../../src/adapters/memory/subject-keys.js';
import { clear, erased, type SealedData } from '../../../src/domain/kernel/personal.js';
import { testKey } from '../../support/secret-key.js';

const local = makeLocalMasterKey({ keys: new Map([['m1', testKey(1)]]), currentId: 'm1' });

/** Counts what the key store and the master key are asked. */
function counted(store: SubjectKeys = new MemorySubjectKeys()) {
  const count = { find: 0, unwrap: 0 };
  const keys: SubjectKeys = {
    find: (subject, version) => {
      count.find += 1;
      return store.find(subject, version);
    },
    add: (key) => store.add(key),
    destroy: (subject) => store.destroy(subject),
  };
  const masterKey: MasterKey = {
    currentId: local.currentId,
    wrap: (plain, context) => local.wrap(plain, context),
    unwrap: (id, wrapped, context) => {
      count.unwrap += 1;
      return local.unwrap(id, wrapped, context);
    },
  };
  return { count, keys, masterKey, store };
}

describe('keys kept in memory', () => {
  it('are asked for once, and confirmed after their age', async () => {
    const { count, keys, masterKey } = counted();
    let now = 0;
    const sealer = makePersonalData(keys, masterKey, { now: () => now });
    const sealed = await sealer.seal('a', 'e', { n: 1 });
    const opener = makePersonalData(keys, masterKey, { now: () => now, maxAgeMs: 1_000 });
    count.find = count.unwrap = 0;
    for (let n = 0; n < 10; n += 1) await opener.open(sealed);
    expect(count).toEqual({ find: 1, unwrap: 1 });
    now = 999;
    await opener.open(sealed);
    expect(count).toEqual({ find: 1, unwrap: 1 });
    now = 1_000;
    await opener.open(sealed);
    expect(count).toEqual({ find: 2, unwrap: 1 });
  });

  it('are asked for once by parallel readers', async () => {
    const { count, keys, masterKey } = counted();
    const sealed = await makePersonalData(keys, masterKey).seal('a', 'e', { n: 1 });
    const opener = makePersonalData(keys, masterKey);
    count.find = count.unwrap = 0;
    await Promise.all(Array.from({ length: 20 }, () => opener.open(sealed)));
    expect(count).toEqual({ find: 1, unwrap: 1 });
  });

  it('are bounded in number', async () => {
    const { count, keys, masterKey } = counted();
    const personalData = makePersonalData(keys, masterKey, { size: 2 });
    const boxes: SealedData<unknown>[] = [];
    for (const subject of ['a', 'b', 'c']) boxes.push(await personalData.seal(subject, 'e', subject));
    count.unwrap = 0;
    for (const box of boxes.slice(1)) await personalData.open(box);
    expect(count.unwrap).toBe(0);
    for (const box of boxes) expect(await personalData.open(box)).toEqual(clear(box.subject));
    expect(count.unwrap).toBeGreaterThan(0);
  });

  it('an answer of the key store from before an erasure is not kept after it', async () => {
    const { keys, masterKey, store } = counted();
    const sealed = await makePersonalData(store, local).seal('a', 'e', 'secret');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: MasterKey = {
      ...masterKey,
      unwrap: async (...what) => {
        await held;
        return masterKey.unwrap(...what);
      },
    };
    const personalData = makePersonalData(keys, slow);
    const early = personalData.open(sealed);
    await new Promise((turn) => setImmediate(turn));
    await personalData.erase('a');
    const late = personalData.open(sealed);
    release();
    expect(await early).toEqual(clear('secret'));
    expect(await late).toEqual(erased);
    expect(await personalData.open(sealed)).toEqual(erased);
  });

  it('a failure of the key store is passed on and not remembered', async () => {
    const { keys, masterKey } = counted();
    const sealed = await makePersonalData(keys, masterKey).seal('a', 'e', 'secret');
    let broken = true;
    const flaky: SubjectKeys = {
      ...keys,
      find: (subject, version) => (broken ? Promise.reject(new Error('down')) : keys.find(subject, version)),
    };
    const personalData = makePersonalData(flaky, masterKey);
    await expect(personalData.open(sealed)).rejects.toThrow('down');
    broken = false;
    expect(await personalData.open(sealed)).toEqual(clear('secret'));
  });
});

it('opens a box of the first format, whatever else changes', async () => {
  const keys = new MemorySubjectKeys();
  await keys.add({
    subject: 'subject-1',
    version: 1,
    masterKeyId: 'm1',
    wrapped: Buffer.from(
      'rXe251y94hxmMTLLfcEb_JWrG4Jjc-VZiVi-WmNsUE7xheRDWX6hDWEnb-KwzP_KBq6-FKG0HMy2sbWK',
      'base64url',
    ),
  });
  const sealed: SealedData<unknown> = {
    kind: 'sealed',
    subject: 'subject-1',
    keyVersion: 1,
    eventId: 'event-1',
    box: 'ruxifnmk6m1cssU2N6q4TD2WgwdVFYC_b5zmLIUYvMI8pvPppNWHkGbRixhtza2yjUfa-rUOKlKURw',
  };
  expect(await makePersonalData(keys, local).open(sealed)).toEqual(clear({ name: 'Đỗ Ánh Nguyệt' }));
});
