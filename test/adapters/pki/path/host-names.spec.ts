import {
  dnsWithin,
  hostWithin,
  mailWithin,
  uriWithin,
} from '../../../../src/adapters/pki/path/constraints/host-names.js';

describe('names within a constraint (RFC 5280 §4.2.1.10)', () => {
  it.each([
    ['a.example', 'a.example', true],
    ['b.a.example', 'a.example', true],
    ['B.A.Example', 'a.example', true],
    ['a.example.', 'a.example', true],
    ['ba.example', 'a.example', false],
    ['example', 'a.example', false],
    ['b.a.example', '.a.example', true],
    ['a.example', '.a.example', false],
    ['anything', '', true],
  ])('DNS %s in %s: %s', (name, base, within) => {
    expect(dnsWithin(name, base)).toBe(within);
  });

  it.each([
    ['a.example', 'a.example', true],
    ['b.a.example', 'a.example', false],
    ['b.a.example', '.a.example', true],
    ['a.example', '.a.example', false],
    ['.a.example', '.a.example', false],
  ])('host %s in %s: %s', (name, base, within) => {
    expect(hostWithin(name, base)).toBe(within);
  });

  it.each([
    ['an@a.example', 'an@a.example', true],
    ['an@A.EXAMPLE', 'an@a.example', true],
    ['An@a.example', 'an@a.example', false],
    ['an@a.example', 'a.example', true],
    ['an@b.a.example', 'a.example', false],
    ['an@b.a.example', '.a.example', true],
    ['an@a.example', '.a.example', false],
    ['"x@b.example"@a.example', 'a.example', true],
    ['nobody', 'a.example', undefined],
    ['@a.example', 'a.example', undefined],
    ['an@', 'a.example', undefined],
    ['an@a.example', '@a.example', false],
  ])('mail %s in %s: %s', (address, base, within) => {
    expect(mailWithin(address, base)).toBe(within);
  });

  it.each([
    ['http://a.example/x', 'a.example', true],
    ['HTTPS://user@A.example:8080?x', 'a.example', true],
    ['http://b.a.example', '.a.example', true],
    ['http://b.a.example', 'a.example', false],
    ['http://b.example/a.example', 'a.example', false],
    ['http://b.example#a.example', 'a.example', false],
    ['http://a.example@b.example/', 'a.example', false],
    ['http://10.0.0.1/', 'a.example', undefined],
    ['http://[::1]/', 'a.example', undefined],
    ['urn:a.example', 'a.example', undefined],
    ['http:///a.example', 'a.example', undefined],
  ])('URI %s in %s: %s', (uri, base, within) => {
    expect(uriWithin(uri, base)).toBe(within);
  });
});
