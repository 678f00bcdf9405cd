import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeLocalMasterKey } from '../../../src/adapters/crypto/local-master-key.js';
import { MemoryChallenges } from '../../../src/adapters/memory/challenges.js';
import { SealedTransactions } from '../../../src/adapters/remote-signing/sealed-transactions.js';
import { defaultDisplay, readSmartCaSettings, type SmartCaSettings } from '../../../src/adapters/smart-ca/settings.js';
import type { SmartCaTransaction } from '../../../src/adapters/smart-ca/smart-ca-service.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import { testKey } from '../../support/secret-key.js';
import { isOver } from '../mssp/support/is-over.js';
import { certificates, client, redirectUri, rsspWorld, settingsFor } from './support/rssp-world.js';
import { scripted, signedAs, token, tranId } from './support/scripted-service.js';

const challenge = 'c2lnbiB0aGlzIG5vbmNlIGFuZCBub3RoaW5nIGVsc2U=';
const ask = (transactionId: string, code: string) => ({ transactionId, code, redirectUri, challenge, prompt: '4711' });

describe('what is sent', () => {
  it('the person goes to a page that knows who asks', async () => {
    const one = await scripted({}, { authorizeUrl: 'https://login.example/authorize?lang=vi' });
    const url = new URL(await one.service.authorizeUrl({ state: 'a&b', redirectUri }));
    await one.close();
    expect(url.origin + url.pathname).toBe('https://login.example/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      lang: 'vi',
      response_type: 'code',
      client_id: client.id,
      state: 'a&b',
      redirect_uri: redirectUri,
      scope: 'sign',
    });
    expect(url.href).not.toContain(client.secret);
  });

  it('the code, the certificates, the digest, the question, each where it belongs', async () => {
    const one = await scripted({}, { display: 'Mã {code} ({code})', notifyUrl: 'https://portal.example/notices' });
    await one.signing();
    await one.close();
    expect(one.seen.map(({ path }) => path)).toEqual([
      '/api/auth/token',
      '/api/csc/credentials/list',
      '/api/csc/credentials/info',
      '/api/csc/signature/signhash',
      '/api/csc/credentials/gettraninfo',
    ]);
    const [granted, listed, info, signed, asked] = one.seen;
    expect(granted!.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(granted!.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(granted!.body))).toEqual({
      grant_type: 'authorization_code',
      client_id: client.id,
      client_secret: client.secret,
      code: 'the-code',
      redirect_uri: redirectUri,
    });
    for (const { headers } of [listed!, info!, signed!, asked!])
      expect(headers).toMatchObject({
        authorization: `Bearer ${token}`,
        'content-type': 'application/json; charset=utf-8',
      });
    expect(JSON.parse(info!.body)).toMatchObject({ credentialId: 'c1', certificates: 'chain' });
    expect(JSON.parse(signed!.body)).toEqual({
      credentialId: 'c1',
      refTranId: 't',
      description: 'Mã 4711 (4711)',
      datas: [{ name: 'challenge', hash: createHash('sha256').update('thách thức').digest('base64') }],
      notifyUrl: 'https://portal.example/notices',
    });
    expect(JSON.parse(asked!.body)).toEqual({ tranId });
  });

  it('what the app shows is Vietnamese unless set otherwise', () => {
    expect(defaultDisplay).toContain('mã {code}');
  });
});

describe('a signature', () => {
  it('comes with its certificate and the issuers that the service sent', async () => {
    const world = await rsspWorld();
    await world.service.start(ask('t', await world.logIn()));
    await world.rssp.apps.react('song', 'accept');
    const signed = await world.service.status('t');
    await world.close();
    if (signed.kind !== 'signed') throw new Error(signed.kind);
    expect(isOver(signed.signature, challenge)).toBe(true);
    const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64');
    expect(JSON.parse(signed.signature)).toMatchObject({
      certificate: base64(certificates.own.der),
      chain: certificates.own.chain.map(base64),
    });
  });

  it.each([
    ['empty', 'unknownSubscriber'],
    ['ended', 'unknownSubscriber'],
  ])('%s: %s', async (who, failure) => {
    const world = await rsspWorld();
    await world.service.start(ask('t', await world.logIn(who)));
    expect(await world.service.status('t')).toEqual({ kind: 'refused', failure });
    expect(world.rssp.apps.prompts(who)).toEqual([]);
    await world.close();
  });

  it('is for the address that the code was given for', async () => {
    const world = await rsspWorld();
    await world.service.start({ ...ask('t', await world.logIn()), redirectUri: 'https://evil.example/' });
    expect(await world.service.status('t')).toEqual({ kind: 'refused', failure: 'failed' });
    await world.close();
  });

  it('has run out for us half a minute after its time, whatever the service says', async () => {
    const one = await scripted({ gettraninfo: signedAs(4000) });
    expect(await one.signing()).toEqual({ kind: 'waiting' });
    one.clock.pass(minutes(6));
    const asked = one.seen.length;
    expect(await one.service.status('t')).toEqual({ kind: 'refused', failure: 'expired' });
    expect(one.seen).toHaveLength(asked);
    await one.close();
  });

  it('is asked for once by many who wait at the same time', async () => {
    const one = await scripted({ gettraninfo: signedAs(4000) });
    await one.signing();
    await Promise.all(Array.from({ length: 20 }, () => one.service.status('t')));
    expect(one.seen.filter(({ call }) => call === 'gettraninfo')).toHaveLength(2);
    await one.close();
  });
});

