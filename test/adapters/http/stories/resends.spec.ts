import type { CastPersonHandle } from '../../../../src/adapters/sandbox/index.js';
import { formOf, password, passwordStep, register, start, step } from '../support/acts.js';
import { type Answer, startWorld, type World } from '../support/world.js';
import { aMinute, afterPassword, answerByVneid, eventually, logInBy, sign, storages, told } from './support.js';

const fresh = 'Mùa-Xuân#2027-hoa-đào';
const mark = { ground: 'đơn của công dân', ticket: 'HS-2026-0005' };
const officer = { token: 'sandbox-officer-hang' };
const anHour = 3_600_000;

describe.each(storages)('items 1, 2, 3, 5 and 8, codes sent again, over %s', (storage) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ storage });
  });
  afterEach(() => world.close());

  const codes = async (to: string): Promise<readonly string[]> => {
    const { messages } = (await world.get(`/sandbox/inbox?to=${encodeURIComponent(to)}`)).body;
    return messages.flatMap(({ code }: { code: string | null }) => (code === null ? [] : [code]));
  };

  /**
   * What holds for every code: it is not sent again at once; a minute later it is; then the first one is void, and the
   * second good.
   */
  async function sentAgain(
    to: string,
    resend: () => Promise<Answer>,
    confirm: (code: string) => Promise<Answer>,
  ): Promise<Answer> {
    const early = await resend();
    expect(told(early)).toEqual([429, 'otp.tooManySends']);
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);
    const [first] = await eventually(async () => {
      const found = await codes(to);
      return found.length > 0 ? found : undefined;
    });
    const before = (await codes(to)).length;
    world.pass(aMinute);
    const again = await resend();
    expect([again.status, again.body.code]).toEqual([200, undefined]);
    const [second] = await eventually(async () => {
      const found = await codes(to);
      return found.length > before ? found : undefined;
    });
    if (first !== second) expect(told(await confirm(first ?? ''))[1]).toBe('otp.wrong');
    return confirm(second ?? '');
  }
  const phoneOf = (who: CastPersonHandle): string => formOf(world, who)['phone'] ?? '';

  it('of a registration', async () => {
    const started = await start(world, formOf(world, 'an'));
    const confirmed = await sentAgain(
      phoneOf('an'),
      () => world.post(`/v1/registrations/${started.body.registrationId}/resend`),
      (code) => step(world, started, { kind: 'otp', code }),
    );
    expect(confirmed.body.due.step).toBe('password');
  });

  it('of a login by password, and of a lost phone', async () => {
    await register(world, 'an');
    const { loginToken } = (await afterPassword(world, 'an')).body;
    const opened = await sentAgain(
      phoneOf('an'),
      () => world.post('/v1/logins/resend', { loginToken }),
      (code) => world.post('/v1/logins/confirm', { loginToken, code }),
    );
    expect(opened.status).toBe(201);
    world.pass(anHour);
    const lost = { loginToken: (await afterPassword(world, 'an')).body.loginToken as string };
    await world.post('/v1/logins/lost-phone', { ...lost, phone: '0950000011' });
    const changed = await sentAgain(
      '0950000011',
      () => world.post('/v1/logins/lost-phone/resend', lost),
      (code) => world.post('/v1/logins/lost-phone/confirm', { ...lost, code }),
    );
    expect(changed.body).toMatchObject({ status: 'changed', masked: '095****011' });
  });

  it('of a first login with VNeID', async () => {
    await register(world, 'an');
    world.pass(aMinute);
    const { loginToken } = (await answerByVneid(world, 'an')).body.consent;
    const opened = await sentAgain(
      phoneOf('an'),
      () => world.post('/v1/logins/eid-consent/resend', { loginToken }),
      (code) => world.post('/v1/logins/eid-consent/confirm', { loginToken, code }),
    );
    expect(opened.body.session.method).toBe('vneid');
  });

  it('of a login through Vietnam Post', async () => {
    const form = formOf(world, 'chi');
    const started = await start(world, { method: 'vnpost', ...form, activation: 'sms' });
    const [code = ''] = await codes(phoneOf('chi'));
    await step(world, started, { kind: 'otp', code });
    await step(world, started, passwordStep);
    world.pass(anHour);
    const before = (await codes(phoneOf('chi'))).length;
    const { loginToken } = (await world.post('/v1/logins/postal', { personId: form['personId'] })).body;
    await eventually(async () => ((await codes(phoneOf('chi'))).length > before ? true : undefined));
    const opened = await sentAgain(
      phoneOf('chi'),
      () => world.post('/v1/logins/postal/resend', { loginToken }),
      (code) => world.post('/v1/logins/postal/confirm', { loginToken, code }),
    );
    expect(opened.body.session.method).toBe('vnpost');
  });

  it('of a phone that is to be added', async () => {
    await register(world, 'an');
    const { token } = (await logInBy(world, 'an')).body;
    const { phoneId } = (await world.post('/v1/me/phones', { phone: '0950000011' }, { token })).body;
    const added = await sentAgain(
      '0950000011',
      () => world.post(`/v1/me/phones/${phoneId}/resend`, undefined, { token }),
      (code) => world.post(`/v1/me/phones/${phoneId}/confirm`, { code }, { token }),
    );
    expect(added.body.phones).toHaveLength(2);
  });

  it('of a forgotten password', async () => {
    await register(world, 'an');
    world.pass(anHour);
    const before = (await codes(phoneOf('an'))).length;
    const { recoveryToken } = (await world.post('/v1/password-recoveries', { personId: '001090990001' })).body;
    await eventually(async () => ((await codes(phoneOf('an'))).length > before ? true : undefined));
    const proved = await sentAgain(
      phoneOf('an'),
      () => world.post('/v1/password-recoveries/resend', { recoveryToken }),
      (code) => world.post('/v1/password-recoveries/confirm', { recoveryToken, code }),
    );
    expect(proved.body.kind).toBe('proved');
    const form = { recoveryToken, password: fresh, confirmation: fresh };
    expect((await world.post('/v1/password-recoveries/reset', form)).status).toBe(200);
    expect((await afterPassword(world, 'an', password)).body.code).toBe('login.invalidCredentials');
  });

  it('of a certificate whose owner has an account', async () => {
    await register(world, 'thao');
    world.pass(aMinute);
    const started = await world.post('/v1/method-consents', { method: 'usbToken', subject: 'citizen' });
    const { consentToken, due } = started.body;
    await world.post('/v1/method-consents/proof', { consentToken, ...(await sign(world, 'thao', due.challenge)) });
    const added = await sentAgain(
      phoneOf('thao'),
      () => world.post('/v1/method-consents/resend', { consentToken }),
      (code) => world.post('/v1/method-consents/confirm', { consentToken, code }),
    );
    expect(added.body).toMatchObject({ kind: 'added', added: { method: 'usbToken' } });
  });

  it('of a recovery at a counter', async () => {
    const { accountId } = (await register(world, 'an')).body.account;
    const needs = { accountId, needs: ['phone'], newPhone: '0950000011', papers: ['chipCard'] };
    const { caseId } = (await world.post('/v1/staff/recoveries', { ...mark, ...needs }, officer)).body;
    const granted = await sentAgain(
      '0950000011',
      () => world.post(`/v1/staff/recoveries/${caseId}/resend`, mark, officer),
      (code) => world.post(`/v1/staff/recoveries/${caseId}/grant`, { ...mark, code }, officer),
    );
    expect(granted.body).toMatchObject({ caseId });
    expect((await afterPassword(world, 'an')).body.sentTo).toBe('095****011');
  });
});
