import { createHash } from 'node:crypto';
import { makeLocalMasterKey } from '../../../src/adapters/crypto/local-master-key.js';
import { MemoryChallenges } from '../../../src/adapters/memory/challenges.js';
import { defaultDisplay, type MsspSettings, readMsspSettings } from '../../../src/adapters/mssp/settings.js';
import type { MsspTransaction } from '../../../src/adapters/mssp/transactions.js';
import { SealedTransactions } from '../../../src/adapters/remote-signing/sealed-transactions.js';
import { MemoryTransactions } from '../../../src/adapters/remote-signing/transactions.js';
import { readXml } from '../../../src/adapters/soap/read-xml.js';
import { childOf, textOf, type XmlElement } from '../../../src/adapters/soap/xml-element.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import { testKey } from '../../support/secret-key.js';
import { SettableClock } from '../../support/settable-clock.js';
import { isOver } from './support/is-over.js';
import { ap, certificates, msisdnOf, msspUri, msspWorld, phones, settingsFor } from './support/mssp-world.js';
import { mssUri, registered, response, scripted, type Seen } from './support/scripted-provider.js';
import { makeTlsFiles } from './support/tls-files.js';

const masterKey = (fill = 1) => makeLocalMasterKey({ keys: new Map([['k', testKey(fill)]]), currentId: 'k' });

const challenge = 'c2lnbiB0aGlzIG5vbmNlIGFuZCBub3RoaW5nIGVsc2U=';
const ask = (transactionId: string, phone = phones.minh) => ({ transactionId, phone, challenge, prompt: '4711' });

const accepting = (seen: Seen): string => {
  const { operation, apTransId } = seen;
  if (operation === 'registration') return registered(seen);
  return response(operation, {
    apTransId,
    code: operation === 'status' ? '504' : '100',
    attributes: 'MSSP_TransID="S&amp;1"',
  });
};

const messageIn = (body: string, wrapped = true): XmlElement => {
  const inner = readXml(Buffer.from(body, 'utf8')).children[0]?.children[0];
  const message = wrapped ? inner?.children[0] : inner;
  if (message === undefined) throw new Error(body);
  return message;
};
const at = (element: XmlElement, ...names: string[]): XmlElement =>
  names.reduce((inside, name) => childOf(inside, mssUri, name), element);

