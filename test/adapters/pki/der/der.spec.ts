import { checkDer } from '../../../../src/adapters/pki/der/check-der.js';
import { DerError } from '../../../../src/adapters/pki/der/der-error.js';
import { DerReader, inside } from '../../../../src/adapters/pki/der/der-reader.js';
import { Tag } from '../../../../src/adapters/pki/der/tags.js';
import { text } from '../../../../src/adapters/pki/der/text.js';
import { time } from '../../../../src/adapters/pki/der/time.js';
import { readAll, readOne } from '../../../../src/adapters/pki/der/tlv.js';
import {
  bitString,
  bitStringOctets,
  boolean,
  integerHex,
  nothing,
  octetString,
  oid,
  smallInteger,
} from '../../../../src/adapters/pki/der/values.js';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const one = (hex: string) => readOne(bytes(hex));
const problemOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof DerError) return error.problem;
    throw error;
  }
  return 'none';
};
const ascii = (tag: number, value: string) =>
  readOne(new Uint8Array([tag, value.length, ...Buffer.from(value, 'latin1')]));

describe('one element', () => {
  it('is its tag, its bytes and its content', () => {
    const { tag, raw, content, size } = one('04 02 0a0b');
    expect({ tag, raw, content, size }).toEqual({ tag: 4, raw: bytes('04020a0b'), content: bytes('0a0b'), size: 4 });
    expect(one(`04 81 80 ${'00'.repeat(128)}`).content).toHaveLength(128);
  });

  it.each([
    ['', 'truncated'],
    ['30', 'truncated'],
    ['04 02 0a', 'truncated'],
    ['04 82 01', 'truncated'],
    ['04 84 ffffffff 00', 'truncated'],
    ['04 00 00', 'trailingBytes'],
    ['30 80 0000', 'length'],
    ['04 81 01 00', 'length'],
    [`04 82 0080 ${'00'.repeat(128)}`, 'length'],
    ['04 85 0000000001 00', 'length'],
    ['04 ff', 'length'],
    ['1f 81 01 00', 'tag'],
    ['00 00', 'tag'],
    ['24 03 040100', 'tag'],
    ['10 00', 'tag'],
  ])('%s is refused as %s', (hex, problem) => {
    expect(problemOf(() => one(hex))).toBe(problem);
  });

  it('may not weigh more than it may', () => {
    expect(problemOf(() => readOne(new Uint8Array(11), 10))).toBe('size');
    expect(problemOf(() => readAll(bytes('0500 0500 0500'), 2))).toBe('size');
  });
});

describe('a reader', () => {
  it('gives field after field, the optional ones only where they are', () => {
    const reader = inside(one('30 08 020101 800105 0500'));
    expect(smallInteger(reader.next(Tag.integer))).toBe(1);
    expect(reader.optional(0xa0)).toBeUndefined();
    expect(smallInteger(reader.next(0x80), 0x80)).toBe(5);
    expect(problemOf(() => reader.end())).toBe('trailingBytes');
    nothing(reader.next());
    expect(reader.done).toBe(true);
    reader.end();
    expect(problemOf(() => reader.next())).toBe('truncated');
  });

  it('refuses another type than the grammar asks for', () => {
    expect(problemOf(() => new DerReader(bytes('0500')).next(Tag.oid))).toBe('tag');
    expect(problemOf(() => inside(one('3100')))).toBe('tag');
  });
});

describe('the walk over everything', () => {
  it('accepts what is DER all the way down', () => {
    expect(problemOf(() => checkDer(bytes('30 0a 3003020101 a0030101ff')))).toBe('none');
    expect(problemOf(() => checkDer(bytes('3000')))).toBe('none');
  });

  it.each([
    ['30 03 0480ff', 'length'],
    ['30 05 3005 020101', 'truncated'],
    ['30 04 3003 0201 01', 'trailingBytes'],
    ['30 03 3002 05', 'truncated'],
    ['30 06 3002 0202 0101', 'truncated'],
    ['30 06 2404 0402 0000', 'tag'],
  ])('%s is refused as %s', (hex, problem) => {
    expect(problemOf(() => checkDer(bytes(hex)))).toBe(problem);
  });

  it('stops at a depth and at a number of elements', () => {
    let deep = bytes('0500');
    for (let i = 0; i < 33; i += 1) deep = new Uint8Array([0x30, deep.length, ...deep]);
    expect(problemOf(() => checkDer(deep))).toBe('depth');
    expect(problemOf(() => checkDer(deep, { maxDepth: 40 }))).toBe('none');
    expect(problemOf(() => checkDer(bytes('30 06 0500 0500 0500'), { maxElements: 3 }))).toBe('size');
  });
});

