import { hours, seconds } from '../../../src/domain/kernel/instant.js';
import { client, redirectUri, rsspWorld, type RsspWorld } from '../smart-ca/support/rssp-world.js';

interface Got {
  readonly status: number;
  readonly body: ReturnType<typeof JSON.parse>;
}

describe('the sandbox’s remote signing service', () => {
  let world: RsspWorld;
  beforeEach(async () => {
    world = await rsspWorld();
  });
  afterEach(() => world.close());

  async function post(path: string, body: string, headers: Record<string, string>): Promise<Got> {
    const response = await fetch(`${world.rssp.baseUrl}${path}`, { method: 'POST', body, headers });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }
  const grant = (change: Record<string, string> = {}): Promise<Got> => {
    const form = { grant_type: 'authorization_code', client_id: client.id, client_secret: client.secret };
    const body = new URLSearchParams({ ...form, redirect_uri: redirectUri, ...change }).toString();
    return post('/auth/token', body, { 'content-type': 'application/x-www-form-urlencoded' });
  };
  const tokenOf = async (who?: string): Promise<string> =>
    (await grant({ code: await world.logIn(who) })).body.access_token;
  const call = (path: string, token: string, fields: unknown): Promise<Got> =>
    post(`/csc${path}`, JSON.stringify(fields), {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    });
  const hash = Buffer.alloc(32, 1).toString('base64');
  const signing = async (token: string, change: object = {}): Promise<Got> => {
    const { content } = (await call('/credentials/list', token, {})).body;
    const request = { credentialId: content[1], refTranId: 'r', description: 'Mã 4711', datas: [{ name: 'x', hash }] };
    return call('/signature/signhash', token, { ...request, ...change });
  };

  it('gives tokens for codes: once, within fifteen seconds, to the client and the address they were given for', async () => {
    const code = await world.logIn();
    expect((await grant({ code, client_secret: 'x' })).body.error).toBe('invalid_client');
    expect((await grant({ code, grant_type: 'password' })).body.error).toBe('unsupported_grant_type');
    expect((await grant({ code })).body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect((await grant({ code })).body.error).toBe('invalid_grant');
    const elsewhere = await grant({ code: await world.logIn(), redirect_uri: 'https://evil.example/' });
    expect(elsewhere.body.error).toBe('invalid_grant');
    const late = await world.logIn();
    world.clock.pass(seconds(16));
    expect((await grant({ code: late })).body.error_description).toContain('expired');
  });

  it('lets in whom it knows, from pages of its client', async () => {
    const page = await world.service.authorizeUrl({ state: 's', redirectUri });
    expect(world.rssp.logIn('song', page)).toMatchObject({ kind: 'redirect', state: 's' });
    expect(world.rssp.logIn('nobody', page)).toEqual({ kind: 'refused', reason: 'noAccount' });
    expect(world.rssp.logIn('song', page.replace(client.id, 'other'))).toEqual({
      kind: 'refused',
      reason: 'badRequest',
    });
    const nowhere = await world.service.authorizeUrl({ state: 's', redirectUri: 'nowhere' });
    expect(world.rssp.logIn('song', nowhere)).toEqual({ kind: 'refused', reason: 'badRequest' });
  });

  it('shows certificates and their state', async () => {
    const token = await tokenOf();
    const { content } = (await call('/credentials/list', token, {})).body;
    const shown = (certificates: string) =>
      call('/credentials/info', token, { credentialId: content[1], certificates }).then((got) => got.body.content.cert);
    expect(await shown('chain')).toMatchObject({
      status: 'valid',
      certificates: [expect.any(String), expect.any(String)],
    });
    expect((await shown('single')).certificates).toHaveLength(1);
    expect((await call('/credentials/info', token, { credentialId: 'x' })).body.code).toBe(60000);
  });

  it('asks in the app, and tells the outcome to the owner alone', async () => {
    const token = await tokenOf();
    const { tranId } = (await signing(token)).body.content;
    expect(world.rssp.apps.prompts('song')).toMatchObject([{ transactionId: 'r', text: 'Mã 4711' }]);
    const ask = (by: string) => call('/credentials/gettraninfo', by, { tranId }).then(({ body }) => body);
    expect((await ask(token)).content).toMatchObject({ tranStatus: 4000, documents: [] });
    expect((await ask(await tokenOf('empty'))).code).toBe(62001);
    await world.rssp.apps.react('song', 'accept', 'r');
    expect((await ask(token)).content).toMatchObject({ tranStatus: 1, documents: [{ sig: expect.any(String) }] });
    expect((await call('/credentials/gettraninfo', token, { tranId: 'x' })).body.code).toBe(62000);
    expect(await world.rssp.apps.react('song', 'accept')).toBe(false);
  });

  it.each([
    ['refuse', 4002],
    ['wrongPin', 4003],
    ['timeout', 4001],
  ] as const)('%s: %i, as a habit too', async (reaction, status) => {
    world.rssp.apps.always(reaction);
    const token = await tokenOf();
    const { tranId } = (await signing(token)).body.content;
    const { content } = (await call('/credentials/gettraninfo', token, { tranId })).body;
    expect(content.tranStatus).toBe(status);
  });

  it.each([
    ['a short digest', { datas: [{ hash: 'AAAA' }] }],
    ['two digests', { datas: [{ hash }, { hash }] }],
    ['none', { datas: 'x' }],
    ['no reference', { refTranId: '' }],
    ['a description that is none', { description: 7 }],
  ])('refuses %s', async (_name, change) => {
    expect((await signing(await tokenOf(), change)).body.code).toBe(30000);
  });

  it('believes no other token, and none for ever', async () => {
    const token = await tokenOf();
    expect((await call('/credentials/list', 'x', {})).status).toBe(401);
    world.clock.pass(hours(1));
    expect((await call('/credentials/list', token, {})).status).toBe(401);
  });

  it('takes any bytes for what they are', async () => {
    const type = { 'content-type': 'application/json' };
    expect((await post('/csc/credentials/list', 'x', type)).status).toBe(400);
    expect((await post('/csc/credentials/list', '[]', type)).status).toBe(400);
    expect((await post('/csc/nothing', '{}', { ...type, authorization: `Bearer ${await tokenOf()}` })).status).toBe(
      404,
    );
    expect((await post('/auth/token', '{}', type)).status).toBe(415);
    expect((await fetch(`${world.rssp.baseUrl}/auth/token`)).status).toBe(405);
  });
});
