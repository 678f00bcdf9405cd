import { type CastPersonHandle, issueCertificate, signWith } from '../../../../src/adapters/sandbox/index.js';
import { instant } from '../../../../src/domain/kernel/instant.js';
import { password } from '../support/acts.js';
import { type Answer, startWorld, type World } from '../support/world.js';
import { logInAsEid, olderAccount, registerAsEid, sync } from './merging.js';
import { logInBy, storages, told } from './support.js';

const mark = { ground: 'hai người khác nhau, có xác minh', ticket: 'HS-2026-0012' };
const asked = `ground=${encodeURIComponent(mark.ground)}&ticket=${mark.ticket}`;
const [hang, minh, viet] = ['sandbox-officer-hang', 'sandbox-supervisor-minh', 'sandbox-auditor-viet'];

/** A certificate that names Bình by her old number. */
function signedByCmnd({ sandbox }: World, challenge: string) {
  const { name, cmnd = '' } = sandbox.cast.binh;
  const at = (day: string) => instant(Date.parse(day));
  const validity = { validFrom: at('2018-01-01'), validUntil: at('2038-01-01') };
  const certificate = issueCertificate({ holder: name, personIds: [cmnd], ...validity });
  return { kind: 'signature', signature: signWith(certificate, challenge) };
}

async function answerByCmnd(world: World): Promise<Answer> {
  const { body } = await world.post('/v1/logins/proofs', { method: 'usbToken' });
  const proof = signedByCmnd(world, body.due.challenge);
  return world.post('/v1/logins/proofs/answer', { loginToken: body.loginToken, ...proof });
}

describe.each(storages)('items 7 and 8, merges over their whole life, over %s', (storage) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ storage });
  });
  afterEach(() => world.close());

  const as = (token: string, path: string, more: object = {}) =>
    world.post(`/v1/staff/${path}`, { ...mark, ...more }, { token });
  const seen = (token: string, path: string) => world.get(`/v1/staff/${path}?${asked}`, { token });
  const holderOf = async (who: CastPersonHandle, of: 'cmnd' | 'personalNumber') =>
    (await as(hang, 'lookups', { personId: world.sandbox.cast[who][of] })).body.accountId as string;

  it('7: a certificate of the absorbed account lets its owner in once it is accepted, and not before', async () => {
    const old = await olderAccount(world, 'binh');
    const ownCmnd = (await logInBy(world, 'binh', { personId: world.sandbox.cast.binh.cmnd ?? '' })).body.token;
    const { body } = await world.post('/v1/me/methods', { method: 'usbToken' }, { token: ownCmnd });
    const added = await world.post(
      `/v1/me/methods/additions/${body.additionId}/proof`,
      signedByCmnd(world, body.due.challenge),
      { token: ownCmnd },
    );
    expect(added.body).toMatchObject({ kind: 'added' });
    expect((await answerByCmnd(world)).body.opened.session.accountId).toBe(old);

    const { id, token } = await registerAsEid(world, 'binh');
    expect((await sync(world, 'binh', token)).body).toMatchObject({ absorbed: [old], notAbsorbed: [] });
    expect(told(await answerByCmnd(world))).toEqual([401, 'login.certificateUnbound']);
    const { methods } = (await world.get('/v1/me/merge-offers', { token })).body;
    expect(methods).toMatchObject([{ from: old, method: 'usbToken', level: 'IAL3' }]);
    const path = `/v1/me/merge-offers/methods/${methods[0].methodId}/accept`;
    const accepted = await world.post(path, undefined, { token });
    expect(accepted.body).toMatchObject({ methodId: expect.any(String), position: expect.any(Number) });
    expect((await world.get('/v1/me/merge-offers', { token })).body.methods).toEqual([]);
    expect(told(await world.post(path, undefined, { token }))[1]).toBe('merge.notOffered');
    const { opened } = (await answerByCmnd(world)).body;
    expect(opened.session).toMatchObject({ accountId: id, method: 'usbToken' });
  });

  it('7: a phone of the absorbed account gets codes once it is accepted; its password opens nothing', async () => {
    const old = await olderAccount(world, 'binh');
    const { token } = await registerAsEid(world, 'binh');
    await sync(world, 'binh', token);
    const { phones } = (await world.get('/v1/me/merge-offers', { token })).body;
    expect((await world.get('/v1/me/phones', { token })).body.phones).toEqual([]);
    await world.post(`/v1/me/merge-offers/phones/${phones[0].phoneId}/accept`, undefined, { token });
    expect((await world.get('/v1/me/phones', { token })).body.phones).toMatchObject([{ masked: '095****002' }]);
    for (const personId of ['190990002', '046185990002'])
      expect(told(await world.post('/v1/logins', { personId, password }))).toEqual([401, 'login.invalidCredentials']);
    expect((await world.get('/v1/me/absorbed', { token })).body.accounts).toMatchObject([{ accountId: old }]);
  });

  it('8: two officers undo a merge: the absorbed account lives again, and its history goes back with it', async () => {
    const old = await olderAccount(world, 'binh');
    const { id, token } = await registerAsEid(world, 'binh');
    await sync(world, 'binh', token);
    const absorbed = await world.get('/v1/me/absorbed', { token });
    const [{ mergeId }] = absorbed.body.accounts;
    expect(absorbed.body.accounts).toEqual([{ accountId: old, into: id, mergeId }]);
    const history = await world.get(`/v1/me/absorbed/${old}/history`, { token });
    expect(history.body.events.map(({ type }: { type: string }) => type)).toContain('AbsorbedIntoAccount.v1');
    expect((await seen(viet, `accounts/${id}/absorbed`)).body.accounts).toMatchObject([{ accountId: old }]);
    expect([await holderOf('binh', 'cmnd'), await holderOf('binh', 'personalNumber')]).toEqual([id, id]);

    expect(told(await as(viet, `accounts/${old}/reversal-requests`, { mergeId }))).toEqual([403, 'staff.forbidden']);
    const asks = await as(minh, `accounts/${old}/reversal-requests`, { mergeId });
    const { caseId, position } = asks.body;
    const open = await world.get(`/v1/staff/cases?kind=act&atLeast=${position}`, { token: viet });
    expect(open.body.items).toMatchObject([{ caseId, act: 'reverseMerge', accountId: old, mergeId }]);
    expect(told(await as(minh, `requests/${caseId}/approve`))[1]).toBe('staff.sameOfficer');
    expect(told(await as(hang, `requests/${caseId}/approve`))[1]).toBe('staff.forbidden');
    const own = await as(hang, `accounts/${old}/reversal-requests`, { mergeId });
    const approved = await as(minh, `requests/${own.body.caseId}/approve`);
    expect(approved.body).toMatchObject({ caseId: own.body.caseId, position: expect.any(Number) });

    const cmndHolder = await holderOf('binh', 'cmnd');
    expect([cmndHolder, await holderOf('binh', 'personalNumber')]).toEqual([old, id]);
    const again = await logInAsEid(world, 'binh');
    expect((await world.get('/v1/me/absorbed', { token: again })).body).toEqual({ accounts: [] });
    const gone = await world.get(`/v1/me/absorbed/${old}/history`, { token: again });
    expect(told(gone)).toEqual([404, 'account.unknown']);
    const journal = (await seen(viet, `accounts/${old}/journal`)).body.entries;
    expect(journal.map(({ officer, act }: { officer: string; act: string }) => `${officer} ${act}`)).toEqual(
      expect.arrayContaining(['hang requestReversal', 'minh approveReversal']),
    );
  });
});
