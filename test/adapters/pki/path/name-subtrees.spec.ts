import * as der from '../../../../src/adapters/pki/der/writer.js';
import { NameSubtrees } from '../../../../src/adapters/pki/path/constraints/name-subtrees.js';
import { parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { attribute, commonName, extension, makeCertificate, name, newKey } from '../support/made-certificates.js';

const signer = newKey();
const ascii = (text: string) => Buffer.from(text, 'latin1');
const mail = (text: string) => der.taggedOctets(1, ascii(text));
const dns = (text: string) => der.taggedOctets(2, ascii(text));
const directory = (text: string) => der.tagged(4, commonName(text));
const uri = (text: string) => der.taggedOctets(6, ascii(text));
const ip = (...octets: number[]) => der.taggedOctets(7, Uint8Array.from(octets));
const subtrees = (n: number, bases: readonly Uint8Array[]) =>
  bases.length === 0 ? [] : [der.tagged(n, ...bases.map((base) => der.sequence(base)))];

interface Limits {
  readonly permitted?: readonly Uint8Array[];
  readonly excluded?: readonly Uint8Array[];
}

const subject = name(attribute('2.5.4.10', der.utf8String('Org')));

function judge(limits: readonly Limits[], names: readonly Uint8Array[], own = subject): string {
  const inForce = new NameSubtrees();
  for (const { permitted = [], excluded = [] } of limits) {
    const value = der.sequence(...subtrees(0, permitted), ...subtrees(1, excluded));
    const authority = makeCertificate({ signer, extensions: [extension('2.5.29.30', value)] });
    inForce.add(parseCertificate(authority).extensions.nameConstraints);
  }
  const extensions = names.length === 0 ? [] : [extension('2.5.29.17', der.sequence(...names))];
  return inForce.judge(parseCertificate(makeCertificate({ signer, subject: own, extensions })));
}

describe('name constraints along a path', () => {
  it.each<[string, readonly Limits[], readonly Uint8Array[]]>([
    ['nothing is constrained', [], [dns('a.example')]],
    ['another kind of name is constrained', [{ permitted: [mail('a.example')] }], [dns('b.example')]],
    ['it lies in one of two permitted', [{ permitted: [dns('a.example'), dns('b.example')] }], [dns('x.b.example')]],
    ['it lies in all sets', [{ permitted: [dns('example')] }, { permitted: [dns('a.example')] }], [dns('a.example')]],
    ['its address is in range', [{ permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)] }], [ip(10, 1, 2, 3)]],
    ['it is not excluded', [{ excluded: [dns('a.example')] }], [dns('b.example'), dns('*.b.example')]],
    ['its address is of the other family', [{ excluded: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }], [ip(...Array(16).fill(1))]],
  ])('allowed: %s', (_, limits, names) => {
    expect(judge(limits, names)).toBe('allowed');
  });

  it.each<[string, readonly Limits[], readonly Uint8Array[]]>([
    ['one of two names lies outside', [{ permitted: [dns('a.example')] }], [dns('a.example'), dns('b.example')]],
    [
      'it lies outside one set',
      [{ permitted: [dns('a.example')] }, { permitted: [dns('b.example')] }],
      [dns('a.example')],
    ],
    [
      'it is permitted and excluded',
      [{ permitted: [dns('example')], excluded: [dns('a.example')] }],
      [dns('a.example')],
    ],
    ['its address is out of range', [{ permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)] }], [ip(10, 2, 0, 1)]],
    [
      'its address is of the other family',
      [{ permitted: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }],
      [ip(...Array(16).fill(1))],
    ],
    [
      'its address is of four octets, all of IPv6 permitted',
      [{ permitted: [ip(...Array(32).fill(0))] }],
      [ip(1, 2, 3, 4)],
    ],
    ['its address has an odd length', [{ excluded: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }], [ip(1, 2, 3)]],
    ['the range has an odd length', [{ permitted: [ip(10, 0, 0, 0)] }], [ip(10, 0, 0, 0)]],
    ['its mail address is none', [{ excluded: [mail('a.example')] }], [mail('nobody')]],
    ['its URI has no host', [{ excluded: [uri('a.example')] }], [uri('urn:x')]],
    ['its wildcard covers what is excluded', [{ excluded: [dns('a.b.example')] }], [dns('*.b.example')]],
    ['its directory name is excluded', [{ excluded: [directory('Bad')] }], [directory('bad')]],
  ])('forbidden: %s', (_, limits, names) => {
    expect(judge(limits, names)).toBe('forbidden');
  });

  it('hold for the subject, by whole RDNs, and for the mail address in it', () => {
    const org = name(attribute('2.5.4.10', der.utf8String('Org')), attribute('2.5.4.3', der.utf8String('X')));
    expect(judge([{ permitted: [der.tagged(4, subject)] }], [], org)).toBe('allowed');
    expect(judge([{ permitted: [der.tagged(4, org)] }], [], subject)).toBe('forbidden');
    const withMail = name(attribute('1.2.840.113549.1.9.1', der.ia5String('an@b.example')));
    for (const names of [[], [dns('b.example')]])
      expect(judge([{ permitted: [mail('a.example')] }], names, withMail)).toBe('forbidden');
  });

  it('say nothing of an empty subject', () => {
    expect(judge([{ permitted: [der.tagged(4, subject)] }], [dns('a.example')], name())).toBe('allowed');
  });
});
