import fc from 'fast-check';
import { bytesOf, JsonReader } from '../../../src/adapters/smart-ca/json.js';
import { SmartCaFailure } from '../../../src/adapters/smart-ca/smart-ca-failure.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { runs } from '../../support/fc-runs.js';
import { client } from './support/rssp-world.js';
import {
  type Call,
  envelope,
  type Script,
  scripted,
  sig,
  signedAs,
  token,
  tranId,
  well,
} from './support/scripted-service.js';

const thrownBy = (run: () => Promise<unknown>): Promise<unknown> =>
  run().then(
    (value) => ({ resolved: value }),
    (error: unknown) => error,
  );

const json = 'json: ';
const rows: Readonly<Record<string, readonly [Script, string]>> = {
  '10 MB': [{ gettraninfo: { body: Buffer.alloc(10 * 1024 * 1024, 'a') } }, 'wire: tooLarge'],
  'no JSON': [{ gettraninfo: { body: 'not json' } }, `${json}not JSON`],
  'cut off': [{ gettraninfo: { body: '{"code":0,"content":{' } }, `${json}not JSON`],
  'bytes that are no UTF-8': [{ gettraninfo: { body: Buffer.from([0x22, 0xff, 0x22]) } }, `${json}not JSON`],
  'too deep': [{ gettraninfo: { body: '['.repeat(100_000) } }, `${json}not JSON`],
  'a list': [{ gettraninfo: { body: [] } }, `${json}not an object`],
  null: [{ gettraninfo: { body: 'null' } }, `${json}not an object`],
  'no code': [{ gettraninfo: { body: { content: {} } } }, `${json}code is no number`],
  'a code that is no number': [{ gettraninfo: { body: { code: true } } }, `${json}code is no number`],
  'a code of a prototype': [{ gettraninfo: { body: '{"__proto__":{"code":0}}' } }, `${json}code is no number`],
  'no content': [{ gettraninfo: envelope(null) }, `${json}not an object`],
  'no status': [{ gettraninfo: envelope({ tranId }) }, `${json}tranStatus is no number`],
  'another transaction': [
    { gettraninfo: envelope({ tranId: 'tran-2', tranStatus: 1, documents: [{ sig }] }) },
    'mismatch: another transaction',
  ],
  'several documents': [{ gettraninfo: signedAs(1, [{ sig }, { sig }]) }, 'mismatch: several documents'],
  'no document': [{ gettraninfo: signedAs(1, []) }, `${json}not an object`],
  'no signature': [{ gettraninfo: signedAs(1, [{ name: 'x' }]) }, `${json}sig is missing`],
  'a signature that is no base64': [{ gettraninfo: signedAs(1, [{ sig: '***' }]) }, `${json}sig is no base64`],
  'a signature of another type': [{ gettraninfo: signedAs(1, [{ sig: 7 }]) }, `${json}sig is no text`],
  'an overload': [{ gettraninfo: { status: 503, body: '' } }, 'http: 503'],
  'a token that is over': [{ gettraninfo: { status: 401, body: {} } }, 'http: 401'],
  'a redirect': [{ gettraninfo: { status: 302, body: '' } }, 'http: 302'],
  'a page': [{ gettraninfo: { type: 'text/html', body: '<html/>' } }, 'http: 200 without JSON'],
  'a token of another kind': [
    { token: { body: { access_token: token, token_type: 'MAC' } } },
    'oauth: another kind of token',
  ],
  'no token': [{ token: { body: { token_type: 'Bearer' } } }, `${json}access_token is missing`],
  'a token with a line in it': [
    { token: { body: { access_token: 'a\r\nx: y', token_type: 'Bearer' } } },
    'oauth: a token that no header carries',
  ],
  'no transaction': [{ signhash: envelope({}) }, `${json}tranId is missing`],
  'a list of certificates that is none': [{ list: envelope('c1') }, `${json}content is no list`],
  'a hundred and one certificates': [
    { list: envelope(Array.from({ length: 101 }, () => 'c')) },
    `${json}content is no list`,
  ],
};

describe('answers that are none', () => {
  it.each(Object.entries(rows))('%s', async (_name, [script, why]) => {
    const one = await scripted(script);
    const error = await thrownBy(() => one.signing());
    await one.close();
    expect(isUnavailable(error) && error.port).toBe('remoteSigningService');
    const { cause } = error as Error;
    expect(cause).toBeInstanceOf(SmartCaFailure);
    expect((cause as Error).message).toBe(`SmartCA: ${why}`);
    const texts = [String(error), String(cause), String((cause as Error).cause), JSON.stringify(error)].join();
    for (const secret of [client.secret, token, 'refresh', 'the-code', 'thách thức'])
      expect(texts).not.toContain(secret);
  });

  it.each(['token', 'list', 'info', 'signhash', 'gettraninfo'] as const)(
    'nothing from %s decides nothing',
    async (call: Call) => {
      const one = await scripted({ [call]: { status: 500, body: '' } });
      expect(isUnavailable(await thrownBy(() => one.signing()))).toBe(true);
      await one.close();
    },
  );

  it('a right answer after a wrong one counts', async () => {
    const one = await scripted({ gettraninfo: (_seen, count) => (count === 1 ? { body: '' } : well.gettraninfo) });
    expect(isUnavailable(await thrownBy(() => one.signing()))).toBe(true);
    expect(await one.service.status('t')).toMatchObject({ kind: 'signed' });
    await one.close();
  });
});

it('any JSON is read or refused by name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), fc.string({ maxLength: 8 }), (text, name) => {
      const read: (() => unknown)[] = [
        () => JsonReader.read(Buffer.from(text)).text(name),
        () => JsonReader.read(Buffer.from(text)).whole(name),
        () => JsonReader.read(Buffer.from(text)).object(name),
        () => JsonReader.read(Buffer.from(text)).list(name, 3),
        () => bytesOf(name, text),
      ];
      for (const one of read)
        try {
          one();
        } catch (error) {
          if (!(error instanceof SmartCaFailure)) throw error;
        }
    }),
    { numRuns: runs },
  );
});
