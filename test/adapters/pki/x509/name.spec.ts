import { readOne } from '../../../../src/adapters/pki/der/tlv.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { isWithin, nameOf } from '../../../../src/adapters/pki/x509/name.js';
import { attribute, commonName, name } from '../support/made-certificates.js';

const read = (bytes: Uint8Array) => nameOf(readOne(bytes));
const printable = (text: string) => name(attribute('2.5.4.3', der.printableString(text)));
const bmp = (text: string) => name(attribute('2.5.4.3', der.element(0x1e, Buffer.from(text, 'utf16le').swap16())));
const same = (a: Uint8Array, b: Uint8Array): boolean => read(a).key === read(b).key;

describe('names are compared as RFC 5280 §7.1 has it', () => {
  it.each([
    ['another string type', commonName('Test CA'), printable('Test CA')],
    ['wide characters', commonName('Cơ quan'), bmp('Cơ quan')],
    ['another case', commonName('TEST ca'), commonName('test CA')],
    ['more white space', commonName('  Test \t CA '), commonName('Test CA')],
    ['a composed letter taken apart', commonName('Tiếng'), commonName('Tiếng'.normalize('NFD'))],
    ['a letter in another style', commonName('\u210c\uff21'), commonName('ha')],
    ['an invisible character', commonName('Te\u00adst CA'), commonName('Test CA')],
  ])('%s makes no other name', (_, a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['a letter of another script', commonName('Te\u0455t CA'), commonName('Test CA')],
    ['a tone', commonName('Hoà'), commonName('Hoá')],
    ['another attribute', name(attribute('2.5.4.10', der.utf8String('A'))), commonName('A')],
    ['the order of RDNs', name(...['A', 'B'].map(cn)), name(...['B', 'A'].map(cn))],
    ['an attribute more', name(cn('A'), cn('A')), name(cn('A'))],
    ['text that looks like two attributes', commonName('A","2.5.4.3=B'), name(cn('A'), cn('B'))],
  ])('%s makes another name', (_, a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('the order inside one RDN does not count', () => {
    const rdn = (...attributes: Uint8Array[]) => der.sequence(der.element(0x31, ...attributes));
    expect(same(rdn(cn('A'), cn('B')), rdn(cn('B'), cn('A')))).toBe(true);
  });

  it('a value that is no text keeps its DER', () => {
    expect(read(name(attribute('2.5.4.45', der.bitString(Uint8Array.of(1)))))).toMatchObject({
      attributes: [{ oid: '2.5.4.45', value: '#03020001', stringTag: 3 }],
    });
  });

  it('a name lies below another one by whole RDNs', () => {
    const base = read(name(cn('A'), cn('B')));
    expect(isWithin(read(name(cn('a'), cn('b'), cn('C'))), base)).toBe(true);
    expect(isWithin(base, base)).toBe(true);
    expect(isWithin(read(name(cn('A'))), base)).toBe(false);
    expect(isWithin(read(name(cn('A'), cn('Bc'))), base)).toBe(false);
  });
});

function cn(text: string): Uint8Array {
  return attribute('2.5.4.3', der.utf8String(text));
}