describe('what is sent', () => {
  it('says who asks whom, when, and for which phone', async () => {
    const one = await scripted(accepting);
    await one.signing();
    await one.close();
    expect(one.seen.map(({ operation }) => operation)).toEqual(['registration', 'signature', 'status']);
    for (const { body, operation, headers } of one.seen) {
      const message = messageIn(body);
      const info = Object.fromEntries(at(message, 'AP_Info').attributes);
      expect(info).toMatchObject({ AP_ID: ap.id, AP_PWD: ap.password, Instant: '2026-03-02T02:00:00.000Z' });
      expect(info['AP_TransID']).toMatch(/^A[0-9a-f]{32}$/);
      expect(textOf(at(message, 'MSSP_Info', 'MSSP_ID', 'URI'))).toBe(msspUri);
      expect([message.attributes.get('MajorVersion'), message.attributes.get('MinorVersion')]).toEqual(['1', '1']);
      expect(headers['content-type']).toBe('application/soap+xml; charset=utf-8');
      if (operation !== 'status') expect(textOf(at(message, 'MobileUser', 'MSISDN'))).toBe('84950000901');
    }
    expect(messageIn(one.seen[2]!.body).attributes.get('MSSP_TransID')).toBe('S&1');
  });

  it('the SIM gets the DigestInfo of the challenge, the screen the code', async () => {
    const one = await scripted(accepting, {
      display: 'Mã {code} & <chỉ nhập PIN khi khớp> {code}',
      additionalServices: ['http://uri.etsi.org/TS102204/v1.1.2#validate', 'urn:other'],
      timeOutSeconds: 120,
    });
    await one.service.start(ask('t'));
    await one.close();
    const message = messageIn(one.seen[1]!.body);
    expect(Object.fromEntries(message.attributes)).toMatchObject({
      MessagingMode: 'asynchClientServer',
      TimeOut: '120',
    });
    const data = at(message, 'DataToBeSigned');
    expect(Object.fromEntries(data.attributes)).toEqual({ MimeType: 'application/octet-stream', Encoding: 'base64' });
    const digest = createHash('sha256').update(challenge).digest('hex');
    const sent = Buffer.from(textOf(data), 'base64').toString('hex');
    expect(sent).toBe(`3031300d060960864801650304020105000420${digest}`);
    expect(textOf(at(message, 'DataToBeDisplayed'))).toBe('Mã 4711 & <chỉ nhập PIN khi khớp> 4711');
    expect(textOf(at(message, 'SignatureProfile', 'mssURI'))).toBe('http://mssp.sandbox.example/digitalSignature');
    expect(textOf(at(message, 'MSS_Format', 'mssURI'))).toBe(`${mssUri}PKCS1`);
    const services = at(message, 'AdditionalServices').children.map((one) => textOf(at(one, 'Description', 'mssURI')));
    expect(services).toEqual(['http://uri.etsi.org/TS102204/v1.1.2#validate', 'urn:other']);
  });

  it('or its text, for a CMS, without asking for a certificate; by SOAP 1.1 and unwrapped where that is wanted', async () => {
    const one = await scripted(accepting, { format: 'PKCS7', soap: '1.1', wrapped: false });
    await one.service.start({ ...ask('t'), challenge: 'a<b' });
    await one.close();
    expect(one.seen.map(({ operation }) => operation)).toEqual(['signature']);
    expect(one.seen[0]!.headers).toMatchObject({ 'content-type': 'text/xml; charset=utf-8', soapaction: '""' });
    const data = at(messageIn(one.seen[0]!.body, false), 'DataToBeSigned');
    expect([data.attributes.get('MimeType'), textOf(data)]).toEqual(['text/plain', 'a<b']);
  });

  it('what the phone shows is Vietnamese unless set otherwise', () => {
    expect(defaultDisplay).toContain('mã {code}');
  });

  it('a fresh AP_TransID every time, never that of the transaction', async () => {
    const one = await scripted(accepting);
    for (let n = 0; n < 20; n += 1) {
      await one.service.start(ask(`t${n}`));
      await one.service.status(`t${n}`);
    }
    await one.close();
    expect(new Set(one.seen.map(({ apTransId }) => apTransId)).size).toBe(60);
    expect(one.seen.some(({ body }) => /"t\d+"/.test(body))).toBe(false);
  });

  it('the answer to a status may name the transaction that it is about', async () => {
    let first = '';
    const one = await scripted((seen) => {
      if (seen.operation === 'signature') first = seen.apTransId;
      return accepting(seen.operation === 'status' ? { ...seen, apTransId: first } : seen);
    });
    expect(await one.signing()).toEqual({ kind: 'waiting' });
    await one.close();
  });
});

