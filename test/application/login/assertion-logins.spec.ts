import { days, hours, minutes } from '../../../src/domain/kernel/instant.js';
import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { AssertionLoginAnswer } from '../../../src/application/login/assertion-login-api.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import { edition202507 } from '../../../src/domain/policy/editions/edition-2025-07.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { localPhone, type Phone } from '../../../src/domain/values/phone.js';
import { byTest } from '../../support/core-accounts.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  logIn,
  openCore,
  redirectUri,
  refused,
  register,
  solvedCaptcha,
  terms,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';
import {
  answerByToken,
  answerByVneid,
  dueProof,
  logInByToken,
  logInByVneid,
  openedBy,
  registerByToken,
  registerByVneid,
} from '../../support/proofs.js';

const consentOf = (outcome: Outcome<AssertionLoginAnswer>) => {
  const { value } = accepted(outcome);
  if (value.kind !== 'consentDue') throw new Error(`expected a consent, got ${value.kind}`);
  return value.consent;
};

const close = async ({ core }: CoreHarness, accountId: string): Promise<void> => {
  const stopped = await core.merges.close(accountId, 'on request', undefined, byTest);
  expect(stopped).toEqual({ kind: 'closed' });
};

describe('logging in by certificate', () => {
  it('[LOGIN-TWO-FACTORS] opens a session of the certificate’s level', async () => {
    const harness = openCore();
    const { thao } = harness.sandbox.cast;
    const accountId = await registerByToken(harness, thao);
    const { session } = await logInByToken(harness, thao);
    expect(session).toMatchObject({ accountId, method: 'usbToken', level: 'IAL3', authentication: 'auth2' });
  });

  it('[LOGIN-CERT-BOUND] refuses one that no account has, and tells its holder to register or add it', async () => {
    const harness = openCore();
    const answer = refused(await answerByToken(harness, harness.sandbox.cast.thao));
    expect(answer).toMatchObject({
      code: 'login.certificateUnbound',
      facts: { holderHasAccount: false },
      remedies: ['register', 'addMethod'],
    });
  });

  it('[LOGIN-CERT-BOUND] tells the holder of an account to add it there', async () => {
    const harness = openCore();
    const { thao } = harness.sandbox.cast;
    await register(harness, thao);
    const answer = refused(await answerByToken(harness, thao));
    expect(answer).toMatchObject({
      code: 'login.certificateUnbound',
      facts: { holderHasAccount: true },
      remedies: ['addMethod'],
    });
  });

  it('refuses a certificate that is no longer valid, and ends the login', async () => {
    const harness = openCore();
    const { xuan } = harness.sandbox.cast;
    const started = await harness.core.assertionLogins.start({ method: 'usbToken' }, caller);
    const { loginToken } = accepted(started).value;
    const { challenge } = dueProof(started, 'usbToken');
    const input = { kind: 'signature', signature: signFor(xuan, challenge) } as const;
    expect(refused(await harness.core.assertionLogins.answer(loginToken, input, caller)).code).toBe(
      'certificate.expired',
    );
    expect(refused(await harness.core.assertionLogins.answer(loginToken, input, caller)).code).toBe('signing.expired');
  });

  it('takes a signature once', async () => {
    const harness = openCore();
    const { thao } = harness.sandbox.cast;
    await registerByToken(harness, thao);
    const started = await harness.core.assertionLogins.start({ method: 'usbToken' }, caller);
    const { loginToken } = accepted(started).value;
    const input = {
      kind: 'signature',
      signature: signFor(thao, dueProof(started, 'usbToken').challenge),
    } as const;
    const answers = await Promise.all(
      [1, 2, 3].map(() => harness.core.assertionLogins.answer(loginToken, input, caller)),
    );
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(answers.filter((one) => one.kind === 'refused').map((one) => refused(one).code)).toEqual([
      'login.expired',
      'login.expired',
    ]);
  });

  it('logs an enterprise and an agency in by their own tokens', async () => {
    const harness = openCore();
    const { mayTrang, soSaoMai } = harness.sandbox.cast;
    const enterprise = await registerByToken(harness, mayTrang, 'enterprise');
    const agency = await registerByToken(harness, soSaoMai, 'agency');
    expect(openedBy(await answerByToken(harness, mayTrang, 'enterprise')).session.accountId).toBe(enterprise);
    expect(openedBy(await answerByToken(harness, soSaoMai, 'agency')).session.accountId).toBe(agency);
  });

  it('refuses an account of another kind of subject than the one chosen', async () => {
    const harness = openCore();
    const { mayTrang } = harness.sandbox.cast;
    await registerByToken(harness, mayTrang, 'enterprise');
    expect(refused(await answerByToken(harness, mayTrang, 'citizen'))).toMatchObject({
      code: 'login.otherSubject',
      facts: { subject: 'enterprise' },
    });
  });

  it('refuses an unbound agency whose directory entry is unknown as any other', async () => {
    const harness = openCore();
    expect(refused(await answerByToken(harness, harness.sandbox.cast.cucGioNam, 'agency')).facts).toEqual({
      holderHasAccount: false,
    });
  });

  it('refuses a method that is not open for logging in', async () => {
    const harness = openCore({ editions: [edition202507] });
    const answer = await harness.core.assertionLogins.start({ method: 'usbToken', subject: 'agency' }, caller);
    expect(refused(answer)).toMatchObject({ code: 'policy.methodNotOpen', remedies: ['chooseAnotherMethod'] });
  });
});

