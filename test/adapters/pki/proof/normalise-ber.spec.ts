import fc from 'fast-check';
import { checkDer } from '../../../../src/adapters/pki/der/check-der.js';
import { DerError } from '../../../../src/adapters/pki/der/der-error.js';
import { inside } from '../../../../src/adapters/pki/der/der-reader.js';
import { isConstructed } from '../../../../src/adapters/pki/der/tags.js';
import { readAll, readOne, type Tlv } from '../../../../src/adapters/pki/der/tlv.js';
import { signCms } from '../../../../src/adapters/pki/proof/cms-writer.js';
import { normaliseBer } from '../../../../src/adapters/pki/proof/normalise-ber.js';
import { runs } from '../../../support/fc-runs.js';
import { makeSigner } from './signers.js';

const content = Buffer.from('ehUfpDJtg2Hz0pDWuNWNbNtXw9mpmM1n3Rbqd2Q0VcE=');
const cms = Buffer.from(signCms({ content, ...makeSigner('p256') }));
const problemOf = (hex: string): unknown => {
  try {
    return Buffer.from(normaliseBer(Buffer.from(hex, 'hex'))).toString('hex');
  } catch (error) {
    return error instanceof DerError ? error.problem : error;
  }
};

/** Writes an element as BER may: each length by turns indefinite, too long, or as it is; octet strings in pieces. */
function loose(tlv: Tlv, turn: () => number): Buffer {
  const [head, parts] = [tlv.tag, isConstructed(tlv.tag) ? readAll(tlv.content) : []];
  const inner = parts.length > 0 ? Buffer.concat(parts.map((part) => loose(part, turn))) : Buffer.from(tlv.content);
  const longest = Buffer.alloc(5);
  longest[0] = 0x84;
  longest.writeUInt32BE(inner.length, 1);
  const way = turn();
  if (head === 0x04 && way === 0) {
    const middle = Math.floor(inner.length / 2);
    const pieces = [inner.subarray(0, middle), inner.subarray(middle)].map((piece) => {
      const length = Buffer.from(longest);
      length.writeUInt32BE(piece.length, 1);
      return Buffer.concat([Buffer.of(0x04), length, piece]);
    });
    return Buffer.concat([Buffer.of(0x24, 0x80), ...pieces, Buffer.of(0, 0)]);
  }
  if (isConstructed(head) && way === 1) return Buffer.concat([Buffer.of(head, 0x80), inner, Buffer.of(0, 0)]);
  return Buffer.concat([Buffer.of(head), longest, inner]);
}

describe('BER', () => {
  it('becomes the one DER it stands for, however it is written', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 2 })), (turns) => {
        const ber = loose(readOne(cms), () => turns.next().value);
        expect(() => checkDer(ber)).toThrow();
        expect(Buffer.from(normaliseBer(ber)).equals(cms)).toBe(true);
      }),
      { numRuns: Math.min(runs, 1_000) },
    );
  });

  it('that is DER stays as it is', () => {
    expect(Buffer.from(normaliseBer(cms)).equals(cms)).toBe(true);
    expect(inside(readOne(normaliseBer(cms))).done).toBe(false);
  });

  it.each([
    ['lengths with leading zeros', '30860000000000020500', '30020500'],
    ['octet strings in pieces of pieces', '248024060401610401620401630000', '0403616263'],
    ['an empty octet string in no pieces', '24800000', '0400'],
    ['indefinite lengths inside each other', '308030800500000005000000', '3006300205000500'],
  ])('may have %s', (_what, ber, der) => {
    expect(problemOf(ber)).toBe(der);
  });

  it.each([
    ['nothing', '', 'truncated'],
    ['a head alone', '30', 'truncated'],
    ['an element longer than what is there', '300405', 'truncated'],
    ['an inner element longer than its outer', '30020504000000', 'truncated'],
    ['an inner element that ends after its outer', '300330030500', 'truncated'],
    ['an indefinite length without an end', '30800500', 'truncated'],
    ['half an end', '308005000001', 'length'],
    ['a primitive of indefinite length', '04800000', 'length'],
    ['a length of nine octets', '3089000000000000000000', 'length'],
    ['a length beyond numbers', '3088ffffffffffffffff', 'truncated'],
    ['an end where nothing is open', '0000', 'tag'],
    ['an end in a definite length', '30020000', 'tag'],
    ['a tag of several octets', '1f8100', 'tag'],
    ['an integer among the pieces of an octet string', '24800201010000', 'tag'],
    ['octets after the element', '050000', 'trailingBytes'],
    ['indefinite lengths 40 deep', '3080'.repeat(40), 'depth'],
    ['ten thousand elements', `3080${'0500'.repeat(10_000)}0000`, 'size'],
  ])('may not have %s', (_what, ber, problem) => {
    expect(problemOf(ber)).toBe(problem);
  });

  it('of any octets throws nothing but a DerError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        const found = problemOf(Buffer.from(octets).toString('hex'));
        expect(typeof found).toBe('string');
      }),
      { numRuns: runs },
    );
  });
});
