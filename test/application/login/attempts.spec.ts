import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { Attempts, type RefusedAttempt } from '../../../src/application/login/attempts.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import { contextOf } from '../../../src/application/caller.js';
import {
  allEvents,
  caller,
  codeOn,
  type CoreHarness,
  eventsOf,
  openCore,
  register,
  solvedCaptcha,
  startLogin,
  wrongCode,
} from '../../support/core-harness.js';

const guess = (harness: CoreHarness, personId: string) =>
  harness.core.logins.start({ personId, password: 'Sai-roi 2026!', captcha: solvedCaptcha }, caller);

/** Attempts over the stores of a core, as a second process would have them. */
function attemptsOf(harness: CoreHarness, ports = harness.ports) {
  const errors: unknown[] = [];
  const ledger = new Ledger(ports.eventStore, ports.codec, ports.ids, ports.clock);
  const attempts = new Attempts(ledger, (error) => errors.push(error));
  const note = (accountId: string, more: Partial<RefusedAttempt> = {}): void => {
    attempts.note(
      accountId,
      {
        method: 'password',
        factor: 'password',
        code: 'login.invalidCredentials',
        origin: { network: '203.0.113.0/24', agent: 'test' },
        at: harness.clock.now(),
        ...more,
      },
      contextOf(caller, ports.ids, 'sandbox'),
    );
  };
  const counts = async () => (await allEvents(harness, 'LoginRefused')).map(({ data }) => data.count);
  return { attempts, note, errors, counts };
}

describe('[LOGIN-HISTORY-BOUND] refused logins', () => {
  it('are recorded for the owner, in a stream beside the account', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    const version = (await harness.ports.eventStore.readStream(`account-${accountId}`)).version;
    harness.clock.pass(seconds(61));
    await guess(harness, an.personalNumber);
    const { loginToken } = await startLogin(harness, an);
    await harness.core.logins.confirm(loginToken, wrongCode(codeOn(harness, an.phones[0])), caller);
    await harness.core.stop();
    const at = harness.clock.now();
    const shared = {
      method: 'password',
      count: 1,
      windowStart: at - (at % (15 * 60_000)),
      at,
      personal: { kind: 'clear', value: { network: '203.0.113.0/24', agent: 'test' } },
    };
    expect(await eventsOf(harness, `attempts-${accountId}`)).toEqual([
      { type: 'LoginRefused', data: { factor: 'password', code: 'login.invalidCredentials', ...shared } },
      { type: 'LoginRefused', data: { factor: 'otp', code: 'otp.wrong', ...shared } },
    ]);
    expect((await harness.ports.eventStore.readStream(`account-${accountId}`)).version).toBe(version);
  });

  it('at a number that nobody has leave no trace', async () => {
    const harness = openCore();
    await guess(harness, '034190990014');
    await harness.core.stop();
    expect(await harness.ports.eventStore.head()).toBe(0);
  });

  it('are two events a factor and window at most, however many there are', async () => {
    const harness = openCore();
    const { attempts, note, counts } = attemptsOf(harness);
    for (let i = 0; i < 500; i += 1) note('account');
    await new Promise((resolve) => setTimeout(resolve, 120));
    for (let i = 0; i < 500; i += 1) note('account');
    for (let i = 0; i < 300; i += 1) note('account', { factor: 'otp', code: 'otp.wrong' });
    await attempts.flush();
    expect([...(await counts())].sort()).toEqual([300, 500, 500]);
  });

  it('of a new window begin a new event; the rest of the old one is written with it', async () => {
    const harness = openCore();
    const { attempts, note, counts } = attemptsOf(harness);
    note('account');
    await attempts.sweep(harness.clock.now());
    expect(await counts()).toEqual([1]);
    for (let i = 0; i < 4; i += 1) note('account');
    harness.clock.pass(minutes(15));
    note('account');
    await attempts.sweep(harness.clock.now());
    expect(await counts()).toEqual([1, 4, 1]);
  });

  it('of a window that has passed are written by the sweep', async () => {
    const harness = openCore();
    const { attempts, note, counts } = attemptsOf(harness);
    note('account');
    await attempts.sweep(harness.clock.now());
    note('account');
    await attempts.sweep(harness.clock.now());
    expect(await counts()).toEqual([1]);
    harness.clock.pass(minutes(15));
    await attempts.sweep(harness.clock.now());
    expect(await counts()).toEqual([1, 1]);
    await attempts.flush();
    expect(await counts()).toEqual([1, 1]);
  });

  it('that cannot be written now are written with the next of their window', async () => {
    const harness = openCore();
    let down = true;
    const { eventStore } = harness.ports;
    const ports = {
      ...harness.ports,
      eventStore: {
        ...eventStore,
        append: async (...given: Parameters<typeof eventStore.append>) => {
          if (down) throw new Error('down');
          return eventStore.append(...given);
        },
      },
    };
    const { attempts, note, counts, errors } = attemptsOf(harness, ports);
    note('account');
    await attempts.sweep(harness.clock.now());
    expect(errors).toHaveLength(1);
    down = false;
    note('account');
    await attempts.flush();
    expect(await counts()).toEqual([2]);
  });

  it('of two processes stand side by side', async () => {
    const harness = openCore();
    const [one, two] = [attemptsOf(harness), attemptsOf(harness)];
    for (let i = 0; i < 3; i += 1) one.note('account');
    for (let i = 0; i < 5; i += 1) two.note('account');
    await Promise.all([one.attempts.flush(), two.attempts.flush()]);
    expect([...(await one.counts())].sort()).toEqual([3, 5]);
  });

  it('of ten thousand accounts at once are let go of, not held for ever', async () => {
    const harness = openCore();
    const { attempts, note } = attemptsOf(harness);
    for (let i = 0; i <= 10_000; i += 1) note(`account-${i}`);
    await attempts.flush();
    expect(await harness.ports.eventStore.head()).toBe(10_001);
  }, 60_000);
});
