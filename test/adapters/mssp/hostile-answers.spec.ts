import { MsspFailure } from '../../../src/adapters/mssp/mssp-failure.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { ap } from './support/mssp-world.js';
import {
  certificateOfMinh,
  envelope,
  fault,
  mssUri,
  registered,
  response,
  scripted,
  type Seen,
  type Told,
} from './support/scripted-provider.js';

const signature = (bytes = 256): string =>
  `<m:MSS_Signature><m:Base64Signature>${Buffer.alloc(bytes, 7).toString('base64')}</m:Base64Signature></m:MSS_Signature>`;
const good = (apTransId: string): string => response('status', { apTransId, code: '500', inside: signature() });
const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

/** Answers to the question for the signature, each with what the client makes of it. */
const answers: Readonly<Record<string, readonly [(apTransId: string) => Told | string, string]>> = {
  'a billion laughs': [
    (id) => `<!DOCTYPE r [<!ENTITY l0 "lol">${laughs}]>${good(id).replace('500', '&l9;')}`,
    'xml: declaration',
  ],
  'an external entity': [
    (id) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>${good(id).replace('500', '&x;')}`,
    'xml: declaration',
  ],
  '10 MB': [() => Buffer.alloc(10 * 1024 * 1024, 'a').toString(), 'wire: tooLarge'],
  'a wrong namespace': [(id) => good(id).replaceAll(mssUri, `${mssUri}2`), 'mismatch: an answer to another operation'],
  'a namespace of SOAP that is none': [(id) => good(id).replace('2003/05', '2003/06'), 'xml: namespace'],
  'cut off': [(id) => good(id).slice(0, -40), 'xml: malformed'],
  empty: [() => '', 'xml: malformed'],
  'another transaction of ours': [() => good('A0123456789'), 'mismatch: another AP_TransID'],
  'another transaction of theirs': [
    (id) => response('status', { apTransId: id, code: '500', inside: signature(), attributes: 'MSSP_TransID="S2"' }),
    'mismatch: another MSSP_TransID',
  ],
  'another phone': [
    (id) => response('status', { apTransId: id, code: '500', inside: signature(), msisdn: '84950000902' }),
    'mismatch: another MSISDN',
  ],
  'a signature of nobody': [
    (id) => response('status', { apTransId: id, code: '500', inside: signature(), msisdn: undefined }),
    'mismatch: another MSISDN',
  ],
  'two phones': [
    (id) =>
      good(id).replace('<m:MobileUser>', '<m:MobileUser><m:MSISDN>84950000901</m:MSISDN></m:MobileUser><m:MobileUser>'),
    'xml: repeated',
  ],
  'two statuses': [
    (id) => good(id).replace('<m:Status>', '<m:Status><m:StatusCode Value="401"/></m:Status><m:Status>'),
    'xml: repeated',
  ],
  'two signatures': [
    (id) => response('status', { apTransId: id, code: '500', inside: signature() + signature() }),
    'xml: repeated',
  ],
  'two messages': [(id) => good(id).replace('<s:Body>', '<s:Body><x/>'), 'xml: repeated'],
  'no status': [(id) => good(id).replace(/<m:Status>.*<\/m:Status>/, ''), 'xml: missing'],
  'a status that is no number': [(id) => good(id).replace('"500"', '"5e2"'), 'xml: a status code that is none'],
  'no transaction': [(id) => good(id).replace(/AP_TransID="[^"]*"/, ''), 'xml: missing'],
  'a transaction under another prefix': [(id) => good(id).replace('AP_TransID=', 'm:AP_TransID='), 'xml: missing'],
  'a signature that is no base64': [
    (id) => good(id).replace(/<m:Base64Signature>./, '<m:Base64Signature>*'),
    'xml: base64 in Base64Signature',
  ],
  'an empty signature': [
    (id) => good(id).replace(/<m:Base64Signature>[^<]*/, '<m:Base64Signature>'),
    'xml: base64 in Base64Signature',
  ],
  'a signature of 100 KB': [
    (id) => response('status', { apTransId: id, code: '500', inside: signature(100_000) }),
    'xml: base64 in Base64Signature',
  ],
  'a signature in XML': [
    (id) =>
      response('status', {
        apTransId: id,
        code: '500',
        inside: '<m:MSS_Signature><m:XMLSignature/></m:MSS_Signature>',
      }),
    'xml: missing',
  ],
  'the answer to another operation': [
    (id) => response('registration', { apTransId: id, code: '408' }),
    'mismatch: an answer to another operation',
  ],
  'a page': [() => ({ body: '<html/>', type: 'text/html' }), 'http: 200 without XML'],
  'a redirect': [() => ({ body: '', status: 302 }), 'http: 302'],
  'an overload': [() => ({ body: '', status: 503 }), 'http: 503'],
  'an error without SOAP': [
    () => ({ body: 'Internal Server Error', status: 500, type: 'text/plain' }),
    'http: 500 without XML',
  ],
  'a fault without a code': [
    () => ({ status: 500, body: envelope('<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code></s:Fault>') }),
    'fault: without a status code',
  ],
  'a fault in a namespace of somebody': [
    () => ({ status: 500, body: fault('401').replace(mssUri, 'urn:x') }),
    'fault: without a status code',
  ],
};

const accepting =
  (told: (apTransId: string) => Told | string) =>
  (seen: Seen): Told | string => {
    const { operation, apTransId } = seen;
    if (operation === 'registration') return registered(seen);
    return operation === 'signature'
      ? response(operation, { apTransId, attributes: 'MSSP_TransID="S1"' })
      : told(apTransId);
  };

async function thrownBy(run: () => Promise<unknown>): Promise<unknown> {
  return run().then(
    (value) => ({ resolved: value }),
    (error: unknown) => error,
  );
}

describe('answers that are none', () => {
  it.each(Object.entries(answers))('%s', async (_name, [told, why]) => {
    const one = await scripted(accepting(told));
    const error = await thrownBy(() => one.signing());
    const again = await thrownBy(() => one.service.status('t'));
    await one.close();
    expect(isUnavailable(error) && error.port).toBe('mobileSignatureService');
    const { cause } = error as Error;
    expect(cause).toBeInstanceOf(MsspFailure);
    expect((cause as Error).message).toBe(`MSSP: ${why}`);
    // Nothing was decided by it: the next answer may be a right one.
    expect(isUnavailable(again)).toBe(true);
    const texts = [String(error), String(cause), String((cause as Error).cause), JSON.stringify(error)].join();
    for (const secret of [ap.password, 'thách thức', '950000901']) expect(texts).not.toContain(secret);
  });

  it('a right answer after a wrong one counts', async () => {
    let asked = 0;
    const one = await scripted(accepting((id) => ((asked += 1) === 1 ? '' : good(id))));
    expect(isUnavailable(await thrownBy(() => one.signing()))).toBe(true);
    expect(await one.service.status('t')).toMatchObject({ kind: 'signed' });
    await one.close();
  });

  it('an acceptance without a number to ask under is none', async () => {
    const one = await scripted((seen) =>
      seen.operation === 'registration' ? registered(seen) : response('signature', { apTransId: seen.apTransId }),
    );
    expect(isUnavailable(await thrownBy(() => one.signing()))).toBe(true);
    await one.close();
  });
});

describe('certificates in answers', () => {
  const start = async (told: (seen: Seen) => string): Promise<unknown> => {
    const one = await scripted((seen) =>
      seen.operation === 'registration'
        ? told(seen)
        : response(seen.operation, {
            apTransId: seen.apTransId,
            attributes: 'MSSP_TransID="S1"',
            code: '500',
            inside: signature(),
          }),
    );
    const outcome = await thrownBy(() => one.signing());
    await one.close();
    return isUnavailable(outcome) ? String(outcome.cause) : ((outcome as { resolved?: unknown }).resolved ?? outcome);
  };

  it('beside the status, or the first of several', async () => {
    expect(await start(registered)).toMatchObject({ kind: 'signed' });
    const listed = `<m:CertificateResponse><m:X509Certificate>${certificateOfMinh}</m:X509Certificate></m:CertificateResponse>`;
    const several = (seen: Seen): string =>
      registered(seen).replace(/<m:X509Certificate>.*<\/m:X509Certificate>/, `${listed}<m:CertificateResponse/>`);
    expect(await start(several)).toMatchObject({ kind: 'signed' });
  });

  it('twice, of another transaction, or no certificate at all', async () => {
    const twice = (seen: Seen): string =>
      registered(seen).replace(
        '<m:X509Certificate>',
        `<m:X509Certificate>${certificateOfMinh}</m:X509Certificate><m:X509Certificate>`,
      );
    expect(await start(twice)).toContain('repeated');
    expect(await start((seen) => registered({ ...seen, apTransId: 'Aother' }))).toContain('another AP_TransID');
    expect(await start((seen) => registered(seen).replace(certificateOfMinh, 'MAMBAgE='))).toEqual({
      kind: 'refused',
      failure: 'failed',
    });
  });
});
