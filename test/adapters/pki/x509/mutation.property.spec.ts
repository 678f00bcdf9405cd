import fc from 'fast-check';
import { checkDer } from '../../../../src/adapters/pki/der/check-der.js';
import { DerError } from '../../../../src/adapters/pki/der/der-error.js';
import { findPath } from '../../../../src/adapters/pki/path/find-path.js';
import { signerPurpose } from '../../../../src/adapters/pki/path/path-request.js';
import { parseCertificate, type Certificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { parseCrl } from '../../../../src/adapters/pki/x509/crl.js';
import { runs } from '../../../support/fc-runs.js';
import { pkitsCertificate, pkitsCertificates, pkitsCrls } from '../support/pkits-files.js';

interface Change {
  readonly kind: 'flip' | 'set' | 'cut' | 'insert' | 'repeat' | 'drop';
  readonly at: number;
  readonly size: number;
  readonly value: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('flip', 'set', 'cut', 'insert', 'repeat', 'drop'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  size: fc.integer({ min: 1, max: 40 }),
  // Octets that mean something as a tag or a length come often.
  value: fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(0x00, 0x30, 0x31, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff),
  ),
});

function changed(bytes: Uint8Array, { kind, at, size, value }: Change): Uint8Array {
  const offset = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset)];
  switch (kind) {
    case 'flip':
    case 'set': {
      const copy = Uint8Array.from(bytes);
      if (offset < copy.length) copy[offset] = kind === 'set' ? value : (copy[offset] ?? 0) ^ (1 << (value & 7));
      return copy;
    }
    case 'cut':
      return before;
    case 'insert':
      return Buffer.concat([before, new Uint8Array(size).fill(value), after]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, size), after]);
    case 'drop':
      return Buffer.concat([before, after.subarray(size)]);
  }
}

const spoilt = (corpus: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...corpus), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([bytes, changes]) => changes.reduce(changed, bytes));

/** Undefined for what is refused; anything but a DerError is a crash and fails the property. */
function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

const anchor = parseCertificate(pkitsCertificate('TrustAnchorRootCertificate'));
const issuer = parseCertificate(pkitsCertificate('GoodCACert'));
const at = Date.UTC(2020, 0, 1);
const verdictOn = (target: Certificate) =>
  findPath({ target, candidates: [issuer, target], anchors: [anchor], at, purpose: signerPurpose });

describe('whatever bytes come', () => {
  it('a certificate is read or refused, and one that was changed is not valid', () => {
    const genuine = new Set([...pkitsCertificates.values()].map((der) => Buffer.from(der).toString('hex')));
    fc.assert(
      fc.property(spoilt([...pkitsCertificates.values()]), (bytes) => {
        const certificate = read(() => parseCertificate(bytes));
        if (certificate === undefined) return;
        const { failures } = verdictOn(certificate);
        if (!genuine.has(Buffer.from(bytes).toString('hex'))) expect(failures.length).toBeGreaterThan(0);
      }),
      { numRuns: runs * 5 },
    );
  });

  it('a CRL is read or refused', () => {
    fc.assert(
      fc.property(spoilt([...pkitsCrls.values()]), (bytes) => {
        read(() => parseCrl(bytes));
      }),
      { numRuns: runs * 5 },
    );
  });

  it('and any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const parse of [parseCertificate, parseCrl, checkDer]) expect(read(() => parse(bytes))).toBeUndefined();
      }),
      { numRuns: runs * 5 },
    );
  });
});

describe('hostile shapes are refused at once', () => {
  const length = (n: number): number[] => [0x83, n >> 16, (n >> 8) & 255, n & 255];
  const nest = (depth: number, tag: number): Uint8Array => {
    const bytes = new Uint8Array(depth * 5);
    for (let i = 0; i < depth; i += 1) bytes.set([tag, ...length((depth - i - 1) * 5)], i * 5);
    return bytes;
  };
  const times = (n: number, unit: readonly number[]): Uint8Array =>
    Uint8Array.from({ length: n * unit.length }, (_, i) => unit[i % unit.length] ?? 0);
  const wrap = (tag: number, content: Uint8Array): Uint8Array =>
    Buffer.concat([Uint8Array.from([tag, ...length(content.length)]), content]);

  it.each<[string, Uint8Array]>([
    ['a sequence in a sequence, 13,000 deep', nest(13_000, 0x30)],
    ['as many context tags', nest(13_000, 0xa0)],
    ['a length of four gigabytes', Uint8Array.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])],
    ['an identifier of 60,000 octets', wrap(0x30, wrap(0x06, times(60_000, [0x81])))],
    ['an integer of 60,000 octets', wrap(0x30, wrap(0x02, times(60_000, [0x7f])))],
    ['30,000 empty elements', wrap(0x30, times(30_000, [0x30, 0x00]))],
    ['ten megabytes of nothing', new Uint8Array(10_000_000)],
    ['ten megabytes of sequences', times(5_000_000, [0x30, 0x80])],
  ])('%s', (_, bytes) => {
    const started = performance.now();
    expect(read(() => parseCertificate(bytes))).toBeUndefined();
    expect(read(() => parseCrl(bytes))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
