import { staffActs, type StaffAct, staffRoles, defaultStaffPolicy } from '../../../src/domain/case/staff-roles.js';
import type { StaffCall } from '../../../src/application/staff/staff-api.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import {
  accepted,
  caller,
  type CoreHarness,
  formOf,
  goodPassword,
  openCore,
  refused,
  register,
  solvedCaptcha,
} from '../../support/core-harness.js';
import { eventsOf, loggedIn } from '../../support/owner-stories.js';
import { counter, staff } from '../../support/staff-stories.js';

async function registered() {
  const harness = openCore();
  const { accountId } = await register(harness, harness.sandbox.cast.an);
  return { ...harness, harness, accountId, desk: harness.core.staff };
}

const journalOf = async ({ ports }: CoreHarness, subject: string) =>
  (await ports.eventStore.readStream(`staff-${subject}`)).events;

const supervisor = staff('supervisor');

type Acts = Readonly<Record<StaffAct, (call: StaffCall) => Promise<Outcome<unknown>>>>;

/** Every act, at an account and cases of its own. */
async function everyAct(): Promise<Acts> {
  const { desk, accountId, harness } = await registered();
  const { accounts, reads, recoveries, complaints, approvals } = desk;
  const complaint = accepted(await complaints.open({ topic: 'other', text: 'x' }, caller)).value.caseId;
  const erasure = accepted(await approvals.requestErasure(supervisor, accountId, counter)).value.caseId;
  const other = await register(harness, harness.sandbox.cast.binh);
  harness.clock.pass(minutes(1));
  const context = { commandId: 'c', correlationId: 'c', causationId: 'c', channel: 'web', policyEdition: '' } as const;
  const actor = { kind: 'system', id: 'test' } as const;
  await harness.core.merges.merge('m', other.accountId, accountId, { ...context, actor });
  const reversal = accepted(await approvals.requestReversal(supervisor, accountId, 'm', counter)).value.caseId;
  return {
    findAccount: (call) => reads.find(call, harness.sandbox.cast.an.personalNumber, counter),
    readAccount: (call) => reads.replay(call, accountId, {}, counter),
    readCase: (call) => complaints.read(call, complaint, counter),
    unlockLogin: (call) => accounts.unlock(call, accountId, counter),
    recover: (call) => recoveries.request(call, { accountId, needs: ['password'], papers: ['passport'] }, counter),
    suspend: (call) => accounts.suspend(call, accountId, counter),
    reinstate: (call) => accounts.reinstate(call, accountId, counter),
    close: (call) => accounts.close(call, accountId, counter),
    decideComplaint: (call) => complaints.decide(call, complaint, { outcome: 'dismissed' }, counter),
    requestErasure: (call) => approvals.requestErasure(call, accountId, counter),
    approveErasure: (call) => approvals.approve(call, erasure, counter),
    requestReversal: (call) => approvals.requestReversal(call, accountId, 'm', counter),
    approveReversal: (call) => approvals.approve(call, reversal, counter),
  };
}

const forbidden = { kind: 'refused', code: 'staff.forbidden' };

describe('roles', () => {
  it('[STAFF-ROLE] each act is open to the roles of the policy, and to no other', async () => {
    const acts = await everyAct();
    for (const act of staffActs)
      for (const role of staffRoles) {
        const outcome = await acts[act](staff(role, `${role}-of-${act}`));
        const expected = defaultStaffPolicy.may[act].includes(role);
        expect([act, role, outcome.kind !== 'refused' || outcome.code !== forbidden.code]).toEqual([
          act,
          role,
          expected,
        ]);
      }
  });

  it('[STAFF-MARK] no act goes without officer, ground and ticket', async () => {
    const acts = await everyAct();
    for (const act of staffActs) {
      const role = defaultStaffPolicy.may[act][0] ?? 'supervisor';
      const whole = staff(role, 'someone else');
      expect(await acts[act]({ ...whole, by: { officer: '', role } })).toMatchObject(forbidden);
      expect(await acts[act]({ ...whole, ground: ' ' })).toMatchObject({ code: 'staff.markMissing' });
      expect(await acts[act]({ ...whole, ticket: 'T'.repeat(201) })).toMatchObject({
        code: 'staff.markMissing',
        facts: { missing: ['ticket'] },
      });
    }
  });

  it('[STAFF-JOURNAL] what was refused for the role leaves no trace; what was allowed stands before its effect', async () => {
    const { desk, accountId, harness } = await registered();
    refused(await desk.accounts.suspend(staff('auditor'), accountId, counter));
    expect(await journalOf(harness, accountId)).toEqual([]);
    accepted(await desk.accounts.suspend(staff('supervisor', 'hoa'), accountId, counter));
    const [access] = await journalOf(harness, accountId);
    expect(access).toMatchObject({
      type: 'StaffAccessRecorded.v1',
      data: { officer: 'hoa', role: 'supervisor', ground: 'papers seen', ticket: 'T-7', act: 'suspend' },
    });
    const suspended = (await harness.ports.eventStore.readStream(`account-${accountId}`)).events.at(-1);
    expect(suspended).toMatchObject({
      type: 'Suspended.v1',
      data: { ground: 'papers seen', ticket: 'T-7' },
      meta: { actor: { kind: 'officer', id: 'hoa' }, channel: 'counter', commandId: access?.meta.commandId },
    });
    expect(access?.globalPosition).toBeLessThan(suspended?.globalPosition ?? 0);
  });

  it('an account that there is not is unknown', async () => {
    const { desk } = await registered();
    expect(refused(await desk.accounts.suspend(supervisor, 'nobody', counter)).code).toBe('account.unknown');
  });
});

