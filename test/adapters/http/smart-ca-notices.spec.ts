import type { RemoteSigningNotice } from '../../../src/adapters/http/http-settings.js';
import { start, step } from './support/acts.js';
import { eventually } from './stories/support.js';
import { startWorld, type World } from './support/world.js';

const path = '/v1/notices/smart-ca';
const redirectUri = 'http://localhost:4000/back';
const unknown = { tranId: 'tran-unknown', refTranId: 'ref-unknown', status: 1 };

let world: World;
let isDown = false;
let withheld = false;
let seen: RemoteSigningNotice[] = [];
let taken = 0;
beforeAll(async () => {
  world = await startWorld({
    wire: true,
    notices: {
      isSmartCaDown: () => isDown,
      wrap: (receiver) => async (notice) => {
        seen.push(notice);
        if (!withheld) await receiver(notice);
        taken += 1;
      },
    },
  });
});
afterAll(() => world.close());
beforeEach(() => {
  [isDown, withheld, seen, taken] = [false, false, [], 0];
});

/** Registers somebody as far as the request in the app. */
async function asked() {
  const started = await start(world, { method: 'smartCa', redirectUri });
  const { authorizeUrl } = started.body.due;
  const { code, state } = (await world.post('/sandbox/smartca/authorize', { who: 'uyen', authorizeUrl })).body;
  await step(world, started, { kind: 'authorizationCode', code, state });
  return {
    poll: () => step(world, started, { kind: 'poll' }),
    react: (reaction: string) => world.post('/sandbox/smartca/app', { who: 'uyen', reaction }),
    refTranId: ((await world.get('/sandbox/smartca/app?who=uyen')).body.prompts as { transactionId: string }[])[0]!
      .transactionId,
  };
}

/** Told until they were taken: as many as that. */
const told = (count: number) => eventually(async () => (taken >= count ? true : undefined));

describe('a notice of SmartCA, told over the wire,', () => {
  it('lets the next poll see the signature though the service is not asked any more', async () => {
    const { poll, react } = await asked();
    await react('accept');
    await told(1);
    isDown = true;
    expect((await poll()).body.due.step).toBe('holderConfirmation');
    expect(seen).toEqual([{ tranId: expect.any(String), refTranId: expect.any(String), status: 1 }]);
    expect(world.lines.filter(({ route, status }) => route === path && status === 202)).toHaveLength(1);
  });

  it('that does not come leaves the next poll to ask the service', async () => {
    withheld = true;
    const { poll, react } = await asked();
    await react('accept');
    await told(1);
    isDown = true;
    expect((await poll()).body.code).toBe('unavailable.remoteSigningService');
    isDown = false;
    expect((await poll()).body.due.step).toBe('holderConfirmation');
  });
});

describe('a forged notice', () => {
  it('of a transaction that waits changes nothing', async () => {
    const { poll, react, refTranId } = await asked();
    expect((await world.post(path, { tranId: 'guessed', refTranId, status: 1 })).status).toBe(202);
    await told(1);
    expect((await poll()).body.due.step).toBe('signature');
    await react('accept');
    expect((await poll()).body.due.step).toBe('holderConfirmation');
  });

  it('under both true numbers has the service asked, and its own word counts for nothing', async () => {
    withheld = true;
    const { poll, react } = await asked();
    await react('refuse');
    await told(1);
    withheld = false;
    await world.post(path, { ...seen[0], status: 1 });
    await told(2);
    isDown = true;
    expect((await poll()).body.code).toBe('signing.userRefused');
  });

  it('is answered as a true one is: the same status, body and headers', async () => {
    withheld = true;
    const { react } = await asked();
    await react('accept');
    await told(1);
    withheld = false;
    const shown = ({ status, body, headers }: Awaited<ReturnType<World['post']>>) => ({
      ...{ status, body },
      headers: { ...headers, date: '', 'x-correlation-id': '' },
    });
    const ofNobody = shown(await world.post(path, unknown));
    expect(shown(await world.post(path, seen[0]))).toEqual(ofNobody);
    expect([ofNobody.status, ofNobody.body]).toEqual([202, { received: true }]);
  });
});

describe('the route for notices', () => {
  it.each([
    ['nothing', {}],
    ['a number for a text', { ...unknown, tranId: 1 }],
    ['a text for a number', { ...unknown, status: '1' }],
    ['a status that is no whole number', { ...unknown, status: 1.5 }],
    ['a status out of range', { ...unknown, status: 1e9 }],
    ['a number that is too long', { ...unknown, refTranId: 'r'.repeat(257) }],
    ['an empty one', { ...unknown, refTranId: '' }],
    ['one field more', { ...unknown, signature: 'x' }],
  ])('refuses %s', async (_what, body) => {
    const answer = await world.post(path, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    expect(seen).toEqual([]);
  });

  it('answers before anybody looks into it, and tells nobody that looking failed', async () => {
    const failing = await startWorld({ http: { remoteSigningNotices: () => Promise.reject(new Error('broken')) } });
    expect((await failing.post(path, unknown)).status).toBe(202);
    expect(failing.failures).toEqual([new Error('broken')]);
    await failing.close();
  });

  it('looks into so many at a time, and lets go of more', async () => {
    let begun = 0;
    const stuck = await startWorld({
      http: {
        remoteSigningNotices: () => {
          begun += 1;
          return new Promise(() => undefined);
        },
      },
    });
    for (let sent = 0; sent < 70; sent += 1) expect((await stuck.post(path, unknown)).status).toBe(202);
    expect(begun).toBe(64);
    await stuck.close();
  });

  it('takes six hundred a minute from one network', async () => {
    const flooded = await startWorld({ http: { remoteSigningNotices: () => Promise.resolve() } });
    for (let sent = 0; sent < 600; sent += 1) expect((await flooded.post(path, unknown)).status).toBe(202);
    const over = await flooded.post(path, unknown);
    expect([over.status, over.body.code]).toEqual([429, 'notice.tooMany']);
    flooded.pass(61_000);
    expect((await flooded.post(path, unknown)).status).toBe(202);
    await flooded.close();
  });

  it('is not there where nobody takes them', async () => {
    const closed = await startWorld();
    const answer = await closed.post(path, unknown);
    expect([answer.status, answer.body.code]).toEqual([404, 'request.unknownRoute']);
    await closed.close();
  });
});
