import { minutes } from '../../../src/domain/kernel/instant.js';
import type { LoginRefused } from '../../../src/domain/account/attempts.events.js';
import {
  accepted,
  caller,
  changeAccount,
  codeOn,
  type CoreHarness,
  eventsOf,
  openCore,
  refused,
  register,
  wrongCode,
} from '../../support/core-harness.js';
import { answerByToken, answerByVneid, registerByToken, registerByVneid } from '../../support/proofs.js';

/** What stands beside an account: how, why, how often. */
async function refusedAt(harness: CoreHarness, accountId: string): Promise<readonly string[]> {
  await harness.core.stop();
  const events = (await eventsOf(harness, `attempts-${accountId}`)) as unknown as readonly LoginRefused[];
  return events.map(({ data }) => `${data.method}/${data.factor}: ${data.code} x${data.count}`);
}

const suspend = (harness: CoreHarness, accountId: string) =>
  changeAccount(harness, accountId, { type: 'Suspend', ground: 'court', ticket: 'T-1', at: harness.clock.now() });

describe('[LOGIN-HISTORY-PROOFS] a refused login', () => {
  it('by a certificate of a suspended account is told there, with channel and network', async () => {
    const harness = openCore();
    const { thao } = harness.sandbox.cast;
    const accountId = await registerByToken(harness, thao);
    await suspend(harness, accountId);
    for (let time = 0; time < 2; time += 1)
      expect(refused(await answerByToken(harness, thao)).code).toBe('account.suspended');
    expect(await refusedAt(harness, accountId)).toEqual(['usbToken/proof: account.suspended x2']);
    const projector = harness.core.projectors.find(({ name }) => name === 'login-history');
    await projector?.start();
    const head = await harness.ports.eventStore.head();
    const { items } = accepted(await harness.core.profiles.loginHistory(accountId, {}, { atLeast: head })).value;
    await projector?.stop();
    expect(items[0]).toMatchObject({
      outcome: 'refused',
      method: 'usbToken',
      code: 'account.suspended',
      count: 2,
      channel: caller.channel,
      origin: { network: '203.0.113.0/24' },
    });
  });

  it('by a certificate that is not bound yet is told at its holder’s account', async () => {
    const harness = openCore();
    const { thao } = harness.sandbox.cast;
    const { accountId } = await register(harness, thao);
    expect(refused(await answerByToken(harness, thao)).code).toBe('login.certificateUnbound');
    expect(await refusedAt(harness, accountId)).toEqual(['usbToken/proof: login.certificateUnbound x1']);
  });

  it('of a holder without an account leaves no trace', async () => {
    const harness = openCore();
    expect(refused(await answerByToken(harness, harness.sandbox.cast.thao)).code).toBe('login.certificateUnbound');
    expect(refused((await answerByVneid(harness, 'an')).answer).code).toBe('login.noAccount');
    await harness.core.stop();
    expect(await harness.ports.eventStore.head()).toBe(0);
  });

  it('by VNeID of a suspended account is told there', async () => {
    const harness = openCore();
    const accountId = await registerByVneid(harness, harness.sandbox.cast.an);
    await suspend(harness, accountId);
    expect(refused((await answerByVneid(harness, 'an')).answer).code).toBe('account.suspended');
    expect(await refusedAt(harness, accountId)).toEqual(['vneid/proof: account.suspended x1']);
  });

  it('by VNeID that an account does not have yet is told: its standing, and wrong codes', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(minutes(2));
    const { loginToken } = await answerByVneid(harness, 'an');
    const wrong = wrongCode(codeOn(harness, an.phones[0]));
    expect(refused(await harness.core.eidConsents.confirm(loginToken, wrong, caller)).code).toBe('otp.wrong');
    await suspend(harness, accountId);
    expect(refused((await answerByVneid(harness, 'an')).answer).code).toBe('account.suspended');
    expect(await refusedAt(harness, accountId)).toEqual([
      'vneid/otp: otp.wrong x1',
      'vneid/proof: account.suspended x1',
    ]);
  });
});
