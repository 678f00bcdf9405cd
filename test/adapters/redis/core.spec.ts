import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import type { RedisConnection } from '../../../src/adapters/redis/connection.js';
import { openRedis } from '../../../src/adapters/redis/connection.js';
import { RedisIdempotency } from '../../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { RedisSessions } from '../../../src/adapters/redis/sessions.js';
import type { SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import { hours, milliseconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import type { PolicyEdition } from '../../../src/domain/policy/edition.js';
import {
  accepted,
  allEvents,
  caller,
  codeOn,
  type CoreHarness,
  due,
  formOf,
  goodPassword,
  logIn,
  openCore,
  refused,
  register,
  solvedCaptcha,
  startLogin,
  unavailable,
} from '../../support/core-harness.js';
import { insist } from '../../support/redis/insist.js';
import { freshPrefix, noRedis, type RedisServer, startRedis } from '../../support/redis/server.js';
import { skipped } from '../../support/skip.js';

const hour = (limit: number) => ({ limit, window: hours(1) });
const PASSWORDS = 3;
/** Budgets are small, and a code may be asked for again at once: the time of Redis does not stand still for a test. */
const edition: PolicyEdition = {
  ...sandboxEdition,
  otp: { ...sandboxEdition.otp, resendAfter: milliseconds(1) },
  guesses: { ...sandboxEdition.guesses, passwordPerAccount: hour(PASSWORDS), totalPerAccount: hour(20) },
};

const guess = ({ core }: CoreHarness, person: SandboxPerson, password = 'Sai-roi 2026!') =>
  core.logins.start({ personId: person.personalNumber, password, captcha: solvedCaptcha }, caller);

if (noRedis !== undefined) skipped('accounts while Redis is lost', noRedis);
else
  describe('accounts while Redis is lost', () => {
    let server: RedisServer;
    let redis: RedisConnection;
    let harness: CoreHarness;
    let an: SandboxPerson;

    beforeEach(async () => {
      server = await startRedis();
      redis = await openRedis({ ...server, keyPrefix: freshPrefix(), deadlineMs: 500 });
      harness = openCore({
        editions: [edition],
        ports: () => ({
          challenges: new RedisChallenges(redis),
          rateLimits: new RedisRateLimits(redis),
          sessions: new RedisSessions(redis),
          idempotency: new RedisIdempotency(redis),
        }),
      });
      an = harness.sandbox.cast.an;
    });
    afterEach(async () => {
      await redis.close();
      await server.stop();
    });

    const flush = () => redis.call('redis', (client) => client.flushall());

    it('a flush ends sessions and nothing else: the account, its history and its identifier stay', async () => {
      const { accountId } = await register(harness, an);
      const { token } = await logIn(harness, an);
      expect(accepted(await harness.core.sessions.authenticate(token)).value.accountId).toBe(accountId);
      await flush();
      expect(refused(await harness.core.sessions.authenticate(token))).toMatchObject({
        code: 'session.invalid',
        remedies: ['logInAgain'],
      });
      expect(refused(await harness.core.registrations.start(formOf(an), caller)).code).toBe('registration.duplicate');
      expect((await logIn(harness, an)).session.accountId).toBe(accountId);
      expect(await allEvents(harness, 'LoggedIn')).toHaveLength(2);
    });

    it('a flush voids the code of a login and of a registration; each goes on with a new one', async () => {
      const started = accepted(await harness.core.registrations.start(formOf(an), caller)).value;
      const code = codeOn(harness, an.phones[0]);
      await flush();
      const { registrations, logins } = harness.core;
      expect((await registrations.submit(started.registrationId, { kind: 'otp', code }, caller)).kind).toBe('refused');
      accepted(await registrations.resend(started.registrationId, caller));
      const again = codeOn(harness, an.phones[0]);
      due(await registrations.submit(started.registrationId, { kind: 'otp', code: again }, caller), 'password');
      const form = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;
      accepted(await registrations.submit(started.registrationId, form, caller));

      const { loginToken } = await startLogin(harness, an);
      await flush();
      expect((await logins.confirm(loginToken, codeOn(harness, an.phones[0]), caller)).kind).toBe('refused');
      await logIn(harness, an);
    });

    it('a flush forgives one partial budget: a spent one is an event, and no flush lifts it', async () => {
      await register(harness, an);
      for (let n = 1; n < PASSWORDS; n += 1)
        expect(refused(await guess(harness, an)).code).toBe('login.invalidCredentials');
      await harness.core.locks.settled();
      await flush();
      let compared = 0;
      for (let n = 0; n < 3 * PASSWORDS; n += 1) if ((await guess(harness, an)).kind === 'refused') compared += 1;
      expect(compared).toBe(PASSWORDS);
      await harness.core.locks.settled();
      expect(await allEvents(harness, 'LoginLocked')).toHaveLength(1);

      for (let n = 0; n < 2; n += 1) {
        await flush();
        expect(refused(await guess(harness, an, goodPassword)).code).toBe('login.invalidCredentials');
        await harness.core.locks.settled();
      }
      harness.clock.pass(hours(2));
      await flush();
      await logIn(harness, an);
    });

    it('a session that its owner ended stays ended, and the others live on', async () => {
      await register(harness, an);
      const [lost, kept] = [await logIn(harness, an), await logIn(harness, an)];
      const current = accepted(await harness.core.sessions.authenticate(kept.token)).value;
      expect(accepted(await harness.core.sessions.list(current)).value).toHaveLength(2);
      accepted(await harness.core.sessions.revoke(current, lost.session.sessionId, caller));
      expect(refused(await harness.core.sessions.authenticate(lost.token)).code).toBe('session.invalid');
      expect(accepted(await harness.core.sessions.list(current)).value).toHaveLength(1);
      expect(await allEvents(harness, 'SessionsRevoked')).toHaveLength(1);
    });

    it('while Redis is gone nobody is let in or turned away for good; when it is back, all goes on', async () => {
      await register(harness, an);
      const { token } = await logIn(harness, an);
      await server.kill();
      unavailable(await harness.core.sessions.authenticate(token));
      unavailable(await guess(harness, an, goodPassword));
      unavailable(await harness.core.registrations.start(formOf(harness.sandbox.cast.binh), caller));
      await server.start();
      await insist(() => redis.check());
      await logIn(harness, an);
      await register(harness, harness.sandbox.cast.binh);
    });
  });