describe('suspending', () => {
  it('[STAFF-SUSPEND] ends the sessions, and they stay ended when the account is reinstated', async () => {
    const { core, desk, accountId, harness, sandbox } = await registered();
    const { token } = await loggedIn(harness, sandbox.cast.an);
    accepted(await desk.accounts.suspend(supervisor, accountId, counter));
    accepted(await desk.accounts.suspend(supervisor, accountId, counter));
    expect(refused(await core.sessions.authenticate(token)).code).toBe('session.invalid');
    accepted(await desk.accounts.reinstate(supervisor, accountId, counter));
    expect(refused(await core.sessions.authenticate(token)).code).toBe('session.invalid');
    await loggedIn(harness, sandbox.cast.an);
    expect((await eventsOf(harness, accountId)).filter((type) => /Suspended|Reinstated/.test(type))).toEqual([
      'Suspended.v1',
      'Reinstated.v1',
    ]);
  });

  it('[STAFF-STANDING] a suspended account is still a duplicate, a closed one is not', async () => {
    const { core, desk, accountId, harness, sandbox, clock } = await registered();
    accepted(await desk.accounts.suspend(supervisor, accountId, counter));
    clock.pass(minutes(61));
    expect(refused(await core.registrations.start(formOf(sandbox.cast.an), caller)).code).toBe(
      'registration.duplicate',
    );
    accepted(await desk.accounts.close(supervisor, accountId, counter));
    clock.pass(minutes(61));
    const again = await register(harness, sandbox.cast.an);
    expect(again.accountId).not.toBe(accountId);
  });
});

describe('closing', () => {
  it('[STAFF-SUSPEND] ends sessions, drops the password, is repeatable and final', async () => {
    const { core, desk, accountId, harness, sandbox, ports } = await registered();
    const { token } = await loggedIn(harness, sandbox.cast.an);
    const closed = accepted(await desk.accounts.close(supervisor, accountId, counter));
    expect(closed.position).toBeGreaterThan(0);
    accepted(await desk.accounts.close(supervisor, accountId, counter));
    expect(refused(await core.sessions.authenticate(token)).code).toBe('session.invalid');
    const [first] = (await ports.eventStore.readStream(`account-${accountId}`)).events;
    expect(await ports.vault.find(first?.data['passwordId'] as string)).toBeUndefined();
    expect(refused(await desk.accounts.reinstate(supervisor, accountId, counter)).code).toBe('account.notSuspended');
  });
});

describe('unlocking', () => {
  it('[STAFF-UNLOCK] lets the owner in again at once', async () => {
    const { core, desk, accountId, harness, sandbox } = await registered();
    const { personalNumber } = sandbox.cast.an;
    const wrong = { personId: personalNumber, password: 'Wrong-horse 2026!', captcha: solvedCaptcha };
    for (let n = 0; n < 30; n += 1) await core.logins.start(wrong, caller);
    await core.locks.settled();
    expect(await core.logins.start({ ...wrong, password: goodPassword }, counter)).not.toMatchObject({
      kind: 'accepted',
    });
    expect(await eventsOf(harness, accountId)).toContain('LoginLocked.v1');
    accepted(await desk.accounts.unlock(staff('counterOfficer'), accountId, counter));
    accepted(await core.logins.start({ ...wrong, password: goodPassword }, counter));
  });

  it('[STAFF-UNLOCK] is not undone by guesses that were answered just before, and not counted yet', async () => {
    const { core, desk, accountId, harness, sandbox } = await registered();
    const wrong = { personId: sandbox.cast.an.personalNumber, password: 'Wrong-horse 2026!', captcha: solvedCaptcha };
    for (let n = 0; n < 30; n += 1) await core.logins.start(wrong, caller);
    expect(await eventsOf(harness, accountId)).not.toContain('LoginLocked.v1');
    accepted(await desk.accounts.unlock(staff('counterOfficer'), accountId, counter));
    await core.locks.settled();
    expect((await eventsOf(harness, accountId)).slice(-2)).toEqual(['LoginLocked.v1', 'LoginUnlocked.v1']);
    accepted(await core.logins.start({ ...wrong, password: goodPassword }, counter));
  });

  it('[STAFF-UNLOCK] forgives what is answered while it is under way', async () => {
    const { core, desk, accountId, harness, sandbox } = await registered();
    const wrong = { personId: sandbox.cast.an.personalNumber, password: 'Wrong-horse 2026!', captcha: solvedCaptcha };
    const guesses = Array.from({ length: 30 }, () => core.logins.start(wrong, caller));
    const unlocking = desk.accounts.unlock(staff('counterOfficer'), accountId, counter);
    await Promise.all([...guesses, unlocking]);
    await core.locks.settled();
    const events = await eventsOf(harness, accountId);
    expect(events.lastIndexOf('LoginLocked.v1')).toBeLessThanOrEqual(events.lastIndexOf('LoginUnlocked.v1'));
  });
});
