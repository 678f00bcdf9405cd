import { codeFor, formOf, password, register } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

/** The network that a login through a proxy is recorded with, and the correlation id on its event. */
async function originOf(world: World) {
  await register(world, 'an');
  const { phone = '', personId } = formOf(world, 'an');
  const headers = {
    'x-forwarded-for': '198.51.100.23',
    'user-agent': 'x'.repeat(400),
    'x-correlation-id': '4f9f2a0e-7d0f-4f5e-9c39-6a4dd1f3c003',
  };
  const { loginToken } = (await world.post('/v1/logins', { personId, password }, { headers })).body;
  const code = await codeFor(world, phone);
  const { token, position } = (await world.post('/v1/logins/confirm', { loginToken, code }, { headers })).body;
  const { items } = (await world.get(`/v1/me/logins?atLeast=${position}`, { token })).body;
  return items[0].origin;
}

describe('where a request comes from', () => {
  it('is the connection, whatever a header says', async () => {
    const world = await startWorld();
    expect(await originOf(world)).toEqual({ network: '127.0.0.0/24', agent: 'x'.repeat(256) });
    await world.close();
  });

  it('is what a trusted proxy says', async () => {
    const world = await startWorld({ trustProxy: '127.0.0.0/8' });
    expect((await originOf(world)).network).toBe('198.51.100.0/24');
    await world.close();
  });

  it('is not what a proxy says that is not among the trusted', async () => {
    const world = await startWorld({ trustProxy: '10.0.0.0/8' });
    expect((await originOf(world)).network).toBe('127.0.0.0/24');
    await world.close();
  });
});