describe('asynchronous: the provider keeps the transaction', () => {
  it('another instance that shares the transactions asks for it', async () => {
    const world = await msspWorld();
    await world.service.start(ask('t'));
    const second = world.another();
    expect(await second.status('t')).toEqual({ kind: 'waiting' });
    world.mssp.phones.react(msisdnOf(phones.minh), 'accept');
    const signed = await second.status('t');
    expect(signed.kind === 'signed' && isOver(signed.signature, challenge)).toBe(true);
    expect(await world.service.status('t')).toEqual(signed);
    await world.close();
  });

  it('an instance that shares nothing takes it for expired', async () => {
    const world = await msspWorld();
    await world.service.start(ask('t'));
    const stranger = world.another(new MemoryTransactions(world.clock));
    expect(await stranger.status('t')).toEqual({ kind: 'refused', failure: 'expired' });
    await world.close();
  });

  it('is asked for once by many who wait at the same time', async () => {
    const one = await scripted(accepting);
    await one.signing();
    const before = one.seen.length;
    await Promise.all(Array.from({ length: 20 }, () => one.service.status('t')));
    expect(one.seen).toHaveLength(before + 1);
    await one.close();
  });

  it('has run out for us half a minute after its time, whatever the provider says', async () => {
    const one = await scripted(accepting);
    await one.signing();
    one.clock.pass(minutes(5));
    expect(await one.service.status('t')).toEqual({ kind: 'waiting' });
    one.clock.pass(minutes(1));
    const asked = one.seen.length;
    expect(await one.service.status('t')).toEqual({ kind: 'refused', failure: 'expired' });
    expect(one.seen).toHaveLength(asked);
    await one.close();
  });
});

describe('synchronous: the answer is waited for', () => {
  it('start does not wait for the person, and another instance learns the outcome', async () => {
    const world = await msspWorld({ settings: { messagingMode: 'synch', earlyAnswerMs: 100 } });
    const before = performance.now();
    await world.service.start(ask('t'));
    expect(performance.now() - before).toBeLessThan(2_000);
    const second = world.another();
    expect(await second.status('t')).toEqual({ kind: 'waiting' });
    world.mssp.phones.react(msisdnOf(phones.minh), 'refuse');
    let outcome = await second.status('t');
    for (let tries = 0; outcome.kind === 'waiting' && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      outcome = await second.status('t');
    }
    expect(outcome).toEqual({ kind: 'refused', failure: 'userRefused' });
    await world.close();
  });

  it('a connection that breaks while the person thinks ends the transaction', async () => {
    const world = await msspWorld({ settings: { messagingMode: 'synch', earlyAnswerMs: 50 } });
    await world.service.start(ask('t'));
    await world.mssp.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await world.service.status('t')).toEqual({ kind: 'refused', failure: 'failed' });
    await expect(world.service.start(ask('t2')).catch((error: unknown) => isUnavailable(error))).resolves.toBe(true);
    world.service.close();
  });

  it('closing the client ends what it waits for', async () => {
    const world = await msspWorld({ settings: { messagingMode: 'synch', earlyAnswerMs: 50 } });
    await world.service.start(ask('t'));
    world.service.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await world.service.status('t')).toEqual({ kind: 'refused', failure: 'failed' });
    await world.close();
  });
});

describe('mutual TLS with the provider', () => {
  const { authority, server, client, stranger } = makeTlsFiles();
  const provider = { tls: { ...server, clientCa: authority.certificate } };

  it.each([
    ['the portal’s own certificate', client, true],
    ['a certificate of somebody', stranger, false],
    ['no certificate', {}, false],
  ])('%s', async (_name, identity, lets) => {
    const world = await msspWorld({ settings: { tls: { ca: authority.certificate, ...identity } }, provider });
    const outcome = await world.service.start(ask('t')).then(
      () => true,
      (error: unknown) => !isUnavailable(error),
    );
    expect(outcome).toBe(lets);
    expect(world.mssp.phones.screen(msisdnOf(phones.minh)) !== undefined).toBe(lets);
    await world.close();
  });

  it('a provider whose certificate is of nobody is not asked', async () => {
    const world = await msspWorld({
      settings: { tls: { certificate: client.certificate, key: client.key } },
      provider,
    });
    await expect(world.service.start(ask('t'))).rejects.toMatchObject({ code: 'unavailable' });
    await world.close();
  });
});

