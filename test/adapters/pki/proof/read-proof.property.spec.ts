import fc from 'fast-check';
import { signData } from '../../../../src/adapters/pki/algorithms/sign-data.js';
import { describeError } from '../../../../src/application/errors/catalogue.js';
import { element } from '../../../../src/adapters/pki/der/writer.js';
import { certificateFields } from '../../../../src/adapters/pki/proof/certificate-fields.js';
import { signCms } from '../../../../src/adapters/pki/proof/cms-writer.js';
import type { ReadProof } from '../../../../src/adapters/pki/proof/proof.js';
import { readProof } from '../../../../src/adapters/pki/proof/read-proof.js';
import { runs } from '../../../support/fc-runs.js';
import { buildCms } from './cms-builder.js';
import { makeSigner } from './signers.js';

const challenge = 'ehUfpDJtg2Hz0pDWuNWNbNtXw9mpmM1n3Rbqd2Q0VcE=';
const otherChallenge = 'x0Xk4KxYVKPgvJX0Yb2HcGWYmSMGb0QbTRT9n0xX2VY=';
const origin = 'https://portal.example';
const content = Buffer.from(challenge);
const signer = makeSigner('p256');
const rsa = makeSigner('rsa');

/** The outer elements with lengths that are indefinite, as streaming tools write them. */
const streamed = (der: Uint8Array): Buffer => {
  const inner = der.subarray(der[1]! < 0x80 ? 2 : 2 + (der[1]! & 0x7f));
  return Buffer.concat([Buffer.of(0x30, 0x80), inner, Buffer.of(0, 0)]);
};

const attached = Buffer.from(signCms({ content, ...signer, chain: [rsa.certificate] }));
const detached = Buffer.from(signCms({ content, ...rsa, detached: true, signer: 'keyId' }));
const plain = buildCms(signer, content);
const proofs: readonly (readonly [string, Buffer])[] = [
  ['attached', attached],
  ['detached', detached],
  ['plain', plain],
  ['streamed', streamed(attached)],
];
const keys = [signer, rsa].map(({ spki }) => Buffer.from(spki).toString('hex'));

const read = (bytes: Uint8Array, signed = challenge): ReadProof =>
  readProof(Buffer.from(bytes).toString('base64'), { challenge: signed, origin });
const accepted = (proof: ReadProof): boolean => proof.kind === 'read' && proof.failures.length === 0;

/** Failures have an entry in the catalogue; who is accepted is who signed. */
function holds(proof: ReadProof): void {
  for (const failure of proof.failures) expect(describeError(failure).kind).toBe('refused');
  if (proof.kind === 'unread') expect(proof.failures).toHaveLength(1);
  else if (accepted(proof))
    expect(keys).toContain(Buffer.from(certificateFields(proof.certificate).spki).toString('hex'));
}

