import { register } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import { olderAccount, registerAsEid, sync } from './merging.js';
import { answerByVneid, linkTo, logInBy, press, registerByVneid, storages, told } from './support.js';

const fields = { personalNumber: '001090990001', name: 'Nguyễn Minh An', birthDate: '12/05/1990' };

describe.each(storages)('items 4, 6 and 7, over %s', (storage) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ storage });
  });
  afterEach(() => world.close());

  it('4: edits contact, verifies the address, and shows what every field rests on', async () => {
    await register(world, 'an');
    const { token } = (await logInBy(world, 'an')).body;
    const foreign = await world.post('/v1/me/contact', { name: 'Người Khác' }, { token });
    expect(told(foreign)).toEqual([400, 'request.invalid']);
    expect((await world.post('/v1/me/contact', { phone: '12' }, { token })).body.code).toBe('contact.phoneFormat');
    const to = 'an.moi@hopthu.example';
    const changed = await world.post('/v1/me/contact', { email: to, address: 'Số 7 phố Sao Mai' }, { token });
    expect(changed.body).toMatchObject({ email: to, emailVerified: false, linkSent: true });
    const link = await linkTo(world, to, 'verify-email');
    expect((await world.get(`/verify-email?token=${link}`)).text).toContain('Xác nhận / Confirm');
    expect((await press(world, 'verify-email', link)).status).toBe(200);
    expect((await world.post('/v1/email-verifications', { token: link })).body.code).toBe('contact.linkInvalid');
    expect((await world.get('/v1/me/contact', { token })).body).toMatchObject({ email: to, emailVerified: true });
    const sent = await world.post('/v1/me/contact/email-link', undefined, { token });
    expect(sent.body.sentTo).toContain('@hopthu.example');
    const gone = await world.post('/v1/me/contact', { email: null }, { token });
    expect(gone.body).toMatchObject({ email: null, address: 'Số 7 phố Sao Mai' });
    const { body } = await world.get(`/v1/me/identity?atLeast=${gone.body.position}`, { token });
    const origin = (field: string) => body.identity.find((one: { field: string }) => one.field === field)?.origin;
    expect(origin('name')).toMatchObject({ by: 'evidence' });
    expect(body.contact).toMatchObject([{ field: 'address', origin: { by: 'owner' } }]);
  });

  it('6: brings an account up to date in a session of VNeID only', async () => {
    await registerByVneid(world, 'an');
    const { token } = (await answerByVneid(world, 'an')).body.opened;
    const headers = { 'idempotency-key': 'one-sync' };
    expect((await world.post('/v1/me/sync', { ...fields, personalNumber: '046185990002' }, { token })).body.code).toBe(
      'sync.notOwnNumber',
    );
    expect((await world.post('/v1/me/sync', { ...fields, birthDate: '13/05/1990' }, { token })).body.code).toBe(
      'sync.notConfirmed',
    );
    const synced = await world.post('/v1/me/sync', fields, { token, headers });
    expect(synced.body).toMatchObject({ alias: 'added', absorbed: [], position: expect.any(Number) });
    expect(synced.body.changes).toContainEqual({ field: 'hometown', before: null, after: 'Nam Định' });
    const repeated = await world.post('/v1/me/sync', fields, { token, headers });
    expect(repeated.body.changes).toContainEqual({ field: 'hometown', before: null, after: null });
    expect((await register(world, 'an')).body.code).toBe('registration.duplicate');
    expect((await world.get('/v1/me/merge-offers', { token })).body).toEqual({ methods: [], phones: [] });
  });

  it('6: is refused in a session of a password', async () => {
    await register(world, 'an');
    const { token } = (await logInBy(world, 'an')).body;
    expect(told(await world.post('/v1/me/sync', fields, { token }))).toEqual([422, 'sync.notByVneid']);
  });

  it('7: absorbs the older account of the same person, whose phone waits for the owner', async () => {
    const old = await olderAccount(world, 'binh');
    const { token } = await registerAsEid(world, 'binh');
    const synced = await sync(world, 'binh', token);
    expect(synced.body).toMatchObject({ alias: 'held', absorbed: [old], notAbsorbed: [] });
    const { phones } = (await world.get('/v1/me/merge-offers', { token })).body;
    expect(phones).toMatchObject([{ from: old, masked: '095****002' }]);
    const none = await world.post('/v1/me/merge-offers/methods/none/accept', undefined, { token });
    expect(none.body.code).toBe('merge.notOffered');
    const { phoneId } = phones[0];
    const accepted = await world.post(`/v1/me/merge-offers/phones/${phoneId}/accept`, undefined, { token });
    expect(accepted.body).toMatchObject({ phoneId });
    expect((await world.get('/v1/me/phones', { token })).body.phones).toMatchObject([{ masked: '095****002' }]);
  });
});
