import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AnchorsError,
  loadTrustAnchors,
  type AnchorSource,
} from '../../../../src/adapters/pki/anchors/load-anchors.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { opensslFile } from '../support/openssl-files.js';

const root = opensslFile('ND2_Issuer_Root.pem');
const other = opensslFile('D2_Issuer_Root.pem');
const pinOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');
const pem = (bytes: Uint8Array, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`;
/** What `openssl crl2pkcs7 -nocrl` writes. */
const p7b = (...certificates: readonly Uint8Array[]): Uint8Array =>
  der.sequence(
    der.oid('1.2.840.113549.1.7.2'),
    der.tagged(
      0,
      der.sequence(
        der.integer(1),
        der.setOf(),
        der.sequence(der.oid('1.2.840.113549.1.7.1')),
        der.tagged(0, ...certificates),
        der.setOf(),
      ),
    ),
  );

/** The same in BER: of indefinite length outside, as some authorities publish it. */
const berP7b = (...certificates: readonly Uint8Array[]): Uint8Array => {
  const end = Buffer.from([0, 0]);
  const open = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array =>
    Buffer.concat([Buffer.from([tag, 0x80]), ...parts, end]);
  const data = der.sequence(der.oid('1.2.840.113549.1.7.1'));
  const signed = open(0x30, der.integer(1), der.setOf(), data, open(0xa0, ...certificates), der.setOf());
  return open(0x30, der.oid('1.2.840.113549.1.7.2'), open(0xa0, signed));
};

describe('trust anchors', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-anchors-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  let files = 0;
  const file = (content: string | Uint8Array): string => {
    const path = join(directory, `anchors-${(files += 1)}`);
    writeFileSync(path, content);
    return path;
  };
  const nothing: AnchorSource = { files: [], pins: [] };
  const load = (source: AnchorSource) => loadTrustAnchors({ public: source, government: nothing });
  const problemsOf = (source: AnchorSource): readonly string[] => {
    try {
      load(source);
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(AnchorsError);
      return (error as AnchorsError).problems.map(({ set, en }) => `${set}: ${en}`);
    }
  };

  it('are none unless the configuration names them', () => {
    expect(loadTrustAnchors({ public: nothing, government: nothing })).toEqual({ public: [], government: [] });
  });

  it.each([
    ['DER', root],
    ['PEM', pem(root)],
    ['PEM with words around it', `subject=somebody\n${pem(root)}\n`],
    ['P7B', p7b(root)],
    ['P7B in BER', berP7b(root)],
    ['P7B in BER, as PEM', pem(berP7b(root), 'PKCS7')],
    ['P7B as PEM', pem(p7b(root), 'PKCS7')],
    ['P7B as bare base64', Buffer.from(p7b(root)).toString('base64')],
  ])('are read from %s', (_, content) => {
    const { public: anchors } = load({ files: [file(content)], pins: [pinOf(root)] });
    expect(anchors.map(({ sha256, der: bytes }) => [sha256, Buffer.from(bytes).equals(root)])).toEqual([
      [pinOf(root), true],
    ]);
  });

  it('stay in the set they were named for', () => {
    const anchors = loadTrustAnchors({
      public: { files: [file(pem(root))], pins: [pinOf(root)] },
      government: { files: [file(p7b(other))], pins: [pinOf(other)] },
    });
    expect(anchors.public.map(({ sha256 }) => sha256)).toEqual([pinOf(root)]);
    expect(anchors.government.map(({ sha256 }) => sha256)).toEqual([pinOf(other)]);
  });

  it('take pins as fingerprints are printed', () => {
    const printed = (pinOf(root).toUpperCase().match(/../g) ?? []).join(':');
    expect(problemsOf({ files: [file(root)], pins: [printed] })).toEqual([]);
  });

  it('are refused when a certificate is not pinned', () => {
    expect(problemsOf({ files: [file(pem(root) + pem(other))], pins: [pinOf(root)] })).toEqual([
      `public: holds a certificate that is not pinned: ${pinOf(other)}`,
    ]);
  });

  it('are refused when a pin has no certificate', () => {
    expect(problemsOf({ files: [file(root)], pins: [pinOf(root), pinOf(other)] })).toEqual([
      'public: matches no certificate in the files',
    ]);
  });

  it.each([
    ['a pin that is none', { files: [], pins: ['sha256'] }, 'is no SHA-256 in hexadecimal'],
    ['a file that is not there', { files: [join(directory, 'absent.pem')], pins: [] }, 'cannot be read (ENOENT)'],
  ])('are refused for %s', (_, source, problem) => {
    expect(problemsOf(source)).toEqual([`public: ${problem}`]);
  });

  it.each([
    ['words', 'these are no certificates', 'is no PEM, DER or P7B that can be read'],
    ['a truncated certificate', root.subarray(0, 400), 'is no PEM, DER or P7B that can be read'],
    ['another label', pem(root, 'TRUSTED CERTIFICATE'), 'is no PEM, DER or P7B that can be read'],
    ['a private key', `${pem(root)}-----BEGIN PRIVATE KEY-----\n`, 'holds a private key'],
    ['nothing', '', 'holds no certificate'],
    ['a P7B of nobody', p7b(), 'holds no certificate'],
    ['10 MB', new Uint8Array(10_000_000), 'is too large'],
  ])('are refused for a file of %s', (_, content, problem) => {
    expect(problemsOf({ files: [file(content)], pins: [] })).toEqual([`public: ${problem}`]);
  });

  it('name everything that is wrong at once, in both languages', () => {
    const source = { files: [file('words'), file(root)], pins: ['x', pinOf(other)] };
    expect(problemsOf(source)).toHaveLength(4);
    expect(() => load(source)).toThrow(/chưa được ghim/);
  });
});