describe('tokens', () => {
  it('lie sealed while they are needed, and are gone once it is over', async () => {
    const challenges = new MemoryChallenges();
    const masterKey = makeLocalMasterKey({ keys: new Map([['k', testKey(1)]]), currentId: 'k' });
    const world = await rsspWorld();
    const shared = new SealedTransactions<SmartCaTransaction>('smart-ca', challenges, masterKey, world.clock);
    const [first, second] = [world.another(shared), world.another(shared)];
    await first.start(ask('t', await world.logIn()));
    const kept = (await shared.find('t'))?.asked?.token ?? '';
    expect(kept).not.toBe('');
    expect(JSON.stringify(await challenges.peek('smart-ca:t', world.clock.now()))).not.toContain(kept);
    await world.rssp.apps.react('song', 'accept');
    expect((await second.status('t')).kind).toBe('signed');
    expect(await shared.find('t')).toEqual({ endsAt: expect.any(Number), result: expect.anything() });
    await world.close();
  });
});

describe('notices that a transaction is over', () => {
  const waiting = async () => {
    const one = await scripted({ gettraninfo: (_seen, count) => signedAs(count < 2 ? 4000 : 4002) });
    await one.signing();
    return one;
  };

  it('are a reason to ask, and nothing else', async () => {
    const one = await waiting();
    await one.service.notified({ tranId, refTranId: 't', status: 1 } as object);
    expect(one.seen.filter(({ call }) => call === 'gettraninfo')).toHaveLength(2);
    expect((await one.transactions.find('t'))?.result).toEqual({ kind: 'refused', failure: 'userRefused' });
    await one.service.notified({ tranId, refTranId: 't' });
    expect(one.seen.filter(({ call }) => call === 'gettraninfo')).toHaveLength(2);
    await one.close();
  });

  it.each([
    ['another number', { tranId: 'tran-2', refTranId: 't' }],
    ['an unknown reference', { tranId, refTranId: 'u' }],
    ['no number', { refTranId: 't' }],
    ['another type', { tranId: 1, refTranId: ['t'] }],
    ['a long reference', { tranId, refTranId: 't'.repeat(1_000) }],
    ['nothing', {}],
  ])('%s: nobody is asked', async (_name, notice) => {
    const one = await waiting();
    await one.service.notified(notice);
    expect(one.seen.filter(({ call }) => call === 'gettraninfo')).toHaveLength(1);
    await one.close();
  });

  it('never reject', async () => {
    const one = await waiting();
    await one.close();
    await expect(one.service.notified({ tranId, refTranId: 't' })).resolves.toBeUndefined();
  });

  it('come from the sandbox when the person has acted', async () => {
    const notices: unknown[] = [];
    const server = createServer((request, reply) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        notices.push(JSON.parse(body));
        reply.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const world = await rsspWorld({ settings: { notifyUrl: `http://127.0.0.1:${port}/notices` } });
    await world.service.start(ask('t', await world.logIn()));
    await world.rssp.apps.react('song', 'refuse');
    for (let tries = 0; notices.length === 0 && tries < 100; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(notices).toEqual([{ tranId: expect.any(String), refTranId: 't', status: 4002 }]);
    await world.service.notified(notices[0] as object);
    expect((await world.transactions.find('t'))?.result).toEqual({ kind: 'refused', failure: 'userRefused' });
    await world.close();
    server.closeAllConnections();
    server.close();
  });
});

describe('settings', () => {
  const bad: Readonly<Record<string, readonly [Partial<SmartCaSettings>, string]>> = {
    'no address': [{ baseUrl: '' }, 'smartCa.baseUrl'],
    'plain HTTP to elsewhere': [{ baseUrl: 'http://api.example/' }, 'smartCa.baseUrl'],
    'a page without TLS': [{ authorizeUrl: 'http://login.example/' }, 'smartCa.authorizeUrl'],
    'notices without TLS': [{ notifyUrl: 'http://portal.example/' }, 'smartCa.notifyUrl'],
    'no secret': [{ clientSecret: '' }, 'smartCa.clientSecret'],
    'a screen without the code': [{ display: 'Xác nhận' }, 'smartCa.display'],
    'no time': [{ timeOutSeconds: 0 }, 'smartCa.timeOutSeconds'],
    'an issuer that is no certificate': [{ issuers: ['x'] }, 'smartCa.issuers'],
  };

  it.each(Object.entries(bad))('%s is found at the start', (_name, [settings, why]) => {
    expect(() => readSmartCaSettings(settingsFor('https://api.example/', settings))).toThrow(why);
  });

  it('paths lie under the address, with or without a slash at its end', () => {
    for (const base of ['https://api.example/x', 'https://api.example/x/'])
      expect(readSmartCaSettings(settingsFor(base)).api('/auth/token').href).toBe('https://api.example/x/auth/token');
  });
});
