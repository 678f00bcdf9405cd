import {
  envelopeCodes,
  meaningIn,
  oauthErrors,
  transactionStatuses,
} from '../../../src/adapters/smart-ca/result-codes.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { certificates } from './support/rssp-world.js';
import { type Call, envelope, type Script, scripted, signedAs, type Told } from './support/scripted-service.js';

const unavailable = { unavailable: true };
const refused = (failure: string) => ({ kind: 'refused', failure });

async function outcomeOf(script: Script): Promise<unknown> {
  const one = await scripted(script);
  try {
    return await one.signing();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailable;
  } finally {
    await one.close();
  }
}

it('signs where all goes well', async () => {
  expect(await outcomeOf({})).toMatchObject({
    kind: 'signed',
    signature: expect.stringContaining(Buffer.from(certificates.own.der).toString('base64')),
  });
});

const refusals = envelopeCodes.filter(({ meaning }) => meaning !== 'done');

describe.each(refusals.map(({ code, name, meaning }) => [code, name, meaning] as const))(
  '%s %s',
  (code, _name, meaning) => {
    const expected = meaning === 'unavailable' ? unavailable : refused(meaning);

    it.each(['list', 'signhash', 'gettraninfo'] as const)(`of %s: ${meaning}`, async (call: Call) => {
      expect(await outcomeOf({ [call]: envelope(null, Number(code)) })).toEqual(expected);
    });

    it('of a certificate: the next one is looked at', async () => {
      const told = envelope(null, Number(code));
      const outcome = await outcomeOf({
        list: envelope(['c1', 'c2']),
        info: (_seen, count) =>
          count === 1 ? told : envelope({ cert: { status: 'valid', certificates: [ownBase64] } }),
      });
      expect(outcome).toMatchObject(meaning === 'unavailable' ? unavailable : { kind: 'signed' });
    });
  },
);

const ownBase64 = Buffer.from(certificates.own.der).toString('base64');

describe('tranStatus', () => {
  it.each(transactionStatuses.map(({ code, name, meaning }) => [code, name, meaning] as const))(
    '%s %s: %s',
    async (code, _name, meaning) => {
      const outcome = await outcomeOf({ gettraninfo: signedAs(Number(code)) });
      if (meaning === 'done') expect(outcome).toMatchObject({ kind: 'signed' });
      else expect(outcome).toEqual(meaning === 'waiting' ? { kind: 'waiting' } : refused(meaning));
      expect(await outcomeOf({ gettraninfo: signedAs(code) })).toEqual(outcome);
    },
  );

  it('is a failure where nobody knows it', async () => {
    expect(meaningIn(transactionStatuses, 4711)).toBe('failed');
    expect(await outcomeOf({ gettraninfo: signedAs(4711) })).toEqual(refused('failed'));
    expect(await outcomeOf({ gettraninfo: envelope(null, 4711) })).toEqual(refused('failed'));
  });
});

describe('OAuth', () => {
  const grant = (error: string, description?: string): Told => ({
    status: error === 'invalid_client' ? 401 : 400,
    body: { error, ...(description !== undefined && { error_description: description }) },
  });

  it.each(oauthErrors.map(({ code, meaning }) => [code, meaning] as const))('%s: %s', async (code, meaning) => {
    expect(await outcomeOf({ token: grant(code) })).toEqual(meaning === 'unavailable' ? unavailable : refused(meaning));
  });

  it('tells a code that came too late where the service says so', async () => {
    expect(await outcomeOf({ token: grant('invalid_grant', 'Authorization code expired') })).toEqual(
      refused('expired'),
    );
    expect(await outcomeOf({ token: grant('something_new') })).toEqual(unavailable);
  });
});

describe('certificates', () => {
  const cert = (status: string, certificatesOfIt: unknown = [ownBase64], key = 'enabled') =>
    envelope({ key: { status: key }, cert: { status, certificates: certificatesOfIt } });

  it.each([
    ['no certificate at all', { list: envelope([]) }],
    ['a revoked one', { info: cert('revoked') }],
    ['an expired one', { info: cert('EXPIRED') }],
    ['a key out of use', { info: cert('valid', [ownBase64], 'disabled') }],
    ['none inside', { info: cert('valid', []) }],
    ['one that cannot be read', { info: cert('valid', ['MAMBAgE=']) }],
    ['numbers that are none', { list: envelope([1, null, '', 'x'.repeat(300)]) }],
  ])('%s: nothing is asked in the app', async (_name, script) => {
    const one = await scripted(script);
    expect(await one.signing()).toEqual(refused('unknownSubscriber'));
    expect(one.seen.some(({ call }) => call === 'signhash')).toBe(false);
    await one.close();
  });

  it('PEM is read like DER, and ten are looked at', async () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${ownBase64}\n-----END CERTIFICATE-----\n`;
    const ids = Array.from({ length: 30 }, (_, n) => `c${n}`);
    const one = await scripted({
      list: envelope(ids),
      info: (_seen, count) => (count < 10 ? cert('revoked') : cert('valid', [pem])),
    });
    expect(await one.signing()).toMatchObject({ kind: 'signed' });
    await one.close();
    const none = await scripted({ list: envelope(ids), info: cert('revoked') });
    expect(await none.signing()).toEqual(refused('unknownSubscriber'));
    expect(none.seen.filter(({ call }) => call === 'info')).toHaveLength(10);
    await none.close();
  });
});
