import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import { openInMemory } from '../../src/infrastructure/in-memory.js';
import type { OpenedStorage } from '../../src/infrastructure/storage.js';
import { codeFor, formOf, logIn, register, start, step } from '../adapters/http/support/acts.js';
import { startWorld, type World } from '../adapters/http/support/world.js';
import { temporaryFolder } from './support/server.js';

const folder = temporaryFolder();
const passwordHasher = makeUnsafePlainHasher();
const stores: readonly (readonly [string, () => OpenedStorage])[] = [
  ['the embedded stores', () => openEmbedded({ directory: folder.path, passwordHasher })],
  ['memory', () => openInMemory({ passwordHasher })],
];
afterAll(() => folder.remove());

const duplicate = { code: 'registration.duplicate', remedies: ['recoverPassword', 'counter', 'complaint'] };

describe.each(stores)('over %s', (_name, open) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ opened: open() });
  });
  afterAll(() => world.close());

  it('a citizen registers by mobile, logs in, and sees profile, login history and history', async () => {
    const registered = await register(world, 'an');
    expect(registered.body).toMatchObject({ status: 'registered', account: { level: 'IAL2', next: 'logIn' } });
    const { token, position, session } = (await logIn(world, 'an')).body;
    expect(session.accountId).toBe(registered.body.account.accountId);
    const own = async (path: string) => (await world.get(path, { token })).body;
    expect(await own(`/v1/me/profile?atLeast=${position}`)).toMatchObject({ identity: { name: 'Nguyễn Minh An' } });
    expect(await own(`/v1/me/logins?atLeast=${position}`)).toMatchObject({ items: [{ outcome: 'loggedIn' }] });
    const { events } = await own('/v1/me/history');
    expect(events.map(({ type }: { type: string }) => type)).toEqual(['Registered.v1', 'LoggedIn.v1']);
  });

  it.each([
    ['the same CCCD again', '001090990001'],
    ['the CCCD with other spacing', '001 090 990-001'],
    ['the CMND that the population register gave as its alias', '012990001'],
  ])('is refused a second account with the three remedies: %s', async (_what, personId) => {
    const answer = await start(world, { ...formOf(world, 'an'), personId });
    expect([answer.status, answer.body]).toMatchObject([409, duplicate]);
  });

  it('finds a duplicate by BHXH though the register returns the CMND and the CCCD was typed', async () => {
    await register(world, 'binh');
    const answer = await start(world, { method: 'socialInsurance', ...formOf(world, 'binh') });
    expect(answer.body).toMatchObject(duplicate);
  });

  it('refuses the BHXH code of another person alike, whether that person has an account or not', async () => {
    const form = formOf(world, 'em');
    const stranger = await start(world, { method: 'socialInsurance', ...form });
    expect(stranger.body).toMatchObject({ code: 'registration.identityMismatch' });
    const { socialInsuranceCode } = formOf(world, 'binh');
    const known = await start(world, { method: 'socialInsurance', ...form, socialInsuranceCode });
    expect([known.status, known.text]).toEqual([stranger.status, stranger.text]);
  });

  it('activates VNPost accounts by SMS and by the link of a mail', async () => {
    const chi = formOf(world, 'chi');
    const bySms = await start(world, { method: 'vnpost', activation: 'sms', ...chi });
    const code = await codeFor(world, chi['phone'] ?? '');
    expect((await step(world, bySms, { kind: 'otp', code })).body.status).toBe('registered');
    const dung = formOf(world, 'dung');
    await start(world, { method: 'vnpost', activation: 'email', ...dung });
    const { token } = (await world.get(`/sandbox/inbox?to=${dung['email']}`)).body;
    expect((await world.post('/v1/activations', { token })).body.status).toBe('registered');
  });

  it('goes wrong nowhere behind the scenes', () => {
    expect(world.failures).toEqual([]);
  });
});