describe('logging in by SIM and by SmartCA', () => {
  const start = ({ core, sandbox }: CoreHarness) =>
    core.assertionLogins.start({ method: 'simPki', phone: localPhone(sandbox.cast.son.phones[0] as Phone) }, caller);

  it('[LOGIN-SIM-CODE] shows one code on both screens, and opens a session when the SIM has signed', async () => {
    const harness = openCore();
    const { core, sandbox } = harness;
    const { son } = sandbox.cast;
    const phone = son.phones[0] as Phone;
    const registered = await core.registrations.start(
      { subject: 'citizen', method: 'simPki', consent: terms, phone: localPhone(phone) },
      caller,
    );
    sandbox.mobileSignatureService.react(phone, 'accept');
    const { registrationId } = accepted(registered).value;
    await core.registrations.submit(registrationId, { kind: 'poll' }, caller);
    const done = await core.registrations.submit(registrationId, { kind: 'holderConfirmation' }, caller);
    const accountId = accepted(done).value.account?.accountId;

    const started = await start(harness);
    const due = dueProof(started, 'simPki');
    const { loginToken } = accepted(started).value;
    expect(sandbox.mobileSignatureService.screen(phone)).toMatchObject({ prompt: due.verificationCode });
    expect(accepted(await core.assertionLogins.answer(loginToken, { kind: 'poll' }, caller)).value.kind).toBe(
      'waiting',
    );
    sandbox.mobileSignatureService.react(phone, 'accept');
    const opened = openedBy(await core.assertionLogins.answer(loginToken, { kind: 'poll' }, caller));
    expect(opened.session).toMatchObject({ accountId, method: 'simPki', level: 'IAL3' });
  });

  it('[LOGIN-SIM-CODE] lets one number light up only so often, whatever strangers register with', async () => {
    const harness = openCore();
    const outcomes: Outcome<unknown>[] = [];
    for (let i = 0; i < 6; i += 1) outcomes.push(await start(harness));
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array<string>(5).fill('accepted'), 'unavailable']);
    expect(unavailable(outcomes[5] as Outcome<unknown>).code).toBe('otp.tooManySends');
    harness.clock.pass(hours(1));
    expect((await start(harness)).kind).toBe('accepted');
  });

  it('[LOGIN-PROMPTS-NETWORK] lets one network light up only so many SIMs, and other methods go on', async () => {
    const otp = { ...sandboxEdition.otp, promptsPerNetwork: { limit: 2, window: hours(1) } };
    const { core } = openCore({ editions: [{ ...sandboxEdition, otp }] });
    const light = (n: number, from = caller) =>
      core.assertionLogins.start({ method: 'simPki', phone: `095100000${n}` }, from);
    for (const n of [1, 2]) accepted(await light(n));
    expect(unavailable(await light(3))).toMatchObject({
      code: 'otp.tooManyFromNetwork',
      retryAfterMs: hours(1),
    });
    accepted(await light(3, { ...caller, address: '198.51.100.7' }));
    accepted(await core.assertionLogins.start({ method: 'usbToken' }, caller));
  });

  it('[LOGIN-PROMPTS-NETWORK] takes nothing from a network for a number that had its share', async () => {
    const otp = { ...sandboxEdition.otp, promptsPerNetwork: { limit: 6, window: hours(1) } };
    const harness = openCore({ editions: [{ ...sandboxEdition, otp }] });
    for (let n = 0; n < 5; n += 1) accepted(await start(harness));
    for (let n = 0; n < 5; n += 1) expect(unavailable(await start(harness)).code).toBe('otp.tooManySends');
    const other = { method: 'simPki', phone: '0951000001' } as const;
    accepted(await harness.core.assertionLogins.start(other, caller));
    expect(unavailable(await harness.core.assertionLogins.start(other, caller)).code).toBe('otp.tooManyFromNetwork');
  });

  it('asks for a number to light up', async () => {
    const { core } = openCore();
    expect(refused(await core.assertionLogins.start({ method: 'simPki' }, caller)).code).toBe(
      'identifier.phone.missing',
    );
  });

  it('opens a session when the SmartCA app has signed', async () => {
    const harness = openCore();
    const { core, sandbox } = harness;
    sandbox.remoteSigningService.always('accept');
    const registered = await core.registrations.start(
      { subject: 'citizen', method: 'smartCa', consent: terms, redirectUri },
      caller,
    );
    const { registrationId, due: step } = accepted(registered).value;
    const page = (url: string) => {
      const login = sandbox.remoteSigningService.logIn('uyen', url);
      if (login.kind !== 'redirect') throw new Error('refused');
      return { kind: 'authorizationCode', code: login.code, state: login.state } as const;
    };
    await core.registrations.submit(registrationId, page((step as { authorizeUrl: string }).authorizeUrl), caller);
    await core.registrations.submit(registrationId, { kind: 'poll' }, caller);
    await core.registrations.submit(registrationId, { kind: 'holderConfirmation', captcha: solvedCaptcha }, caller);

    const started = await core.assertionLogins.start({ method: 'smartCa', redirectUri }, caller);
    const { loginToken } = accepted(started).value;
    const back = page(dueProof(started, 'smartCa').authorizeUrl);
    expect(accepted(await core.assertionLogins.answer(loginToken, back, caller)).value.kind).toBe('waiting');
    const opened = openedBy(await core.assertionLogins.answer(loginToken, { kind: 'poll' }, caller));
    expect(opened.session).toMatchObject({ method: 'smartCa', level: 'IAL3' });
  });
});

