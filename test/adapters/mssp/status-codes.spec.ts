import { meaningOf, statusCodes, vietnameseStatuses } from '../../../src/adapters/mssp/status-codes.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { certificateOfMinh, fault, registered, response, scripted, type Script } from './support/scripted-provider.js';

const signature = `<m:MSS_Signature><m:Base64Signature>${Buffer.alloc(256, 7).toString('base64')}</m:Base64Signature></m:MSS_Signature>`;

const unavailable = { unavailable: true };

async function outcomeOf(script: Script, settings = {}): Promise<unknown> {
  const one = await scripted((seen) => (seen.operation === 'registration' ? registered(seen) : script(seen)), settings);
  try {
    return await one.signing();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return unavailable;
  } finally {
    await one.close();
  }
}

const refused = (failure: string) => ({ kind: 'refused', failure });
const signed = { kind: 'signed', signature: expect.stringContaining(certificateOfMinh) };

/** What a start and a status with this code come to, each with a signature in the answer. */
function expected(meaning: string): { readonly start: unknown; readonly status: unknown } {
  switch (meaning) {
    case 'accepted':
    case 'pending':
      return { start: { kind: 'waiting' }, status: { kind: 'waiting' } };
    case 'signed':
      return { start: signed, status: signed };
    case 'registered':
      return { start: refused('failed'), status: refused('failed') };
    case 'unavailable':
      return { start: unavailable, status: refused('failed') };
    default:
      return { start: refused(meaning), status: refused(meaning) };
  }
}

const accepted = (apTransId: string): string => response('signature', { apTransId, attributes: 'MSSP_TransID="S1"' });

describe.each(statusCodes.map(({ code, name, meaning }) => [code, name, meaning] as const))(
  '%s %s',
  (code, name, meaning) => {
    it(`as a status: ${meaning}`, async () => {
      const { start, status } = expected(meaning);
      const tell = { code, inside: signature };
      const started = await outcomeOf(({ operation, apTransId }) =>
        operation === 'signature'
          ? response('signature', { apTransId, attributes: 'MSSP_TransID="S1"', ...tell })
          : response('status', { apTransId, code: '504' }),
      );
      expect(started).toEqual(start);
      const asked = await outcomeOf(({ operation, apTransId }) =>
        operation === 'signature' ? accepted(apTransId) : response('status', { apTransId, ...tell }),
      );
      expect(asked).toEqual(status);
    });

    it('as a fault, by its code and by its name', async () => {
      const told = [fault(code), fault('9999', name)];
      for (const body of told) {
        const outcome = await outcomeOf(({ operation, apTransId }) =>
          operation === 'signature' ? accepted(apTransId) : { status: 500, body },
        );
        // A fault carries no signature, whatever its code says.
        const { status } = expected(meaning);
        expect(outcome).toEqual(meaning === 'signed' ? refused('failed') : status);
      }
    });
  },
);

describe('what a provider means by its codes', () => {
  it('is a failure where nobody knows the code', async () => {
    expect(meaningOf('777')).toBe('failed');
    expect(meaningOf('constructor', {})).toBe('failed');
    expect(
      await outcomeOf(({ apTransId }) => response('signature', { apTransId, code: '777', inside: signature })),
    ).toEqual(refused('failed'));
  });

  it('can be set: 408 as the success of both calls', async () => {
    const script: Script = ({ apTransId }) => response('signature', { apTransId, code: '408', inside: signature });
    expect(await outcomeOf(script)).toEqual(refused('failed'));
    expect(await outcomeOf(script, { statuses: vietnameseStatuses })).toEqual(signed);
    expect(await outcomeOf(script, { statuses: { '408': 'busy' } })).toEqual(refused('busy'));
  });

  it('every code is there once', () => {
    expect(new Set(statusCodes.map(({ code }) => code)).size).toBe(statusCodes.length);
    expect(new Set(statusCodes.map(({ name }) => name)).size).toBe(statusCodes.length);
  });
});

describe('registration', () => {
  const withCode =
    (code: string) =>
    async (settings = {}) => {
      const one = await scripted(
        ({ operation, apTransId }) =>
          operation === 'registration' ? response(operation, { apTransId, code }) : accepted(apTransId),
        settings,
      );
      const outcome = await one.signing().catch((error: unknown) => isUnavailable(error) && unavailable);
      const lit = one.seen.some(({ operation }) => operation === 'signature');
      await one.close();
      return { outcome, lit };
    };

  it.each([
    ['105', refused('unknownSubscriber')],
    ['422', refused('unknownSubscriber')],
    ['407', refused('unknownSubscriber')],
    ['403', refused('failed')],
    ['504', refused('failed')],
    ['408', refused('unknownSubscriber')],
    ['104', unavailable],
    ['900', unavailable],
  ])('%s without a certificate leaves the phone dark', async (code, outcome) => {
    expect(await withCode(code)()).toEqual({ outcome, lit: false });
  });
});
