import fc from 'fast-check';
import { MsspFailure } from '../../../src/adapters/mssp/mssp-failure.js';
import { readAnswer } from '../../../src/adapters/mssp/responses.js';
import { signatureText } from '../../../src/adapters/remote-signing/signature-text.js';
import { XmlProblem } from '../../../src/adapters/soap/xml-problem.js';
import { runs } from '../../support/fc-runs.js';
import { certificates } from './support/mssp-world.js';
import { fault, registered, response } from './support/scripted-provider.js';

const seen = { operation: 'registration', headers: {}, body: '', apTransId: 'A1' } as const;
const samples = [
  response('signature', { apTransId: 'A1', attributes: 'MSSP_TransID="S1"' }),
  response('status', { apTransId: 'A1', code: '500', inside: '<m:MSS_Signature><m:Base64Signature>AAAA</m:Base64Signature></m:MSS_Signature>' }),
  registered(seen),
  fault('401'),
]; // prettier-ignore

const operation = fc.constantFrom('MSS_Signature', 'MSS_StatusQuery', 'MSS_Registration');

/** A real answer with a few pieces cut out, doubled or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.nat(2_000), fc.nat(80), fc.oneof(fc.constant(''), fc.string({ maxLength: 12 }), fc.constantFrom('<', '>', '"', '<m:Status/>', '&x;', ' xmlns:m=""'))), { maxLength: 4 }), // prettier-ignore
  )
  .map(([text, cuts]) =>
    cuts.reduce(
      (now, [at, length, put]) => now.slice(0, at % now.length) + put + now.slice((at % now.length) + length),
      `${text} `,
    ),
  );

it('any answer is read or refused by name', () => {
  const bytes = fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 4, arbitrary: mutated.map((text) => Buffer.from(text, 'utf8')) },
  );
  fc.assert(
    fc.property(operation, bytes, (asked, input) => {
      try {
        expect(readAnswer(asked, input).code).toMatch(/^\d{3}$/);
      } catch (error) {
        if (!(error instanceof XmlProblem || error instanceof MsspFailure)) throw error;
      }
    }),
    { numRuns: runs * 2 },
  );
});

it('any bytes for a signature and a certificate make a text or nothing', () => {
  const { der } = certificates.minh;
  const certificate = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .tuple(fc.nat(der.length - 1), fc.nat(255))
      .map(([at, value]) => Uint8Array.from(der, (byte, n) => (n === at ? value : byte))),
    fc.nat(der.length).map((length) => der.subarray(0, length)),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.option(certificate, { nil: undefined }), (signature, given) => {
      expect(['string', 'undefined']).toContain(typeof signatureText(signature, given));
    }),
    { numRuns: runs },
  );
});
