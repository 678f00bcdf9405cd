import { codeFor, consent, formOf, passwordStep, register, start, step } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('registering over REST', () => {
  it('goes from the terms to an account by mobile subscription, and opens no session', async () => {
    const form = formOf(world, 'an');
    const started = await start(world, form);
    expect(started.status).toBe(201);
    expect(started.headers['location']).toBe(`/v1/registrations/${started.body.registrationId}`);
    expect(started.body).toMatchObject({ status: 'running', due: { step: 'smsOtp', by: 'sms', sentTo: '095****001' } });
    const code = await codeFor(world, '0950000001');
    const confirmed = await step(world, started, { kind: 'otp', code });
    expect(confirmed.body.due).toMatchObject({ step: 'password', rules: { minLength: 8 } });
    const done = await step(world, started, passwordStep);
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      status: 'registered',
      due: null,
      account: { level: 'IAL2', next: 'logIn' },
      position: expect.any(Number),
    });
    expect(done.text).not.toContain('token');
  });

  it('shows where a registration stands without sending a code again', async () => {
    const started = await start(world, formOf(world, 'hoa'));
    const before = world.sandbox.inbox.list().length;
    const seen = await world.get(`/v1/registrations/${started.body.registrationId}`);
    expect(seen.body).toEqual(started.body);
    expect(world.sandbox.inbox.list()).toHaveLength(before);
  });

  it('sends the code again after a minute', async () => {
    const started = await start(world, formOf(world, 'phuc'));
    const url = `/v1/registrations/${started.body.registrationId}/resend`;
    const early = await world.post(url);
    expect(early.status).toBe(429);
    expect(early.body.code).toBe('otp.tooManySends');
    expect(Number(early.headers['retry-after'])).toBe(early.body.retryAfter);
    world.pass(61_000);
    expect((await world.post(url)).status).toBe(200);
  });

  it('tells a wrong code with the tries left', async () => {
    const started = await start(world, formOf(world, 'lan'));
    const wrong = await step(world, started, { kind: 'otp', code: '000000' });
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    expect(wrong.body).toMatchObject({ code: 'otp.wrong', facts: { triesLeft: 4 }, remedies: ['retry'] });
  });

  it('knows no registration of another name', async () => {
    const answer = await world.get('/v1/registrations/no-such-registration');
    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('registration.unknown');
  });

  it('refuses without consent, and with the consent to other terms', async () => {
    const form = { subject: 'citizen', method: 'mobileSubscriber', ...formOf(world, 'oanh') };
    const without = await world.post('/v1/registrations', form);
    expect(without.body.code).toBe('registration.consentMissing');
    const stale = { ...(await consent(world)), edition: 'older' };
    expect((await world.post('/v1/registrations', { ...form, consent: stale })).body.code).toBe(
      'registration.termsChanged',
    );
  });

  it('names every wrong field of a form', async () => {
    const answer = await start(world, { ...formOf(world, 'oanh'), personId: '12', birthDate: '31/02/1999' });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'form.invalid',
      facts: { 'field.personId': 'identifier.personId.format', 'field.birthDate': 'date.calendar' },
    });
  });
});

describe('duplicates', () => {
  const remedies = ['recoverPassword', 'counter', 'complaint'];
  beforeAll(async () => {
    await register(world, 'an');
    await register(world, 'binh');
  });

  it.each([
    ['the same CCCD', '001090990001'],
    ['the CCCD with other spacing', ' 001 0909 90001 '],
    ['the CMND that the population register gave as its alias', '012990001'],
  ])('are refused with three remedies: %s', async (_what, personId) => {
    const answer = await start(world, { ...formOf(world, 'an'), personId });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'registration.duplicate', remedies });
  });

  it('are found when the social-insurance register returns the CMND of the typed CCCD', async () => {
    const form = formOf(world, 'binh');
    const answer = await start(world, { method: 'socialInsurance', ...form });
    expect(answer.body).toMatchObject({ code: 'registration.duplicate', remedies });
  });

  it('are not told from mismatches where the social-insurance code is of another person', async () => {
    const answer = await start(world, { method: 'socialInsurance', ...formOf(world, 'em') });
    expect(answer.body).toMatchObject({ code: 'registration.identityMismatch' });
    expect(answer.text).not.toContain('duplicate');
  });
});

describe('VNPost', () => {
  it('activates by SMS', async () => {
    const form = formOf(world, 'chi');
    const started = await start(world, { method: 'vnpost', activation: 'sms', ...form });
    expect(started.body.due).toMatchObject({ step: 'activation', by: 'sms' });
    const done = await step(world, started, { kind: 'otp', code: await codeFor(world, form['phone'] ?? '') });
    expect(done.body).toMatchObject({ status: 'registered', account: { level: 'IAL2' } });
  });

  it('activates by the link of a mail, once', async () => {
    const form = formOf(world, 'dung');
    const started = await start(world, { method: 'vnpost', activation: 'email', ...form });
    expect(started.body.due).toMatchObject({ step: 'activation', by: 'email' });
    const [mail] = (await world.get('/sandbox/inbox?to=dung@hopthu.example')).body.messages;
    expect(mail.link).toBe(`http://portal.example/activate?token=${mail.token}`);
    const followed = await world.post('/v1/activations', { token: mail.token });
    expect(followed.body).toMatchObject({ status: 'registered' });
    const again = await world.post('/v1/activations', { token: mail.token });
    expect(again.body.code).toBe('registration.linkInvalid');
  });

  it('refuses a declared civil servant', async () => {
    const answer = await start(world, { method: 'vnpost', activation: 'sms', ...formOf(world, 'khanh') });
    expect(answer.body.code).toBe('registration.civilServant');
  });
});

describe('the page of an activation link', () => {
  it('does nothing when it is only looked at, and activates when its button is pressed', async () => {
    const customer = world.sandbox.population.people.find(
      ({ handle, postal }) => handle !== 'dung' && postal?.email !== undefined && !postal.civilServant,
    );
    const { personalNumber = '', name = '', birthDate = '', postal } = customer ?? {};
    const email = postal?.email ?? '';
    const form = { personId: personalNumber, name, birthDate: birthDate.split('-').reverse().join('/'), email };
    const started = await start(world, { method: 'vnpost', activation: 'email', ...form });
    expect(started.status).toBe(201);
    const [mail] = (await world.get(`/sandbox/inbox?to=${email}`)).body.messages;
    const page = await world.get(`/activate?token=${mail.token}`);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('method="post"');
    expect((await world.get(`/v1/registrations/${started.body.registrationId}`)).body.status).toBe('running');
    const pressed = await world.post('/activate', undefined, {
      raw: `token=${mail.token}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(pressed.status).toBe(200);
    expect(pressed.text).toContain('Tài khoản đã được kích hoạt');
  });

  it('tells people, not programs, that a link is no good', async () => {
    const pressed = await world.post('/activate', undefined, {
      raw: 'token=%3Cb%3Ewrong%3C%2Fb%3E',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(pressed.headers['content-type']).toContain('text/html');
    expect(pressed.text).toContain('registration.linkInvalid');
    expect((await world.get('/activate?token=%22%3E%3Cscript%3E')).text).toContain('&quot;&gt;&lt;script&gt;');
  });
});