describe('logging in by VNeID', () => {
  it('[LOGIN-EID-LEVEL] gives what the VNeID account is worth', async () => {
    const harness = openCore();
    const { an, lam } = harness.sandbox.cast;
    await registerByVneid(harness, an);
    await registerByVneid(harness, lam);
    expect((await logInByVneid(harness, an)).session.level).toBe('IAL3');
    expect((await logInByVneid(harness, lam)).session.level).toBe('IAL2');
  });

  it('[LOGIN-EID-NONE] tells a person without an account to register', async () => {
    const harness = openCore();
    const { answer, loginToken } = await answerByVneid(harness, 'an');
    expect(refused(answer)).toMatchObject({ code: 'login.noAccount', remedies: ['register'] });
    const again = await harness.core.assertionLogins.answer(loginToken, { kind: 'poll' }, caller);
    expect(refused(again).code).toBe('login.expired');
  });

  it('refuses a person for an organisation that VNeID does not name', async () => {
    const { answer } = await answerByVneid(openCore(), 'an', { subject: 'enterprise' });
    expect(refused(answer).code).toBe('eid.notForSubject');
  });

  it('refuses a locked VNeID account, and an answer to another question', async () => {
    const harness = openCore();
    expect(refused((await answerByVneid(harness, 'kien')).answer).code).toBe('eid.locked');
    const started = accepted(await harness.core.assertionLogins.start({ method: 'vneid', redirectUri }, caller)).value;
    const answer = await harness.core.assertionLogins.answer(
      started.loginToken,
      { kind: 'signature', signature: 'x' },
      caller,
    );
    expect(refused(answer).code).toBe('proof.wrongInput');
  });

  it('leaves the login standing while VNeID does not answer', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    await registerByVneid(harness, an);
    harness.sandbox.controls.down('eidProvider', { calls: 1 });
    const started = await harness.core.assertionLogins.start({ method: 'vneid', redirectUri }, caller);
    expect(unavailable(started).code).toBe('unavailable.eidProvider');
    expect((await logInByVneid(harness, an)).session.method).toBe('vneid');
  });

  it('[LOGIN-EID-NONE] finds nobody behind a closed account', async () => {
    const harness = openCore();
    const accountId = await registerByVneid(harness, harness.sandbox.cast.an);
    await close(harness, accountId);
    expect(refused((await answerByVneid(harness, 'an')).answer).code).toBe('login.noAccount');
  });
});

