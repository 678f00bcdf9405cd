import { days, minutes } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { accepted, type CoreHarness, logIn, openCore, register } from '../../support/core-harness.js';

describe('the login history', () => {
  let harness: CoreHarness;
  beforeEach(async () => {
    harness = openCore();
    await harness.core.start();
  });
  afterEach(() => harness.core.stop());

  const history = async (accountId: string) => {
    const atLeast = await harness.ports.eventStore.head();
    return accepted(await harness.core.profiles.loginHistory(accountId, {}, { atLeast })).value.items;
  };
  const rows = (accountId: string) => harness.ports.readModels.list('login-history', 'login', accountId, { limit: 99 });
  const kept = sandboxEdition.loginHistoryKept;

  async function twoLogins() {
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(minutes(2));
    await logIn(harness, an);
    harness.clock.pass(days(400));
    await logIn(harness, an);
    return accountId;
  }

  it('[HISTORY-KEPT] tells channel, method, level, network prefix, agent and outcome', async () => {
    const accountId = await twoLogins();
    expect(await history(accountId)).toMatchObject([
      {
        accountId,
        outcome: 'loggedIn',
        channel: 'web',
        method: 'password',
        level: 'IAL2',
        authentication: 'auth2',
        origin: { network: '203.0.113.0/24', agent: 'test' },
      },
      { accountId },
    ]);
  });

  it('[HISTORY-KEPT] shows five years, purged or not', async () => {
    const accountId = await twoLogins();
    harness.clock.pass((kept - days(400)) as typeof kept);
    expect(await history(accountId)).toHaveLength(2);
    harness.clock.pass(minutes(1));
    expect(await history(accountId)).toHaveLength(1);
    expect(await rows(accountId)).toHaveLength(2);
  });

  it('[HISTORY-KEPT] is purged by the policy of the day', async () => {
    const accountId = await twoLogins();
    await history(accountId);
    harness.clock.pass((kept - days(400)) as typeof kept);
    expect(await harness.core.historyPurge.runDue()).toBe(0);
    harness.clock.pass(minutes(1));
    expect(await harness.core.historyPurge.runDue()).toBe(1);
    expect(await rows(accountId)).toHaveLength(1);
  });

  it('[HISTORY-KEPT] is purged of what is older, step by step, and again after a rebuild', async () => {
    const accountId = await twoLogins();
    await history(accountId);
    const purge = (after: number) => harness.core.historyPurge.run((harness.clock.now() - after) as never);
    expect(await purge(days(401))).toBe(0);
    expect(await purge(days(1))).toBe(1);
    expect(await purge(days(1))).toBe(0);
    expect(await rows(accountId)).toHaveLength(1);
    const projector = harness.core.projectors.find(({ name }) => name === 'login-history');
    await projector?.rebuild(() => undefined);
    expect(await rows(accountId)).toHaveLength(2);
    expect(await purge(days(1))).toBe(1);
    expect(await rows(accountId)).toHaveLength(1);
  });
});