const changes = fc.array(
  fc.record({
    how: fc.constantFrom('flip', 'set', 'cut', 'insert', 'repeat', 'swap'),
    at: fc.nat(),
    octet: fc.integer({ min: 1, max: 255 }),
    length: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 3 },
);
type Change = (typeof changes extends fc.Arbitrary<infer Many> ? Many : never) extends readonly (infer One)[]
  ? One
  : never;

function change(bytes: Buffer, { how, at, octet, length }: Change): Buffer {
  const start = at % bytes.length;
  const [before, middle, after] = [
    bytes.subarray(0, start),
    bytes.subarray(start, start + length),
    bytes.subarray(start + length),
  ];
  switch (how) {
    case 'flip':
      return Buffer.concat([before, Buffer.of(bytes[start]! ^ octet), bytes.subarray(start + 1)]);
    case 'set':
      return Buffer.concat([before, Buffer.alloc(middle.length, octet), after]);
    case 'cut':
      return Buffer.concat([before, after]);
    case 'insert':
      return Buffer.concat([before, Buffer.alloc(length, octet), middle, after]);
    case 'repeat':
      return Buffer.concat([before, middle, middle, after]);
    case 'swap':
      return Buffer.concat([after, middle, before]);
  }
}

describe('a proof', () => {
  it('is accepted as it was made, for its own challenge only', () => {
    for (const [, bytes] of proofs) {
      expect(read(bytes)).toMatchObject({ kind: 'read', failures: [] });
      expect(accepted(read(bytes, otherChallenge))).toBe(false);
    }
  });

  it.each(proofs)(
    '%s that was changed anywhere crashes nothing and proves nobody else, and nothing else',
    (_name, bytes) => {
      fc.assert(
        fc.property(changes, (list) => {
          const changed = list.reduce(change, bytes);
          holds(read(changed));
          expect(accepted(read(changed, otherChallenge))).toBe(false);
        }),
        { numRuns: runs },
      );
    },
  );

  it.each(proofs)('%s with any one octet changed inside what is signed is refused', (_name, bytes) => {
    const signed = bytes.indexOf(content);
    const span = signed < 0 ? [] : Array.from(content.keys(), (i) => signed + i);
    const attributes = bytes.indexOf(Buffer.from('06092a864886f70d010904', 'hex'));
    const places = [...span, ...Array.from({ length: 40 }, (_, i) => attributes + i)];
    for (const place of places)
      for (const bit of [1, 0x80]) {
        const changed = Buffer.from(bytes);
        changed[place]! ^= bit;
        expect(accepted(read(changed))).toBe(false);
      }
  });

  it('that is bound to its certificate is accepted with this certificate only', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, octet) => {
        const changed = Buffer.from(attached);
        const start = attached.indexOf(signer.certificate);
        changed[start + (at % signer.certificate.length)]! ^= octet;
        expect(accepted(read(changed))).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it('of any octets, text or JSON crashes nothing', () => {
    const context = { challenge, origin };
    const algorithm = fc.constantFrom('RS256', 'ES256', 'PS512', 'EdDSA', 'none', 'RS1');
    const format = fc.constantFrom('raw', 'web-eid:1.0', 'web-eid:1.1', 'other');
    const certificate = fc.constantFrom(...[signer, rsa].map((one) => Buffer.from(one.certificate).toString('base64')));
    const text = fc.oneof(fc.base64String(), fc.string(), certificate);
    const json = fc.record({
      format: fc.oneof(format, fc.jsonValue()),
      algorithm: fc.oneof(algorithm, fc.jsonValue()),
      certificate: fc.oneof(text, fc.jsonValue()),
      unverifiedCertificate: fc.oneof(text, fc.jsonValue()),
      chain: fc.oneof(fc.array(text), fc.jsonValue()),
      signature: fc.oneof(text, fc.jsonValue()),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          json.map((value) => JSON.stringify(value)),
        ),
        (given) => {
          const proof = readProof(given, context);
          holds(proof);
          expect(accepted(proof)).toBe(false);
        },
      ),
      { numRuns: runs },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        expect(read(octets).kind).toBe('unread');
        expect(read(element(0x30, octets)).kind).toBe('unread');
      }),
      { numRuns: runs },
    );
  });

  it('that is raw with any octet of its signature changed is refused', () => {
    const signature = signData({ scheme: 'ecdsa', hash: 'sha256', form: 'raw' }, content, signer.key);
    const certificate = Buffer.from(signer.certificate).toString('base64');
    const proof = (bytes: Uint8Array) =>
      readProof(
        JSON.stringify({
          format: 'raw',
          certificate,
          algorithm: 'ES256',
          signature: Buffer.from(bytes).toString('base64'),
        }),
        { challenge, origin },
      );
    expect(accepted(proof(signature))).toBe(true);
    for (const at of signature.keys()) {
      const changed = Buffer.from(signature);
      changed[at]! ^= 1;
      expect(proof(changed).failures).toEqual(['signature.invalid']);
    }
  });
});

describe('proofs that nest', () => {
  it('are refused without a deep stack or a long time', () => {
    const nest = (depth: number, head: readonly number[]): Buffer =>
      Buffer.from(Array.from({ length: depth }, () => head).flat());
    const started = performance.now();
    for (const bytes of [
      nest(40_000, [0x30, 0x80]),
      nest(40_000, [0x24, 0x80]),
      nest(20_000, [0x30, 0x82, 0xff, 0xff]),
    ])
      expect(read(bytes)).toEqual({ kind: 'unread', failures: ['signature.unreadable'] });
    const wide = Buffer.concat([Buffer.of(0x30, 0x80), nest(45_000, [0x05, 0]), Buffer.of(0, 0)]);
    expect(read(wide)).toEqual({ kind: 'unread', failures: ['signature.unreadable'] });
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
