import { tap } from 'rxjs';
import type { Ports } from '../../../../src/application/composition/ports.js';
import type { EventStore } from '../../../../src/application/ports/event-store.port.js';
import { seconds } from '../../../../src/domain/kernel/instant.js';
import { codeFor, register } from '../support/acts.js';
import { type House, makeHouse } from '../support/house.js';
import type { World } from '../support/world.js';
import { logInBy, storages, told } from './support.js';

const anHour = 3_600_000;
const mark = { ground: 'đơn của công dân', ticket: 'HS-2026-0010' };
const supervisor = 'sandbox-supervisor-minh';

/** Counts what is read: events of accounts' streams, and events that followers of the log are given. */
function counted() {
  const read = { ofAccounts: 0, followed: 0 };
  const counting = ({ eventStore }: Ports): Partial<Ports> => {
    const readStream: EventStore['readStream'] = async (stream, options) => {
      const slice = await eventStore.readStream(stream, options);
      if (stream.startsWith('account-')) read.ofAccounts += slice.events.length;
      return slice;
    };
    const subscribe: EventStore['subscribe'] = (after, size) =>
      eventStore.subscribe(after, size).pipe(tap((batch) => (read.followed += batch.length)));
    return {
      eventStore: {
        append: (stream, expected, events) => eventStore.append(stream, expected, events),
        head: () => eventStore.head(),
        readStream,
        readAll: (after, limit) => eventStore.readAll(after, limit),
        subscribe,
      },
    };
  };
  return { read, counting };
}

describe.each(storages)('item 10, read models and snapshots, over %s', (storage) => {
  let house: House;
  let world: World;
  beforeAll(async () => {
    house = makeHouse(storage);
    world = await house.open();
    await register(world, 'an');
  });
  afterAll(async () => {
    await world.close();
    house.remove();
  });

  const logIn = async (): Promise<{ readonly token: string; readonly position: number }> => {
    world.pass(anHour);
    return (await logInBy(world, 'an')).body;
  };

  it('show at least what an answer’s position says, whichever of them is read', async () => {
    const { token, position } = await logIn();
    const history = await world.get(`/v1/me/logins?atLeast=${position}`, { token });
    expect(history.body.items[0]).toMatchObject({ outcome: 'loggedIn', method: 'password' });
    const changed = await world.post('/v1/me/contact', { address: 'Số 7 phố Sao Mai' }, { token });
    const atLeast = `atLeast=${changed.body.position}`;
    const identity = await world.get(`/v1/me/identity?${atLeast}`, { token });
    expect(identity.body.contact).toContainEqual(expect.objectContaining({ field: 'address' }));
    const added = await world.post('/v1/me/phones', { phone: '0950000011' }, { token });
    const code = await codeFor(world, '0950000011');
    const confirmed = await world.post(`/v1/me/phones/${added.body.phoneId}/confirm`, { code }, { token });
    const profile = await world.get(`/v1/me/profile?atLeast=${confirmed.body.position}`, { token });
    expect(profile.body.phones).toHaveLength(2);
    const text = 'Có người đăng ký bằng số của tôi';
    const opened = await world.post('/v1/complaints', { topic: 'identifierTaken', text });
    const cases = `/v1/staff/cases?kind=complaint&atLeast=${opened.body.position}`;
    const listed = await world.get(cases, { token: supervisor });
    expect(listed.body.items).toMatchObject([{ caseId: opened.body.caseId }]);
    const late = await world.get('/v1/me/profile?atLeast=9000000000000', { token });
    expect([told(late), late.headers['retry-after']]).toEqual([[503, 'unavailable.readModels'], '1']);
  }, 30_000);

  it('are rebuilt beside the live ones, which go on answering and following', async () => {
    const { token } = await logIn();
    const before = (await world.get('/v1/me/profile', { token })).body;
    const during: Promise<unknown>[] = [];
    let logins = 0;
    for (const projector of world.core.projectors)
      await projector.rebuild(() => {
        during.push(world.get('/v1/me/profile', { token }).then(({ body }) => body));
      });
    const traffic = (async () => {
      for (; logins < 3; logins += 1) await logIn();
    })();
    for (const projector of world.core.projectors) await projector.rebuild(() => undefined);
    await traffic;
    expect(await Promise.all(during)).toEqual(during.map(() => before));
    const latest = await logIn();
    const path = `/v1/me/logins?atLeast=${latest.position}&limit=100`;
    const history = await world.get(path, { token: latest.token });
    expect(history.body.items.filter(({ outcome }: { outcome: string }) => outcome === 'loggedIn')).toHaveLength(6);
  }, 30_000);

  it('go on where they were after a restart, and read nothing twice', async () => {
    const { position } = await logIn();
    const { token } = await logIn();
    await house.told();
    await world.get(`/v1/me/profile?atLeast=${position}`, { token });
    const { head } = (await world.core.projectors[0]?.progress()) ?? { head: 0 };
    for (const projector of world.core.projectors) await projector.reached(head, seconds(5));
    await world.close();
    const { read, counting } = counted();
    world = await house.open({ ports: counting });
    expect((await world.get(`/v1/me/profile?atLeast=${head}`, { token })).status).toBe(200);
    expect(read.followed).toBe(0);
    const next = await logIn();
    const shown = await world.get(`/v1/me/logins?atLeast=${next.position}`, { token: next.token });
    expect(shown.status).toBe(200);
    const followers = world.core.projectors.length + 1;
    expect(read.followed).toBeGreaterThan(0);
    expect(read.followed).toBeLessThanOrEqual((next.position - head) * followers);
  }, 30_000);

  it('load a long account by a snapshot and the few events after it', async () => {
    for (let logins = 0; logins < 30; logins += 1) await logIn();
    await world.close();
    const { read, counting } = counted();
    world = await house.open({ ports: counting });
    const { token } = await logIn();
    expect((await world.get('/v1/me/phones', { token })).status).toBe(200);
    const { events } = (await world.get('/v1/me/history', { token })).body;
    expect(events.length).toBeGreaterThan(35);
    // Besides the history, which is the whole stream by right.
    expect(read.ofAccounts - events.length).toBeLessThan(40);
  }, 60_000);

  it('list the cases that wait for an officer, until they are decided', async () => {
    const accountId = (
      await world.post('/v1/staff/lookups', { ...mark, personId: '001090990001' }, { token: supervisor })
    ).body.accountId;
    const asked = await world.post(`/v1/staff/accounts/${accountId}/erasure-requests`, mark, {
      token: 'sandbox-officer-hang',
    });
    const list = async (kind: string, position: number, token = supervisor) =>
      world.get(`/v1/staff/cases?kind=${kind}&atLeast=${position}`, { token });
    const { items } = (await list('act', asked.body.position)).body;
    expect(items).toMatchObject([{ caseId: asked.body.caseId, act: 'erase', accountId, officer: 'hang', topic: null }]);
    const refused = await world.post(`/v1/staff/requests/${asked.body.caseId}/refuse`, mark, {
      token: 'sandbox-protection-thu',
    });
    expect((await list('act', refused.body.position)).body).toEqual({ items: [], next: null });
    expect(told(await list('everything', 0))).toEqual([400, 'request.invalid']);
    expect(told(await list('act', 0, 'nobody'))).toEqual([401, 'request.staffMissing']);
  });
});
