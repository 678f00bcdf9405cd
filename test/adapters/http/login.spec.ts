import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import { codeFor, formOf, logIn, password, register, start, step } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

/** Counts what a hasher is asked to do. */
function countingHasher() {
  const plain = makeUnsafePlainHasher();
  const asked = { verify: 0, verifyNothing: 0 };
  return {
    asked,
    hasher: {
      ...plain,
      verify(hash: string, text: string) {
        asked.verify += 1;
        return plain.verify(hash, text);
      },
      verifyNothing(text: string) {
        asked.verifyNothing += 1;
        return plain.verifyNothing(text);
      },
    },
  };
}

const { asked, hasher } = countingHasher();
let world: World;
beforeAll(async () => {
  world = await startWorld({ hasher });
  await register(world, 'an');
  // By post, so without a password.
  const chi = formOf(world, 'chi');
  const started = await start(world, { method: 'vnpost', activation: 'sms', ...chi });
  await step(world, started, { kind: 'otp', code: await codeFor(world, chi['phone'] ?? '') });
});
afterAll(() => world.close());

describe('logging in over REST', () => {
  it('takes two factors, and tells the level', async () => {
    const answer = await logIn(world, 'an');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      token: expect.stringMatching(/^[\w-]{40,}$/),
      session: { method: 'password', level: 'IAL2', authentication: 'auth2', current: true },
      position: expect.any(Number),
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('answers an unknown number exactly as a wrong password, after the same work', async () => {
    Object.assign(asked, { verify: 0, verifyNothing: 0 });
    const wrong = await world.post('/v1/logins', { personId: '001090990001', password: 'Sai-Mật-Khẩu#1' });
    const hashedForWrong = asked.verify + asked.verifyNothing;
    const unknown = await world.post('/v1/logins', { personId: '001090123456', password: 'Sai-Mật-Khẩu#1' });
    const hashedForUnknown = asked.verify + asked.verifyNothing - hashedForWrong;
    expect(wrong.body.code).toBe('login.invalidCredentials');
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
    const { 'x-correlation-id': _one, date: _date, ...headers } = wrong.headers;
    expect(unknown.headers).toMatchObject(headers);
    expect([hashedForWrong, hashedForUnknown]).toEqual([1, 1]);
  });

  it('answers an account without a password the same way', async () => {
    const { personId = '' } = formOf(world, 'chi');
    const wrong = await world.post('/v1/logins', { personId: '001090990001', password: 'Sai-Mật-Khẩu#1' });
    const none = await world.post('/v1/logins', { personId, password: 'Sai-Mật-Khẩu#1' });
    expect([none.status, none.text]).toEqual([wrong.status, wrong.text]);
  });

  it('sends the code again, and to a phone of the account only', async () => {
    world.pass(61_000);
    const { body } = await world.post('/v1/logins', { personId: '001090990001', password });
    const { loginToken, phones } = body;
    expect(phones).toMatchObject([{ masked: '095****001', isDefault: true }]);
    const stranger = await world.post('/v1/logins/phone', { loginToken, phoneId: 'stranger' });
    expect(stranger.body.code).toBe('phone.unknown');
    expect((await world.post('/v1/logins/resend', { loginToken })).body.code).toBe('otp.tooManySends');
    world.pass(61_000);
    expect((await world.post('/v1/logins/resend', { loginToken })).status).toBe(200);
    world.pass(61_000);
    expect((await world.post('/v1/logins/phone', { loginToken, phoneId: phones[0].phoneId })).status).toBe(200);
    const wrong = await world.post('/v1/logins/confirm', { loginToken, code: '000000' });
    expect(wrong.body).toMatchObject({ code: 'otp.wrong', facts: { triesLeft: 4 } });
    const right = await world.post('/v1/logins/confirm', { loginToken, code: await codeFor(world, '0950000001') });
    expect(right.status).toBe(201);
    const again = await world.post('/v1/logins/confirm', { loginToken, code: '000000' });
    expect(again.body.code).toBe('login.expired');
  });

  it('knows no login of another token', async () => {
    const answer = await world.post('/v1/logins/resend', { loginToken: 'no-such-token' });
    expect(answer.body).toMatchObject({ code: 'login.expired', remedies: ['logInAgain'] });
  });
});
