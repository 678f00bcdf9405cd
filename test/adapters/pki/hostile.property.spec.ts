import fc from 'fast-check';
import { describeError } from '../../../src/application/errors/catalogue.js';
import { Gate } from './hostile/attack.js';
import { ForgedWorld } from './hostile/world.js';

const world = new ForgedWorld();
const gate = new Gate(world);
afterAll(() => gate.verifier.close());

const runs = { numRuns: Number(process.env['FC_RUNS'] ?? 150) };

/** One thing done to bytes, at a place given as a part of their length. */
type Change = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: Uint8Array, part: number): number => Math.floor(part * bytes.length);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

const flip = fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(([part, bit]): Change => (bytes) => {
  const copy = Uint8Array.from(bytes);
  const position = at(bytes, part);
  copy[position] = (copy[position] ?? 0) ^ (1 << bit);
  return copy;
});
const overwrite = fc
  .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 }))
  .map(([part, other]): Change => (bytes) => {
    const copy = Uint8Array.from(bytes);
    copy.set(other.subarray(0, bytes.length - at(bytes, part)), at(bytes, part));
    return copy;
  });
const cutOff = place.map(
  (part): Change =>
    (bytes) =>
      bytes.subarray(0, at(bytes, part)),
);
const takeOut = fc.tuple(place, fc.integer({ min: 1, max: 64 })).map(
  ([part, length]): Change =>
    (bytes) =>
      joined(bytes.subarray(0, at(bytes, part)), bytes.subarray(at(bytes, part) + length)),
);
const repeat = fc.tuple(place, fc.integer({ min: 1, max: 256 })).map(([part, length]): Change => (bytes) => {
  const start = at(bytes, part);
  return joined(bytes.subarray(0, start + length), bytes.subarray(start));
});
const putIn = fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 16 })).map(
  ([part, other]): Change =>
    (bytes) =>
      joined(bytes.subarray(0, at(bytes, part)), other, bytes.subarray(at(bytes, part))),
);
const changes = fc.array(fc.oneof(flip, overwrite, cutOff, takeOut, repeat, putIn), { minLength: 1, maxLength: 3 });
const changed = (bytes: Uint8Array, list: readonly Change[]): Uint8Array =>
  list.reduce((before, change) => change(before), bytes);

const areCodes = (codes: readonly string[]): void => {
  for (const code of codes) expect([code, describeError(code).kind]).toEqual([code, 'refused']);
};
const whole = { challenge: world.challenge, origin: world.origin };
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Who a proof shows, or undefined where it is refused. */
async function shown(signature: string): Promise<unknown> {
  const at = world.statement.time;
  const result = await gate.verifier.verify({ ...whole, signature, anchors: 'public', at });
  return result.kind === 'verified' ? result.holder : undefined;
}

describe('bytes that were changed on their way', () => {
  it('never open anything for anybody else, and never are a failure of ours: the proof', async () => {
    const sound = world.cmsBytes(world.an);
    const an = await shown(base64(sound));
    expect(an).toMatchObject({ name: 'NGUYỄN VĂN AN' });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const signature = base64(changed(sound, list));
        const codes = await gate.codes({ signature });
        areCodes(codes);
        // Certificates that came along are not signed: without them it is the same proof of the same person.
        if (codes.length === 0) expect(await shown(signature)).toEqual(an);
      }),
      runs,
    );
  });

  it('never are a failure of ours: the certificate', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const der = changed(world.an.der, list);
        const codes = await gate.codes({ signature: world.raw(world.an, { certificate: base64(der) }) });
        areCodes(codes);
        if (Buffer.compare(der, world.an.der) !== 0) expect(codes).not.toEqual([]);
      }),
      runs,
    );
  });

  it('never make a revoked certificate good: the responder’s answer', async () => {
    const holder = world.holder({});
    const revoked = world.ocsp(holder, { status: { revokedAt: world.statement.time } });
    const signature = world.cms(holder);
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const codes = await gate.codes({ signature, replies: { [holder.ocsp]: changed(revoked, list) } });
        expect(codes).not.toEqual([]);
        areCodes(codes);
      }),
      runs,
    );
  });

  it('are no proof: any text', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.base64String(),
      fc
        .record({
          format: fc.constantFrom('raw', 'web-eid:1.0'),
          certificate: fc.base64String(),
          signature: fc.jsonValue(),
        })
        .map((one) => JSON.stringify(one)),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => base64(joined(Uint8Array.of(0x30, 0x82, 0x01, 0x00), bytes))),
    );
    await fc.assert(
      fc.asyncProperty(text, async (signature) => {
        const codes = await gate.codes({ signature });
        expect(codes).not.toEqual([]);
        areCodes(codes);
      }),
      runs,
    );
  });
});
