import { openInMemory } from '../../../src/infrastructure/in-memory.js';
import { formOf, register } from './support/acts.js';
import { linkTo, logInBy, press } from './stories/support.js';
import { startWorld, type World } from './support/world.js';

let world: World;
const opened = openInMemory();
beforeAll(async () => {
  world = await startWorld({ opened });
});
afterAll(() => world.close());

/** What scanners of mail and SMS do to every link before its reader does. */
const scan = async (path: string): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (const accept of ['text/html', '*/*', 'text/html']) {
    const answer = await world.get(path, { headers: { accept, 'user-agent': 'link scanner' } });
    statuses.push(answer.status);
  }
  return statuses;
};

describe('a scanner that follows the links of messages', () => {
  it('disowns no login: only the button of the page does', async () => {
    await register(world, 'an');
    const { token } = (await logInBy(world, 'an')).body;
    const link = await linkTo(world, formOf(world, 'an')['phone'] ?? '', 'disavow-login');
    const head = await opened.storage.eventStore.head();
    expect(await scan(`/disavow-login?token=${link}`)).toEqual([200, 200, 200]);
    expect(await opened.storage.eventStore.head()).toBe(head);
    expect((await world.get('/v1/me', { token })).status).toBe(200);
    expect((await press(world, 'disavow-login', link)).status).toBe(200);
    expect(await opened.storage.eventStore.head()).toBeGreaterThan(head);
    expect((await world.get('/v1/me', { token })).status).toBe(401);
  }, 30_000);

  it.each(['activate', 'cancel-phone-change', 'postal-login', 'verify-email'])(
    'is shown a page by %s, and uses nothing up',
    async (path) => {
      const head = await opened.storage.eventStore.head();
      expect(await scan(`/${path}?token=${'x'.repeat(40)}`)).toEqual([200, 200, 200]);
      expect(await opened.storage.eventStore.head()).toBe(head);
    },
  );
});
