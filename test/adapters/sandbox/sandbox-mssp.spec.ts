import { request } from 'node:http';
import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { ap, msisdnOf, msspWorld, type MsspWorld, phones } from '../mssp/support/mssp-world.js';

const mss = 'http://uri.etsi.org/TS102204/v1.1.2#';
const soap = 'http://www.w3.org/2003/05/soap-envelope';

interface Wish {
  readonly name?: string;
  readonly id?: string;
  readonly password?: string;
  readonly transaction?: string;
  readonly msisdn?: string;
  readonly attributes?: string;
  readonly content?: string;
}

let count = 0;

/** A request written by hand: the sandbox is not only for our own client. */
function envelope(wish: Wish = {}): string {
  const { name = 'MSS_SignatureReq', id = ap.id, password = ap.password, msisdn = msisdnOf(phones.minh) } = wish;
  const { attributes = 'MessagingMode="asynchClientServer" TimeOut="60"', content = text() } = wish;
  const { transaction = `A${(count += 1)}` } = wish;
  return (
    `<s:Envelope xmlns:s="${soap}"><s:Body><m:${name} xmlns:m="${mss}" MajorVersion="1" MinorVersion="1" ${attributes}>` +
    `<m:AP_Info AP_ID="${id}" AP_PWD="${password}" AP_TransID="${transaction}" Instant="2026-03-02T02:00:00Z"/>` +
    `<m:MobileUser><m:MSISDN>${msisdn}</m:MSISDN></m:MobileUser>${content}</m:${name}></s:Body></s:Envelope>`
  );
}
const text = (value = 'x', type = 'MimeType="text/plain" Encoding="UTF-8"'): string =>
  `<m:DataToBeSigned ${type}>${value}</m:DataToBeSigned><m:DataToBeDisplayed>Mã 4711</m:DataToBeDisplayed>`;

interface Got {
  readonly status: number;
  readonly text: string;
  /** The status code, of an answer or of a fault. */
  readonly code: string | undefined;
}

