import fc from 'fast-check';
import { checkDer } from '../../../../src/adapters/pki/der/check-der.js';
import { Tag, contextConstructed } from '../../../../src/adapters/pki/der/tags.js';
import { text } from '../../../../src/adapters/pki/der/text.js';
import { time as readTime } from '../../../../src/adapters/pki/der/time.js';
import { readOne } from '../../../../src/adapters/pki/der/tlv.js';
import * as values from '../../../../src/adapters/pki/der/values.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('DER that is written', () => {
  it.each([
    ['a short sequence', der.sequence(der.boolean(true), der.nothing()), '30050101ff0500'],
    ['a length of two octets', der.octetString(new Uint8Array(128)), `04818${'0'.repeat(257)}`],
    ['a length of three octets', der.octetString(new Uint8Array(256)), `04820100${'00'.repeat(256)}`],
    ['a set in the order of its bytes', der.setOf(der.integer(2), der.integer(1)), '3106020101020102'],
    ['zero', der.integer(0), '020100'],
    ['a high bit that is no sign', der.integer('ab12'), '020300ab12'],
    ['leading zeroes that are left out', der.integer(Uint8Array.of(0, 0, 5)), '020105'],
    ['an object identifier', der.oid('1.2.840.113549'), '06062a864886f70d'],
    ['an object identifier under 2.999', der.oid('2.999.3'), '0603883703'],
    ['named bits', der.namedBits([0, 1]), '030206c0'],
    ['a ninth named bit', der.namedBits([8]), '0303070080'],
    ['no named bit', der.namedBits([]), '030100'],
    ['a time before 2050', der.time(Date.UTC(2049, 11, 31, 23, 59, 59, 999)), '170d3439313233313233353935395a'],
    ['a time from 2050 on', der.time(Date.UTC(2050, 0, 1)), '180f32303530303130313030303030305a'],
    ['an explicit tag', der.tagged(0, der.enumerated(1)), 'a0030a0101'],
    ['an implicit tag', der.taggedOctets(2, Buffer.from('a')), '820161'],
  ])('has the octets of X.690: %s', (_what, written, expected) => {
    expect(hex(written)).toBe(expected);
  });

  it('takes no number that is negative or none', () => {
    expect(() => der.integer(-1)).toThrow(RangeError);
    expect(() => der.integer('xy')).toThrow(RangeError);
  });

  it('is what the strict reader reads back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 1n << 160n }),
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !one.includes('\0')),
        fc.array(fc.nat(1 << 30), { maxLength: 6 }),
        fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(9999, 0, 1) / 1000 }),
        (number, octets, words, arcs, seconds) => {
          expect(BigInt(`0x${values.integerHex(readOne(der.integer(number)))}`)).toBe(number);
          expect(hex(values.bitStringOctets(readOne(der.bitString(octets))))).toBe(hex(octets));
          expect(text(readOne(der.utf8String(words)))).toBe(words);
          const dotted = ['2', '5', ...arcs].join('.');
          expect(values.oid(readOne(der.oid(dotted)))).toBe(dotted);
          expect(readTime(readOne(der.time(seconds * 1000)))).toBe(seconds * 1000);
          const all = der.tagged(3, der.setOf(der.integer(number), der.octetString(octets), der.oid(dotted)));
          expect(readOne(all).tag).toBe(contextConstructed(3));
          checkDer(all);
          expect(readOne(der.sequence(all)).tag).toBe(Tag.sequence);
        },
      ),
    );
  });
});