describe('the first login with VNeID to an account made another way', () => {
  async function asked() {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(minutes(2));
    const { answer, loginToken } = await answerByVneid(harness, 'an');
    return { harness, accountId, loginToken, consent: consentOf(answer), phone: an.phones[0] };
  }

  it('[LOGIN-EID-CONSENT] adds VNeID after a code to the default phone, and logs in', async () => {
    const { harness, accountId, loginToken, consent, phone } = await asked();
    expect(consent).toMatchObject({ by: 'code', sentTo: '095****001' });
    const opened = accepted(await harness.core.eidConsents.confirm(loginToken, codeOn(harness, phone), caller)).value;
    expect(opened.session).toMatchObject({ accountId, method: 'vneid', level: 'IAL3' });
    const replay = accepted(await harness.core.audit.replay(accountId)).value;
    expect(replay.events.map(({ type }) => type)).toEqual(['Registered.v1', 'MethodAdded.v1', 'LoggedIn.v1']);
    expect((await logInByVneid(harness, harness.sandbox.cast.an)).session.accountId).toBe(accountId);
  });

  it('[LOGIN-EID-CONSENT] adds nothing on a wrong code, and counts it', async () => {
    const { harness, accountId, loginToken, phone } = await asked();
    const code = codeOn(harness, phone);
    const wrong = await harness.core.eidConsents.confirm(loginToken, wrongCode(code), caller);
    expect(refused(wrong)).toMatchObject({ code: 'otp.wrong', facts: { triesLeft: 4 } });
    expect(accepted(await harness.core.audit.replay(accountId)).value.events).toHaveLength(1);
    harness.clock.pass(minutes(4));
    expect(refused(await harness.core.eidConsents.confirm(loginToken, code, caller)).code).toBe('otp.expired');
    expect(accepted(await harness.core.eidConsents.resend(loginToken, caller)).value.by).toBe('code');
    expect((await harness.core.eidConsents.confirm(loginToken, codeOn(harness, phone), caller)).kind).toBe('accepted');
  });

  it('[LOGIN-EID-CONSENT] takes a consent once, and not after it has run out', async () => {
    const { harness, loginToken, phone } = await asked();
    const code = codeOn(harness, phone);
    accepted(await harness.core.eidConsents.confirm(loginToken, code, caller));
    expect(refused(await harness.core.eidConsents.confirm(loginToken, code, caller)).code).toBe('login.expired');
    const other = await asked();
    other.harness.clock.pass(days(1));
    expect(refused(await other.harness.core.eidConsents.resend(other.loginToken, caller)).code).toBe('login.expired');
  });

  it('[LOGIN-EID-CONSENT] takes the account’s own login for consent, and no other account’s', async () => {
    const { harness, accountId, loginToken } = await asked();
    const { oanh, an } = harness.sandbox.cast;
    await register(harness, oanh);
    harness.clock.pass(minutes(2));
    const { session: stranger } = await logIn(harness, oanh);
    const refusal = await harness.core.eidConsents.confirmInSession(loginToken, stranger, caller);
    expect(refused(refusal).code).toBe('login.consentOfAnother');
    const { session: own } = await logIn(harness, an);
    const opened = accepted(await harness.core.eidConsents.confirmInSession(loginToken, own, caller)).value;
    expect(opened.session).toMatchObject({ accountId, method: 'vneid' });
  });

  it('[LOGIN-EID-CONSENT] asks for the account’s own login where no phone could get a code', async () => {
    const harness = openCore();
    const { loan, mayTrang } = harness.sandbox.cast;
    const accountId = await registerByToken(harness, mayTrang, 'enterprise');
    const { answer, loginToken } = await answerByVneid(harness, loan.handle, {
      subject: 'enterprise',
      onBehalfOf: mayTrang.handle,
    });
    expect(consentOf(answer)).toMatchObject({ by: 'login', loginToken });
    expect(refused(await harness.core.eidConsents.confirm(loginToken, '000000', caller)).code).toBe('phone.unknown');
    const { session } = openedBy(await answerByToken(harness, mayTrang, 'enterprise'));
    const opened = accepted(await harness.core.eidConsents.confirmInSession(loginToken, session, caller)).value;
    expect(opened.session.accountId).toBe(accountId);
  });

  it('adds VNeID once when two first logins agree', async () => {
    const { harness, accountId, loginToken, phone } = await asked();
    const code = codeOn(harness, phone);
    harness.clock.pass(minutes(2));
    const second = await answerByVneid(harness, 'an');
    const codes = [code, codeOn(harness, phone)];
    await harness.core.eidConsents.confirm(loginToken, codes[0] as string, caller);
    accepted(await harness.core.eidConsents.confirm(second.loginToken, codes[1] as string, caller));
    const replay = accepted(await harness.core.audit.replay(accountId)).value;
    expect(replay.events.filter(({ type }) => type === 'MethodAdded.v1')).toHaveLength(1);
  });
});