function post(url: string, body: string | Buffer, type = 'application/soap+xml', method = 'POST'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { 'content-type': type } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8');
        const code = /StatusCode Value="(\d+)"|mss:_(\d+)/.exec(answer);
        resolve({ status: response.statusCode ?? 0, text: answer, code: code?.[1] ?? code?.[2] });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('the sandbox’s provider', () => {
  let world: MsspWorld;
  beforeEach(async () => {
    world = await msspWorld();
  });
  afterEach(() => world.close());

  const sign = (wish: Wish = {}): Promise<Got> => post(world.mssp.endpoints.signature, envelope(wish));
  const status = (attributes: string): Promise<Got> =>
    post(world.mssp.endpoints.status, envelope({ name: 'MSS_StatusReq', attributes, content: '' }));
  const numberIn = ({ text: answer }: Got): string => /MSSP_TransID="[^"]*"/.exec(answer)?.[0] ?? '';

  it('takes a request, shows it, and tells what the person did, as often as it is asked', async () => {
    const taken = await sign();
    expect([taken.status, taken.code]).toEqual([200, '100']);
    expect(world.mssp.phones.screen(msisdnOf(phones.minh))).toMatchObject({ text: 'Mã 4711', holder: 'Lê Quang Minh' });
    expect((await status(numberIn(taken))).code).toBe('504');
    world.mssp.phones.react(msisdnOf(phones.minh), 'accept');
    for (let round = 0; round < 2; round += 1) {
      const done = await status(numberIn(taken));
      expect(done.code).toBe('500');
      expect(done.text).toContain('<mss:Base64Signature>');
    }
  });

  it.each([
    ['refuse', '401'],
    ['wrongPin', '402'],
    ['timeout', '208'],
  ] as const)('%s: %s', async (reaction, code) => {
    const taken = await sign();
    world.mssp.phones.react(msisdnOf(phones.minh), reaction);
    expect((await status(numberIn(taken))).code).toBe(code);
    expect(world.mssp.phones.react(msisdnOf(phones.minh), reaction)).toBe(false);
  });

  it('lets time run out by its clock', async () => {
    const taken = await sign();
    world.clock.pass(seconds(59));
    expect((await status(numberIn(taken))).code).toBe('504');
    world.clock.pass(seconds(1));
    expect((await status(numberIn(taken))).code).toBe('208');
    expect((await sign()).code).toBe('100');
  });

  it('has habits on demand', async () => {
    world.mssp.phones.always('refuse');
    expect((await sign({ attributes: 'MessagingMode="synch"' })).code).toBe('401');
    world.mssp.phones.always(undefined);
    expect((await sign()).code).toBe('100');
  });

  const wishes: Readonly<Record<string, readonly [Wish, string]>> = {
    'a wrong password': [{ password: 'x' }, '104'],
    'somebody else': [{ id: 'x' }, '104'],
    'an unknown number': [{ msisdn: '84999999999' }, '105'],
    'no number': [{ msisdn: '' }, '105'],
    'a SIM without a key': [{ msisdn: msisdnOf(phones.bare) }, '404'],
    'a digest that is none': [
      { content: text('AAAA', 'MimeType="application/octet-stream" Encoding="base64"') },
      '107',
    ],
    'a picture': [{ content: text('x', 'MimeType="image/png" Encoding="base64"') }, '107'],
    'nothing to sign': [{ content: '' }, '102'],
    'another format': [{ content: `${text()}<m:MSS_Format><m:mssURI>urn:other</m:mssURI></m:MSS_Format>` }, '109'],
    'another mode': [{ attributes: 'MessagingMode="asynchServerServer"' }, '101'],
    'no time': [{ attributes: 'MessagingMode="synch" TimeOut="0"' }, '101'],
    'another operation': [{ name: 'MSS_ReceiptReq' }, '101'],
    'two phones': [{ content: `<m:MobileUser/>${text()}` }, '101'],
  };

  it.each(Object.entries(wishes))('refuses %s', async (_name, [wish, code]) => {
    expect((await sign(wish)).code).toBe(code);
    expect(world.mssp.phones.screen(msisdnOf(phones.minh))).toBeUndefined();
  });

  it('refuses an AP_TransID that was used before: a SIM might sign again without its PIN', async () => {
    expect((await sign({ transaction: 'Aonce' })).code).toBe('100');
    world.mssp.phones.react(msisdnOf(phones.minh), 'accept');
    world.clock.pass(minutes(20));
    expect((await sign({ transaction: 'Aonce' })).code).toBe('101');
  });

  it('asks one thing at a time on a phone', async () => {
    await sign();
    expect((await sign()).code).toBe('406');
    expect((await sign({ msisdn: msisdnOf(phones.ngoc) })).code).toBe('100');
  });

  it('gives certificates to who may ask', async () => {
    const register = (wish: Wish): Promise<Got> =>
      post(world.mssp.endpoints.registration, envelope({ name: 'MSS_RegistrationReq', content: '', ...wish }));
    expect((await register({})).text).toContain('<mss:X509Certificate>');
    expect((await register({ msisdn: msisdnOf(phones.bare) })).code).toBe('422');
    expect((await register({ msisdn: '84999999999' })).code).toBe('105');
    expect((await register({ password: '' })).code).toBe('104');
  });

  it('knows no transaction but its own', async () => {
    expect((await status('MSSP_TransID="S0"')).code).toBe('101');
    expect((await status('')).code).toBe('101');
  });

  it('takes any bytes for what they are', async () => {
    const url = world.mssp.endpoints.signature;
    for (const body of ['', 'x', '<a/>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', Buffer.from([0, 255, 254])])
      expect((await post(url, body)).code).toBe('101');
    const tooBig = await post(url, Buffer.alloc(70_000, 'a')).catch(() => ({ status: 413 }));
    expect(tooBig.status).toBe(413);
    expect((await post(url, '<a/>', 'text/plain')).status).toBe(415);
    expect((await post(url, '', 'text/xml', 'PUT')).status).toBe(405);
    expect((await post(url.replace('/soap/', '/'), '<a/>')).status).toBe(404);
    expect((await sign()).code).toBe('100');
  });
});
