import type { PersonQuery } from '../../../src/application/ports/registries.port.js';
import type { DinhDanh } from '../../../src/application/composition/create.js';
import { hours, minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import type { Phone } from '../../../src/domain/values/phone.js';
import {
  accepted,
  caller,
  codeOn,
  goodPassword,
  openCore,
  refused,
  register,
  solvedCaptcha,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';
import { afterPassword, caughtUp, eventsOf, loggedIn } from '../../support/owner-stories.js';

const newPhone = '0950000011';
const newNumber = '+84950000011' as Phone;
const delayed = { ...sandboxEdition, phoneChangeDelay: hours(24) };

/** An owner who has lost the default phone, past the password. */
async function lost(options: Parameters<typeof openCore>[0] = {}) {
  const harness = openCore(options);
  const { accountId } = await register(harness, harness.sandbox.cast.an);
  const { loginToken } = await afterPassword(harness, harness.sandbox.cast.an);
  return { ...harness, harness, accountId, loginToken };
}

async function replaced(options: Parameters<typeof openCore>[0] = {}) {
  const story = await lost(options);
  accepted(await story.core.lostPhone.start(story.loginToken, newPhone, caller));
  const code = codeOn(story.harness, newNumber);
  const result = accepted(await story.core.lostPhone.confirm(story.loginToken, code, caller)).value;
  return { ...story, result };
}

const started: DinhDanh[] = [];
afterEach(async () => {
  for (const core of started.splice(0)) await core.stop();
});

describe('a lost OTP phone', () => {
  it('[LOST-PHONE-FLOW] is replaced after password, a code to the new phone and the carriers’ match', async () => {
    const { core, harness, sandbox, accountId, result } = await replaced();
    expect(result).toMatchObject({ status: 'changed', masked: '095****011', next: 'logIn' });
    expect(await eventsOf(harness, accountId)).toEqual([
      'Registered.v1',
      'OtpPhoneChangeRequested.v1',
      'OtpPhoneChanged.v1',
      'SessionsRevoked.v1',
    ]);
    expect(sandbox.controls.calls('subscriberRegistry').at(-1)?.request).toMatchObject({ phone: newNumber });

    const { loginToken, sentTo } = await afterPassword(harness, sandbox.cast.an);
    expect(sentTo).toBe('095****011');
    const code = codeOn(harness, newNumber);
    expect(accepted(await core.logins.confirm(loginToken, code, caller)).value.session.accountId).toBe(accountId);
  });

  it('[LOST-PHONE-VOIDS] ends every session, and voids every login and code under way', async () => {
    const story = await lost();
    const { core, harness, sandbox } = story;
    const opened = await loggedIn(harness, sandbox.cast.an);
    const thief = await afterPassword(harness, sandbox.cast.an);
    const oldCode = codeOn(harness, sandbox.cast.an.phones[0]);

    accepted(await core.lostPhone.start(story.loginToken, newPhone, caller));
    accepted(await core.lostPhone.confirm(story.loginToken, codeOn(harness, newNumber), caller));

    expect(refused(await core.sessions.authenticate(opened.token)).code).toBe('session.invalid');
    expect(refused(await core.logins.confirm(thief.loginToken, oldCode, caller)).code).toBe('login.stale');
    expect(refused(await core.lostPhone.start(story.loginToken, newPhone, caller)).code).toBe('login.expired');
  });

  it('[LOST-PHONE-MATCH] is not replaced by a number in another name', async () => {
    const { core, harness, loginToken, accountId } = await lost();
    accepted(await core.lostPhone.start(loginToken, '0950000015', caller));
    const code = codeOn(harness, '+84950000015' as Phone);
    const answer = refused(await core.lostPhone.confirm(loginToken, code, caller));
    expect(answer).toMatchObject({ code: 'phone.subscriberMismatch', remedies: ['checkSubscription', 'counter'] });
    expect(await eventsOf(harness, accountId)).toEqual(['Registered.v1']);
    expect(refused(await core.lostPhone.confirm(loginToken, code, caller)).code).toBe('otp.expired');
  });

  it('[LOST-PHONE-MATCH] is not replaced by a number of which the carriers know nothing, which is another answer', async () => {
    const { core, harness, loginToken } = await lost();
    accepted(await core.lostPhone.start(loginToken, '0950000035', caller));
    const code = codeOn(harness, '+84950000035' as Phone);
    const answer = refused(await core.lostPhone.confirm(loginToken, code, caller));
    expect(answer).toMatchObject({ code: 'phone.subscriberNotAvailable', remedies: ['checkSubscription', 'counter'] });
  });

  it('[HISTORY-WAYS-BACK] tells the owner of wrong codes, and of numbers that the carriers do not confirm', async () => {
    const { core, harness, loginToken, accountId } = await lost();
    accepted(await core.lostPhone.start(loginToken, '0950000015', caller));
    const code = codeOn(harness, '+84950000015' as Phone);
    await core.lostPhone.confirm(loginToken, wrongCode(code), caller);
    await core.lostPhone.confirm(loginToken, code, caller);
    await core.stop();
    const beside = accepted(await core.audit.refused(accountId)).value;
    expect(beside.map(({ during, code, count }) => [during, code, count])).toEqual([
      ['lostPhone', 'otp.wrong', 1],
      ['lostPhone', 'phone.subscriberMismatch', 1],
    ]);
  });

  it('waits for carriers that do not answer, and asks for no second code', async () => {
    const { core, harness, sandbox, loginToken } = await lost();
    accepted(await core.lostPhone.start(loginToken, newPhone, caller));
    const code = codeOn(harness, newNumber);
    sandbox.controls.down('subscriberRegistry');
    expect(unavailable(await core.lostPhone.confirm(loginToken, code, caller)).code).toBe(
      'unavailable.subscriberRegistry',
    );
    sandbox.controls.up('subscriberRegistry');
    expect(accepted(await core.lostPhone.confirm(loginToken, code, caller)).value.status).toBe('changed');
  });

  it('is asked of the carriers by every number that was attested', async () => {
    const harness = openCore();
    const { core, sandbox, clock } = harness;
    const { nga } = sandbox.cast;
    await register(harness, nga, { personId: String(nga.cmnd) });
    clock.pass(minutes(2));
    const login = { personId: nga.personalNumber, password: goodPassword, captcha: solvedCaptcha };
    const { loginToken } = accepted(await core.logins.start(login, caller)).value;
    accepted(await core.lostPhone.start(loginToken, newPhone, caller));
    const raw = 'made up';
    sandbox.controls.answerNext(
      'subscriberRegistry',
      { personId: 'noMatch', name: 'match', nameTier: 'exact', birthDate: 'match', raw },
      { personId: 'match', name: 'match', nameTier: 'exact', birthDate: 'match', raw },
    );
    const code = codeOn(harness, newNumber);
    expect(accepted(await core.lostPhone.confirm(loginToken, code, caller)).value.status).toBe('changed');
    const asked = sandbox.controls.calls('subscriberRegistry').slice(-2);
    expect(asked.map(({ request }) => (request as { person: PersonQuery }).person.personId.kind).sort()).toEqual([
      'cmnd',
      'personalNumber',
    ]);
  });

  it('counts wrong codes, and needs a number that is new', async () => {
    const { core, harness, loginToken } = await lost();
    expect(refused(await core.lostPhone.start(loginToken, '0950000001', caller)).code).toBe('phone.alreadyAdded');
    expect(refused(await core.lostPhone.start(loginToken, 'abc', caller)).code).toBe('identifier.phone.format');
    expect(refused(await core.lostPhone.confirm(loginToken, '123456', caller)).code).toBe('otp.expired');
    accepted(await core.lostPhone.start(loginToken, newPhone, caller));
    const wrong = wrongCode(codeOn(harness, newNumber));
    expect(refused(await core.lostPhone.confirm(loginToken, wrong, caller)).facts).toEqual({ triesLeft: 4 });
    harness.clock.pass(seconds(61));
    const again = accepted(await core.lostPhone.resend(loginToken, caller)).value;
    expect(again.sentTo).toBe('095****011');
  });

  it('starts only from a login whose password was right', async () => {
    const { core } = await lost();
    expect(refused(await core.lostPhone.start('no such login', newPhone, caller)).code).toBe('login.expired');
  });
});

describe('where the policy sets a delay', () => {
  it('[LOST-PHONE-DELAY] the old phone keeps receiving codes until the time has come', async () => {
    const { core, harness, sandbox, result, clock, accountId } = await replaced({ editions: [delayed] });
    expect(result).toMatchObject({ status: 'requested' });
    const first = await afterPassword(harness, sandbox.cast.an);
    expect(first.sentTo).toBe('095****001');
    expect(refused(await core.lostPhone.start(first.loginToken, '0950000015', caller)).code).toBe(
      'phone.changePending',
    );
    clock.pass(hours(24));
    expect((await afterPassword(harness, sandbox.cast.an)).sentTo).toBe('095****011');
    expect(await eventsOf(harness, accountId)).toContain('OtpPhoneChanged.v1');
  });

  it('[LOST-PHONE-DELAY] a sweep completes what is due, once', async () => {
    const { core, harness, clock, accountId } = await replaced({ editions: [delayed] });
    started.push(core);
    await core.start();
    await caughtUp(harness);
    expect(accepted(await core.phoneChanges.completeDue()).value.completed).toEqual([]);
    clock.pass(hours(24));
    expect(accepted(await core.phoneChanges.completeDue()).value.completed).toEqual([accountId]);
    await caughtUp(harness);
    expect(accepted(await core.phoneChanges.completeDue()).value.completed).toEqual([]);
  });

  it('[LOST-PHONE-CANCEL] whoever logs in may cancel', async () => {
    const { core, harness, sandbox, result, accountId } = await replaced({ editions: [delayed] });
    const { session } = await loggedIn(harness, sandbox.cast.an);
    expect(accepted(await core.phoneChanges.pending(session, caller)).value).toMatchObject({ masked: '095****011' });
    accepted(await core.phoneChanges.cancel(session, result.changeId, caller));
    expect(accepted(await core.phoneChanges.pending(session, caller)).value).toBeNull();
    expect(refused(await core.phoneChanges.cancel(session, result.changeId, caller)).code).toBe(
      'phone.noChangePending',
    );
    expect(await eventsOf(harness, accountId)).toContain('OtpPhoneChangeCancelled.v1');
  });

  it('[LOST-PHONE-CANCEL] no message to the old phone carries a link, and a made-up one cancels nothing', async () => {
    const { core, sandbox, ports, clock } = await replaced({ editions: [delayed] });
    expect(refused(await core.phoneChanges.cancelByLink('made up', caller)).code).toBe('phone.cancelLinkInvalid');
    const leased = await ports.outbox.lease(10, minutes(1), clock.now());
    expect(leased.map(({ intent }) => [intent.channel, intent.template])).toEqual([['sms', 'phoneChangeRequested']]);
    expect(sandbox.inbox.latestLink('+84950000001')).toBeUndefined();
  });

  it('[LOST-PHONE-TOLD] the old phone hears of a change that took effect', async () => {
    const { ports, clock } = await replaced();
    const leased = await ports.outbox.lease(10, minutes(1), clock.now());
    expect(leased.map(({ intent }) => [intent.channel, intent.template])).toEqual([['sms', 'phoneChanged']]);
    const content = await ports.personalData.open(leased[0]!.intent.content);
    expect(content).toMatchObject({ kind: 'clear', value: { to: '+84950000001' } });
  });
});