describe('values', () => {
  it('reads a boolean of exactly two forms', () => {
    expect([boolean(one('0101ff')), boolean(one('010100'))]).toEqual([true, false]);
    expect(problemOf(() => boolean(one('010101')))).toBe('value');
    expect(problemOf(() => boolean(one('0102ffff')))).toBe('value');
  });

  it.each([
    ['020100', '00', 0],
    ['02017f', '7f', 127],
    ['02020080', '80', 128],
    ['0201ff', '-01', -1],
    ['020180', '-80', -128],
    ['0202ff7f', '-81', -129],
    ['0203010000', '010000', 65536],
  ])('reads the integer %s', (hex, digits, value) => {
    expect(integerHex(one(hex))).toBe(digits);
    expect(smallInteger(one(hex))).toBe(value);
  });

  it('refuses integers that are empty, padded or too large for a number', () => {
    for (const hex of ['0200', '02020001', '0202ff80']) expect(problemOf(() => integerHex(one(hex)))).toBe('value');
    expect(problemOf(() => smallInteger(one('020701000000000000')))).toBe('value');
    expect(integerHex(one(`0214${'11'.repeat(20)}`))).toBe('11'.repeat(20));
  });

  it.each([
    ['0603550403', '2.5.4.3'],
    ['06092a864886f70d01010b', '1.2.840.113549.1.1.11'],
    ['060100', '0.0'],
    ['0603883703', '2.999.3'],
  ])('reads the identifier %s as %s', (hex, dotted) => {
    expect(oid(one(hex))).toBe(dotted);
  });

  it('refuses identifiers that are empty, padded, unfinished or huge', () => {
    expect(problemOf(() => oid(one('0600')))).toBe('value');
    expect(problemOf(() => oid(one('0603558003')))).toBe('value');
    expect(problemOf(() => oid(one('06025583')))).toBe('truncated');
    expect(problemOf(() => oid(one(`060a55${'ff'.repeat(8)}7f`)))).toBe('value');
    expect(problemOf(() => oid(one(`0641${'01'.repeat(65)}`)))).toBe('value');
  });

  it('reads bits whose unused ones are zero', () => {
    expect(bitString(one('03020560'))).toEqual({ unused: 5, bytes: bytes('60') });
    expect(bitStringOctets(one('0303000102'))).toEqual(bytes('0102'));
    for (const hex of ['0300', '03020861', '030101', '03020561'])
      expect(problemOf(() => bitString(one(hex)))).toBe('value');
    expect(problemOf(() => bitStringOctets(one('03020560')))).toBe('value');
    expect(octetString(one('80020102'), 0x80)).toEqual(bytes('0102'));
  });
});

describe('text', () => {
  it('is read from every character string type', () => {
    expect(text(one('0c05 c490e1bb8b'))).toBe('Đị');
    expect(text(one('1e04 01101ecb'))).toBe('Đị');
    expect(text(one('1c04 00000110'))).toBe('Đ');
    expect(text(one('1401 e9'))).toBe('é');
    expect(text(ascii(0x13, 'VN'))).toBe('VN');
    expect(text(ascii(0x82, 'a.example'), Tag.ia5String)).toBe('a.example');
  });

  it.each(['0c01ff', '1301e9', '1e01 41', '1e02 d800', '1c04 00110000', '0c03 610062'])('refuses %s', (hex) => {
    expect(problemOf(() => text(one(hex)))).toBe('value');
  });

  it('refuses what is no text', () => {
    expect(problemOf(() => text(one('0400')))).toBe('tag');
  });
});

describe('times', () => {
  it.each([
    [Tag.utcTime, '250131235959Z', '2025-01-31T23:59:59Z'],
    [Tag.utcTime, '500101000000Z', '1950-01-01T00:00:00Z'],
    [Tag.utcTime, '490101000000Z', '2049-01-01T00:00:00Z'],
    [Tag.generalizedTime, '20500229000000Z', 'none'],
    [Tag.generalizedTime, '20520229000000Z', '2052-02-29T00:00:00Z'],
    [Tag.generalizedTime, '21000229000000Z', 'none'],
    [Tag.generalizedTime, '20000229000000Z', '2000-02-29T00:00:00Z'],
    [Tag.generalizedTime, '00010101000000Z', '0001-01-01T00:00:00Z'],
    [Tag.generalizedTime, '20250101000000.5Z', 'none'],
    [Tag.generalizedTime, '20250101000000', 'none'],
    [Tag.utcTime, '2501010000Z', 'none'],
    [Tag.utcTime, '250101000000+0700', 'none'],
    [Tag.utcTime, '251301000000Z', 'none'],
    [Tag.utcTime, '250101240000Z', 'none'],
    [Tag.utcTime, '250101006000Z', 'none'],
    [Tag.utcTime, '250101000060Z', 'none'],
  ])('%d %s is %s', (tag, written, meant) => {
    const read = (): number => time(ascii(tag, written));
    if (meant === 'none') expect(problemOf(read)).toBe('value');
    else expect(read()).toBe(Date.parse(meant));
  });
});
