import { makeBlindIndex, type Pepper } from '../../../src/adapters/crypto/blind-index.js';
import type { RotationProgress } from '../../../src/application/claims/pepper-rotation.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import {
  accepted,
  allEvents,
  changeAccount,
  type CoreHarness,
  formOf,
  openCore,
  refused,
  register,
  caller,
} from '../../support/core-harness.js';
import { logInByToken, registerByToken } from '../../support/proofs.js';
import { testKey } from '../../support/secret-key.js';

const pepper = (n: number): Pepper => ({ version: `p${n}`, key: testKey(n) });
const under = (...peppers: readonly number[]) => ({
  ports: () => ({ blindIndex: makeBlindIndex({ peppers: peppers.map(pepper), tagKey: testKey(9) }) }),
});

const stateOf = async (harness: CoreHarness, accountId: string) => {
  const { state } = await accountsOf(harness).load(accountId);
  if (!('keys' in state)) throw new Error('not opened');
  return state;
};
const keysOf = async (harness: CoreHarness, accountId: string) =>
  (await stateOf(harness, accountId)).keys.map(({ kind, pepper: version }) => `${kind}/${version}`).sort();
const suspended = { type: 'Suspend', ground: 'court', ticket: 'T-1' } as const;

/** A citizen by phone, a certificate's holder, a suspended and an absorbed account, all under the old pepper. */
async function before() {
  const old = openCore(under(1));
  const { an, thao, binh, oanh } = old.sandbox.cast;
  const [citizen, holder, stopped] = [
    (await register(old, an)).accountId,
    await registerByToken(old, thao),
    (await register(old, binh)).accountId,
  ];
  const absorbed = (await register(old, oanh)).accountId;
  await changeAccount(old, stopped, { ...suspended, at: old.clock.now() });
  accepted(await old.core.accountMerges.absorb(citizen, absorbed, byTest));
  return { old, an, thao, binh, oanh, citizen, holder, stopped, absorbed };
}

describe('[CLAIM-RENEWED] replacing a pepper', () => {
  it('gives every identifier its key under the new one; then the old one can go', async () => {
    const { old, an, thao, oanh, citizen, holder, stopped, absorbed } = await before();
    const both = old.restarted(under(1, 2));
    const told: RotationProgress[] = [];
    const report = await both.core.pepperRotation.run((progress) => told.push(progress));
    expect(report).toMatchObject({ accounts: 4, renewed: 4, left: 0, leftAccounts: [] });
    expect(told.at(-1)).toMatchObject({ accounts: 4, renewed: 4, left: 0 });
    expect(await keysOf(both, citizen)).toEqual(['cmnd/p1', 'cmnd/p2', 'personalNumber/p1', 'personalNumber/p2']);
    expect(await keysOf(both, holder)).toContain('certificate/p2');
    expect(await keysOf(both, stopped)).toContain('personalNumber/p2');
    expect(await keysOf(both, absorbed)).toContain('personalNumber/p2');

    const alone = both.restarted(under(2));
    for (const person of [an, oanh]) {
      const again = await alone.core.registrations.start(formOf(person), caller);
      expect(refused(again).code).toBe('registration.duplicate');
    }
    const byCmnd = await alone.core.registrations.start(formOf(an, { personId: an.cmnd as string }), caller);
    expect(refused(byCmnd).code).toBe('registration.duplicate');
    expect((await logInByToken(alone, thao)).session.accountId).toBe(holder);
    expect(await alone.core.pepperRotation.run()).toMatchObject({ renewed: 0, left: 0 });
  });

  it('changes nothing when it is run again, and tells no owner', async () => {
    const { old } = await before();
    const both = old.restarted(under(2, 1));
    await both.core.pepperRotation.run();
    const head = await both.ports.eventStore.head();
    expect(await both.core.pepperRotation.run()).toMatchObject({ accounts: 4, renewed: 0, left: 0, position: head });
    expect(await both.ports.eventStore.head()).toBe(head);
    const sent = both.sandbox.inbox.list().length;
    await both.core.start();
    await both.core.stop();
    const texts = both.sandbox.inbox.list().slice(sent);
    expect(JSON.stringify(texts)).not.toContain('định danh của bạn');
    expect(await allEvents(both, 'IdentifierAdded')).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('goes on after it died before append %i', async (appends) => {
    const { old, citizen, absorbed } = await before();
    let left = appends;
    const dying = old.restarted({
      ports: (ports) => ({
        ...under(1, 2).ports(),
        eventStore: {
          ...ports.eventStore,
          append: (...args) => {
            if (left === 0) throw new Error('killed');
            left -= 1;
            return ports.eventStore.append(...args);
          },
        },
      }),
    });
    await expect(dying.core.pepperRotation.run()).rejects.toThrow('killed');
    const both = old.restarted(under(1, 2));
    expect(await both.core.pepperRotation.run()).toMatchObject({ accounts: 4, left: 0 });
    expect(await keysOf(both, citizen)).toHaveLength(4);
    expect(await keysOf(both, absorbed)).toContain('personalNumber/p2');
  });

  it('goes on beside registrations, which claim under both by themselves', async () => {
    const { old, binh } = await before();
    const both = old.restarted(under(1, 2));
    const { mai } = both.sandbox.cast;
    const [report, registered] = await Promise.all([both.core.pepperRotation.run(), register(both, mai)]);
    expect(report.left).toBe(0);
    expect((await keysOf(both, registered.accountId)).filter((key) => key.endsWith('/p2')).length).toBeGreaterThan(0);
    const again = await both.core.registrations.start(formOf(binh), caller);
    expect(refused(again).code).toBe('registration.duplicate');
  });

  it('counts what cannot be renewed: an account whose numbers cannot be read any more', async () => {
    const { old, holder } = await before();
    const both = old.restarted({
      ports: ({ personalData }) => ({
        ...under(1, 2).ports(),
        personalData: { ...personalData, open: async () => ({ kind: 'erased' }) },
      }),
    });
    const report = await both.core.pepperRotation.run();
    expect(report).toMatchObject({ accounts: 4, left: 4 });
    expect(report.leftAccounts).toContain(holder);
  });
});
