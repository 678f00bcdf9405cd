import { codeFor, password, register } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import { afterPassword, logInBy, storages, told } from './support.js';

const hang = 'sandbox-officer-hang';
const minh = 'sandbox-supervisor-minh';
const thu = 'sandbox-protection-thu';
const viet = 'sandbox-auditor-viet';
const mark = { ground: 'đơn của công dân', ticket: 'HS-2026-0007' };
const asked = `ground=${encodeURIComponent(mark.ground)}&ticket=${mark.ticket}`;

describe.each(storages)('item 8, acts of staff, over %s', (storage) => {
  let world: World;
  let accountId: string;
  beforeAll(async () => {
    world = await startWorld({ storage });
    await register(world, 'an');
    const found = await as(hang, 'lookups', { personId: '001 090 990 001' });
    accountId = found.body.accountId;
  });
  afterAll(() => world.close());

  const as = (token: string, path: string, more: object = {}) =>
    world.post(`/v1/staff/${path}`, { ...mark, ...more }, { token });
  const seen = (token: string, path: string) => world.get(`/v1/staff/${path}?${asked}`, { token });

  it('are closed to everybody else, and to roles that may not', async () => {
    expect(told(await world.post(`/v1/staff/accounts/${accountId}/suspend`, mark))).toEqual([
      401,
      'request.staffMissing',
    ]);
    const { token } = (await logInBy(world, 'an')).body;
    expect((await as(token, `accounts/${accountId}/suspend`)).body.code).toBe('request.staffMissing');
    expect(told(await as(hang, `accounts/${accountId}/suspend`))).toEqual([403, 'staff.forbidden']);
    expect(told(await as(minh, `accounts/${accountId}/suspend`, { ground: ' ' }))).toEqual([400, 'staff.markMissing']);
    expect((await as(minh, 'accounts/none/suspend')).body.code).toBe('account.unknown');
  });

  it('suspend and reinstate; a suspended account is a duplicate all the same', async () => {
    expect((await as(minh, `accounts/${accountId}/suspend`)).body).toMatchObject({ accountId });
    expect((await afterPassword(world, 'an')).body.code).toBe('account.suspended');
    expect((await register(world, 'an')).body.code).toBe('registration.duplicate');
    expect((await as(minh, `accounts/${accountId}/reinstate`)).body).toMatchObject({ accountId });
    const unlocked = await as(hang, `accounts/${accountId}/unlock`);
    expect([unlocked.status, unlocked.body]).toMatchObject([200, { accountId, newPasswordNeeded: false }]);
    expect((await logInBy(world, 'an')).status).toBe(201);
  });

  it('recover at a counter, with papers, a code and a password', async () => {
    const needs = { accountId, needs: ['phone', 'password'], newPhone: '0950000011' };
    expect((await as(hang, 'recoveries', { ...needs, papers: [] })).body.code).toBe('recovery.papersMissing');
    expect((await as(hang, 'recoveries', { ...needs, papers: ['letter'] })).body.code).toBe('request.invalid');
    const first = (await as(hang, 'recoveries', { ...needs, papers: ['chipCard'] })).body;
    expect(first.sentTo).toBe('095****011');
    expect((await as(hang, `recoveries/${first.caseId}/resend`)).body.code).toBe('otp.tooManySends');
    const fresh = 'Mùa-Xuân#2027-hoa-đào';
    const answer = { code: await codeFor(world, '0950000011'), password: fresh, confirmation: fresh };
    const granted = await as(hang, `recoveries/${first.caseId}/grant`, answer);
    expect(granted.body).toMatchObject({ caseId: first.caseId });
    expect((await afterPassword(world, 'an', password)).body.code).toBe('login.invalidCredentials');
    expect((await logInBy(world, 'an', { secret: fresh, phone: '0950000011' })).status).toBe(201);
    const second = (await as(hang, 'recoveries', { accountId, needs: ['password'], papers: ['chipCard'] })).body;
    expect((await as(hang, `recoveries/${second.caseId}/refuse`)).body.caseId).toBe(second.caseId);
  });

  it('decide complaints, which anybody opens and nobody learns anything by', async () => {
    const text = 'Có người đăng ký bằng số của tôi';
    const opened = await world.post('/v1/complaints', { topic: 'identifierTaken', text, personId: '001090990001' });
    expect(opened.status).toBe(201);
    const { caseId } = opened.body;
    const read = await seen(viet, `complaints/${caseId}`);
    expect(read.body).toMatchObject({ topic: 'identifierTaken', details: { text }, outcome: null });
    expect((await as(minh, `complaints/${caseId}/decide`, { outcome: 'dismissed', accountId })).body.caseId).toBe(
      caseId,
    );
    expect((await as(minh, `complaints/${caseId}/decide`, { outcome: 'upheld' })).body.code).toBe('case.decided');
    expect((await seen(viet, `complaints/${caseId}`)).body.outcome).toBe('dismissed');
  });

  it('read an account, each reading in its journal first', async () => {
    expect((await seen(viet, `accounts/${accountId}/history`)).body.events.length).toBeGreaterThan(5);
    expect((await seen(viet, `accounts/${accountId}/level`)).body.level).toBe('IAL2');
    const { entries } = (await seen(viet, `accounts/${accountId}/journal`)).body;
    expect(entries.at(-1)).toMatchObject({ officer: 'viet', role: 'auditor', act: 'readAccount', ...mark });
    expect(entries.map(({ act }: { act: string }) => act)).toEqual(expect.arrayContaining(['suspend', 'recover']));
  });

  it('erase by two officers only, close for good, and the number is free again', async () => {
    const other = await register(world, 'binh');
    const lookup = await as(hang, 'lookups', { personId: '046185990002' });
    expect(other.body.account.accountId).toBe(lookup.body.accountId);
    const asksFor = await as(thu, `accounts/${accountId}/erasure-requests`);
    expect(asksFor.status).toBe(201);
    const own = await as(thu, `requests/${asksFor.body.caseId}/approve`);
    expect(own.body.code).toBe('staff.sameOfficer');
    expect((await as(thu, `requests/${asksFor.body.caseId}/refuse`)).body.caseId).toBe(asksFor.body.caseId);
    const again = (await as(hang, `accounts/${accountId}/erasure-requests`)).body;
    expect((await as(thu, `requests/${again.caseId}/approve`)).body.caseId).toBe(again.caseId);
    const { events } = (await seen(viet, `accounts/${accountId}/history`)).body;
    expect(events[0].data.personal).toBe('erased');
    expect(told(await as(hang, `accounts/${accountId}/reversal-requests`, { mergeId: 'none' }))).toEqual([
      422,
      'merge.notAbsorbed',
    ]);
    const closed = await as(minh, `accounts/${lookup.body.accountId}/close`);
    expect(closed.body).toMatchObject({ accountId: lookup.body.accountId });
    world.pass(3_600_000);
    expect((await register(world, 'binh')).body.status).toBe('registered');
  });
});
