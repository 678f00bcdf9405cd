import { password, register } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import { aMinute, afterPassword, eventually, logInBy, sign, storages, told } from './support.js';

const second = 'Mùa-Xuân#2027-hoa-đào';
const third = 'Dòng-Sông#2028-phù-sa';
const fourth = 'Cánh-Đồng#2029-lúa-chín';

describe.each(storages)('item 3, passwords, over %s', (storage) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ storage });
    await register(world, 'an');
    await register(world, 'thao');
  });
  afterAll(() => world.close());

  const change = (token: string, current: string, fresh: string, confirmation = fresh) =>
    world.post('/v1/me/password', { current, password: fresh, confirmation }, { token });

  it('tells how strong one would be', async () => {
    const { token } = (await logInBy(world, 'an')).body;
    const weak = await world.post('/v1/me/password-hints', { password: 'abc' }, { token });
    expect(weak.body).toMatchObject({ score: expect.any(Number), unmet: expect.arrayContaining(['minLength']) });
  });

  it('is changed against the current one, and every session ends', async () => {
    const { token } = (await logInBy(world, 'an')).body;
    expect(told(await change(token, 'Sai-Mật-Khẩu#1', second))).toEqual([400, 'password.wrongCurrent']);
    expect((await change(token, password, second, third)).body.code).toBe('password.confirmation');
    expect((await change(token, password, password)).body.code).toBe('password.reused');
    const changed = await change(token, password, second);
    expect(changed.body).toMatchObject({ score: expect.any(Number), next: 'logIn', position: expect.any(Number) });
    expect((await world.get('/v1/me', { token })).status).toBe(401);
    expect((await afterPassword(world, 'an')).body.code).toBe('login.invalidCredentials');
    expect((await logInBy(world, 'an', { secret: second })).status).toBe(201);
  });

  it('is recovered by a code to a phone that is the owner’s now; strangers learn nothing', async () => {
    world.pass(aMinute);
    const before = (await world.get('/sandbox/inbox?to=0950000001')).body.messages.length;
    const started = await world.post('/v1/password-recoveries', { personId: '001090990001' });
    const unknown = await world.post('/v1/password-recoveries', { personId: '046185990002' });
    expect(Object.keys(unknown.body)).toEqual(Object.keys(started.body));
    expect([unknown.status, unknown.body.otherWays]).toEqual([started.status, started.body.otherWays]);
    const { recoveryToken } = started.body;
    expect(told(await world.post('/v1/password-recoveries/resend', { recoveryToken }))).toEqual([
      429,
      'otp.tooManySends',
    ]);
    const code = await eventually(async () => {
      const { messages } = (await world.get('/sandbox/inbox?to=0950000001')).body;
      return messages.length > before && messages[0].code !== null ? (messages[0].code as string) : undefined;
    });
    const guess = { recoveryToken: unknown.body.recoveryToken, code };
    expect((await world.post('/v1/password-recoveries/confirm', guess)).body.code).toBe('otp.wrong');
    const early = { recoveryToken, password: third, confirmation: third };
    expect((await world.post('/v1/password-recoveries/reset', early)).body.code).toBe('recovery.expired');
    const proved = await world.post('/v1/password-recoveries/confirm', { recoveryToken, code });
    expect(proved.body).toMatchObject({ kind: 'proved', rules: expect.any(Object) });
    const reset = await world.post('/v1/password-recoveries/reset', early);
    expect(reset.body).toMatchObject({ next: 'logIn' });
    expect((await world.post('/v1/password-recoveries/reset', early)).body.code).toBe('recovery.expired');
    expect((await logInBy(world, 'an', { secret: third })).status).toBe(201);
  });

  it('is recovered by a certificate of the account, and by no other', async () => {
    const ask = async () => (await world.post('/v1/password-recoveries/proofs', { method: 'usbToken' })).body;
    const answer = async ({ recoveryToken, due }: Awaited<ReturnType<typeof ask>>) =>
      world.post('/v1/password-recoveries/proofs/answer', {
        recoveryToken,
        ...(await sign(world, 'thao', due.challenge)),
      });
    expect((await answer(await ask())).body.code).toBe('method.certificateNotBound');
    const { token } = (await logInBy(world, 'thao')).body;
    const { additionId, due } = (await world.post('/v1/me/methods', { method: 'usbToken' }, { token })).body;
    const proof = await sign(world, 'thao', due.challenge);
    await world.post(`/v1/me/methods/additions/${additionId}/proof`, proof, { token });
    const asked = await ask();
    expect((await answer(asked)).body).toMatchObject({ kind: 'proved' });
    const fresh = { recoveryToken: asked.recoveryToken, password: fourth, confirmation: fourth };
    expect((await world.post('/v1/password-recoveries/reset', fresh)).body.next).toBe('logIn');
    expect((await logInBy(world, 'thao', { secret: fourth })).status).toBe(201);
  });
});
