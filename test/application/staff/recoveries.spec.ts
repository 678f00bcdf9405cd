import { hours, minutes } from '../../../src/domain/kernel/instant.js';
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
  wrongCode,
} from '../../support/core-harness.js';
import { afterPassword, eventsOf, loggedIn } from '../../support/owner-stories.js';
import { counter, staff } from '../../support/staff-stories.js';

const newNumber = '+84950000011' as Phone;
const officer = staff('counterOfficer', 'hoa');
const newPassword = 'Trong-veo 2027!';
const both = { needs: ['phone', 'password'], papers: ['chipCard'], newPhone: '0950000011' } as const;
const typed = { password: newPassword, confirmation: newPassword };

async function lost(options: Parameters<typeof openCore>[0] = {}) {
  const harness = openCore(options);
  const { accountId } = await register(harness, harness.sandbox.cast.an);
  return { ...harness, harness, accountId, recoveries: harness.core.staff.recoveries };
}

async function asked(options: Parameters<typeof openCore>[0] = {}) {
  const story = await lost(options);
  const view = accepted(
    await story.recoveries.request(officer, { accountId: story.accountId, ...both }, counter),
  ).value;
  return { ...story, view, caseId: view.caseId, code: codeOn(story.harness, newNumber) };
}

describe('a recovery at a counter', () => {
  it('[CASE-RECOVERY] gives a new phone and password, ends the sessions, and tells the old phone', async () => {
    const { core, harness, sandbox, accountId, recoveries } = await lost({
      editions: [{ ...sandboxEdition, phoneChangeDelay: hours(24) }],
    });
    const { token } = await loggedIn(harness, sandbox.cast.an);
    const view = accepted(await recoveries.request(officer, { accountId, ...both }, counter)).value;
    expect(view.sentTo).toBe('095****011');
    const code = codeOn(harness, newNumber);
    expect(
      refused(await recoveries.grant(officer, view.caseId, { ...typed, code: wrongCode(code) }, counter)).code,
    ).toBe('otp.wrong');
    accepted(await recoveries.grant(officer, view.caseId, { ...typed, code }, counter));
    expect(refused(await core.sessions.authenticate(token)).code).toBe('session.invalid');
    const { loginToken, sentTo } = await afterPassword(harness, sandbox.cast.an, newPassword);
    expect(sentTo).toBe('095****011');
    accepted(await core.logins.confirm(loginToken, codeOn(harness, newNumber), caller));
    const old = { personId: sandbox.cast.an.personalNumber, password: goodPassword, captcha: solvedCaptcha };
    expect(refused(await core.logins.start(old, caller)).code).toBe('login.invalidCredentials');
    expect(await eventsOf(harness, accountId)).toEqual(
      expect.arrayContaining(['OtpPhoneChangeRequested.v1', 'OtpPhoneChanged.v1', 'PasswordReset.v1']),
    );
    const { events } = await harness.ports.eventStore.readStream(`account-${accountId}`);
    expect(events.find(({ type }) => type === 'PasswordReset.v1')).toMatchObject({
      data: { by: 'counter' },
      meta: { actor: { kind: 'officer', id: 'hoa' } },
    });
    expect(events.find(({ type }) => type === 'OtpPhoneChangeRequested.v1')?.data).toMatchObject({
      evidence: [{ source: 'counter', reference: 'T-7' }],
    });
  });

  it('[CASE-ONCE] granted again by the same officer changes nothing; by another, or refused after, it was decided', async () => {
    const { harness, accountId, recoveries, caseId, code, sandbox } = await asked();
    accepted(await recoveries.grant(officer, caseId, { ...typed, code }, counter));
    const before = (await eventsOf(harness, accountId)).length;
    const other = 'Another-one 2028!';
    accepted(await recoveries.grant(officer, caseId, { password: other, confirmation: other }, counter));
    expect((await eventsOf(harness, accountId)).length).toBe(before);
    await afterPassword(harness, sandbox.cast.an, newPassword);
    const again = { ...typed, code };
    expect(refused(await recoveries.grant(staff('supervisor', 'binh'), caseId, again, counter)).code).toBe(
      'case.decided',
    );
    expect(refused(await recoveries.refuse(officer, caseId, counter)).code).toBe('case.decided');
  });

  it('[CASE-RECOVERY] a crash after the decision is finished by granting again, without a second code', async () => {
    let isDown = false;
    const { harness, accountId, recoveries, caseId, code } = await asked({
      ports: ({ sessions }) => ({
        sessions: {
          open: (...args) => sessions.open(...args),
          touch: (...args) => sessions.touch(...args),
          list: (...args) => sessions.list(...args),
          revoke: (...args) => sessions.revoke(...args),
          revokeAll: (...args) => (isDown ? crash() : sessions.revokeAll(...args)),
        },
      }),
    });
    isDown = true;
    await expect(recoveries.grant(officer, caseId, { ...typed, code }, counter)).rejects.toThrow('crash');
    isDown = false;
    accepted(await recoveries.grant(officer, caseId, typed, counter));
    expect((await eventsOf(harness, accountId)).filter((type) => type === 'OtpPhoneChanged.v1')).toHaveLength(1);
    expect(await eventsOf(harness, accountId)).toContain('PasswordReset.v1');
  });

  it('is refused, or runs out after an hour', async () => {
    const { recoveries, accountId, clock, caseId, code } = await asked();
    accepted(await recoveries.refuse(officer, caseId, counter));
    expect(refused(await recoveries.grant(officer, caseId, { ...typed, code }, counter)).code).toBe('case.decided');
    clock.pass(minutes(2));
    const next = accepted(await recoveries.request(officer, { accountId, ...both }, counter)).value;
    clock.pass(hours(1));
    expect(refused(await recoveries.grant(officer, next.caseId, typed, counter)).code).toBe('case.expired');
    expect(refused(await recoveries.resend(officer, next.caseId, counter)).code).toBe('case.expired');
  });

  it('sends another code when asked', async () => {
    const { harness, recoveries, clock, caseId } = await asked();
    clock.pass(minutes(2));
    accepted(await recoveries.resend(officer, caseId, counter));
    accepted(await recoveries.grant(officer, caseId, { ...typed, code: codeOn(harness, newNumber) }, counter));
  });

  it('names what is missing or wrong', async () => {
    const { recoveries, accountId, caseId, code, core } = await asked();
    const input = { accountId, ...both };
    const requesting = async (parts: object) =>
      refused(await recoveries.request(officer, { ...input, ...parts }, counter)).code;
    expect(await requesting({ needs: [] })).toBe('recovery.needsMissing');
    expect(await requesting({ papers: [] })).toBe('recovery.papersMissing');
    expect(await requesting({ newPhone: 'x' })).toBe('identifier.phone.format');
    const granting = async (parts: object) =>
      refused(await recoveries.grant(officer, caseId, { ...typed, code, ...parts }, counter)).code;
    expect(await granting({ confirmation: 'x' })).toBe('password.confirmation');
    expect(await granting({ password: 'x', confirmation: 'x' })).toBe('password.rules');
    expect(refused(await recoveries.grant(officer, 'nobody', typed, counter)).code).toBe('case.unknown');
    accepted(await core.staff.accounts.suspend(staff('supervisor'), accountId, counter));
    expect(await requesting({ needs: ['password'] })).toBe('account.suspended');
  });
});

function crash(): never {
  throw new Error('crash');
}