describe('transactions that instances share', () => {
  const clock = new SettableClock();

  it('lie sealed: no phone, no certificate, no signature', async () => {
    const challenges = new MemoryChallenges();
    const shared = new SealedTransactions<MsspTransaction>('mssp', challenges, masterKey(), clock);
    const transaction = {
      apTransId: 'A1',
      msisdn: '84950000901',
      endsAt: clock.now(),
      certificate: Buffer.from(certificates.minh.der).toString('base64'),
      result: { kind: 'signed', signature: '{"format":"raw"}' },
    } as const;
    await shared.keep('t', transaction, minutes(1));
    const kept = JSON.stringify(await challenges.peek('mssp:t', clock.now()));
    for (const secret of ['950000901', transaction.certificate.slice(0, 20), 'raw', 'A1"'])
      expect(kept).not.toContain(secret);
    expect(await shared.find('t')).toEqual(transaction);
    expect(await shared.find('u')).toBeUndefined();
    await challenges.put('mssp:u', (await challenges.peek('mssp:t', clock.now()))!, minutes(1), clock.now());
    expect(await shared.find('u')).toBeUndefined();
    expect(await new SealedTransactions('mssp', challenges, masterKey(2), clock).find('t')).toBeUndefined();
    clock.pass(minutes(1));
    expect(await shared.find('t')).toBeUndefined();
  });

  it('serve two instances', async () => {
    const shared = new SealedTransactions<MsspTransaction>(
      'mssp',
      new MemoryChallenges(),
      masterKey(),
      new SettableClock(),
    );
    const world = await msspWorld();
    const [first, second] = [world.another(shared), world.another(shared)];
    await first.start(ask('t'));
    world.mssp.phones.react(msisdnOf(phones.minh), 'accept');
    expect((await second.status('t')).kind).toBe('signed');
    await world.close();
  });

  it('in memory are bounded', async () => {
    const few = new MemoryTransactions(clock, 2);
    const transaction = { apTransId: 'A1', msisdn: '84950000901', endsAt: clock.now() };
    for (const id of ['a', 'b', 'c']) await few.keep(id, transaction, minutes(1));
    expect([await few.find('a'), await few.find('c')]).toEqual([undefined, transaction]);
  });
});

describe('settings', () => {
  const endpoints = {
    signature: 'https://a.example/',
    status: 'https://b.example/',
    registration: 'https://c.example/',
  };
  const bad: Readonly<Record<string, readonly [Partial<MsspSettings>, string]>> = {
    'no address': [{ endpoints: { ...endpoints, status: '' } }, 'mssp.endpoints.status'],
    'plain HTTP to elsewhere': [
      { endpoints: { ...endpoints, signature: 'http://a.example/' } },
      'mssp.endpoints.signature',
    ],
    'no password': [{ ap: { id: 'x', password: '' } }, 'mssp.ap.password'],
    'no provider': [{ msspUri: '' }, 'mssp.msspUri'],
    'a screen without the code': [{ display: 'Xác nhận' }, 'mssp.display'],
    'a CMS over a digest': [{ format: 'PKCS7', dataToBeSigned: 'digestInfo' }, 'mssp.dataToBeSigned'],
    'no time': [{ timeOutSeconds: 0 }, 'mssp.timeOutSeconds'],
    'half a millisecond': [{ requestTimeoutMs: 0.5 }, 'mssp.requestTimeoutMs'],
    'an issuer that is no certificate': [{ issuers: ['-----BEGIN'] }, 'mssp.issuers'],
  };

  it.each(Object.entries(bad))('%s is found at the start', (_name, [settings, why]) => {
    expect(() => readMsspSettings(settingsFor(endpoints, settings))).toThrow(why);
  });

  it('issuers go along with a bare signature', async () => {
    const [issuer] = certificates.minh.chain;
    const base64 = Buffer.from(issuer!).toString('base64');
    const pem = `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
    const world = await msspWorld({ settings: { issuers: [pem] } });
    await world.service.start(ask('t'));
    world.mssp.phones.react(msisdnOf(phones.minh), 'accept');
    const signed = await world.service.status('t');
    expect(signed.kind === 'signed' && JSON.parse(signed.signature)).toMatchObject({
      chain: [base64],
      algorithm: 'RS256',
    });
    await world.close();
  });
});
