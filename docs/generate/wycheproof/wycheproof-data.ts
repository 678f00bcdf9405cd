import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hash } from '../../../src/adapters/pki/algorithms/digest-algorithm.js';
import type { SignatureAlgorithm } from '../../../src/adapters/pki/algorithms/signature-algorithm.js';
import { signatureId } from '../../../src/adapters/pki/algorithms/write-algorithm.js';
import { type Der, integer, nothing, oid, sequence, tagged } from '../../../src/adapters/pki/der/writer.js';

/** What the source says of a group of tests, in its words. */
export interface WycheproofParameters {
  readonly sha?: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  /** Of RSA, in bits. */
  readonly keysize?: number;
  readonly curve?: string;
}

interface Group extends WycheproofParameters {
  readonly type: string;
  /** SubjectPublicKeyInfo. */
  readonly spki: string;
  readonly tests: readonly (readonly [number, 'valid' | 'invalid' | 'acceptable', string, string, ...string[]])[];
}
interface Suite {
  readonly numberOfTests: number;
  readonly groups: readonly Group[];
}

/** One test, ready to be verified. */
export interface WycheproofTest {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  /** What makes it acceptable only. */
  readonly flags: readonly string[];
  readonly parameters: WycheproofParameters;
  /** As a certificate or a CMS would name it; `raw` ECDSA has no name there. */
  readonly algorithm: Uint8Array | SignatureAlgorithm;
  readonly spki: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

export const wycheproofFolder = 'test/adapters/pki/vectors/wycheproof';
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

export interface WycheproofFile {
  readonly name: string;
  /** As the source counts them. */
  readonly numberOfTests: number;
  readonly tests: readonly WycheproofTest[];
}

export const readWycheproof = (root: string): readonly WycheproofFile[] =>
  readdirSync(join(root, wycheproofFolder))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readFile(join(root, wycheproofFolder, file), file.replace(/\.json$/, '')));

function readFile(path: string, name: string): WycheproofFile {
  const { numberOfTests, groups } = JSON.parse(readFileSync(path, 'utf8')) as Suite;
  const tests = groups.flatMap((group) => {
    const same = { parameters: group, algorithm: algorithmOf(group), spki: bytes(group.spki) };
    return group.tests.map(([tcId, result, data, signature, ...flags]) => {
      return { ...same, tcId, result, flags, data: bytes(data), signature: bytes(signature) };
    });
  });
  return { name, numberOfTests, tests };
}

const hashes: Readonly<Record<string, Hash>> = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };
const digestOids: Readonly<Record<string, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-224': '2.16.840.1.101.3.4.2.4',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};
const digest = (name: string): Der => sequence(oid(digestOids[name] ?? name), nothing());
const ecdsaWithSha224 = sequence(oid('1.2.840.10045.4.3.1'));

function algorithmOf({ type, sha = '', mgfSha = '', sLen = 20 }: Group): Uint8Array | SignatureAlgorithm {
  switch (type) {
    case 'RsassaPkcs1Verify':
      return signatureId({ scheme: 'rsaPkcs1', hash: hashOf(sha) });
    case 'RsassaPssVerify': {
      const mask = sequence(oid('1.2.840.113549.1.1.8'), digest(mgfSha));
      const parameters = sequence(tagged(0, digest(sha)), tagged(1, mask), tagged(2, integer(sLen)));
      return sequence(oid('1.2.840.113549.1.1.10'), parameters);
    }
    case 'EcdsaVerify':
      return sha === 'SHA-224' ? ecdsaWithSha224 : signatureId({ scheme: 'ecdsa', hash: hashOf(sha), form: 'der' });
    case 'EcdsaP1363Verify':
      return { scheme: 'ecdsa', hash: hashOf(sha), form: 'raw' };
    case 'EddsaVerify':
      return signatureId({ scheme: 'ed25519' });
    default:
      throw new Error(type);
  }
}

function hashOf(sha: string): Hash {
  const hash = hashes[sha];
  if (hash === undefined) throw new Error(sha);
  return hash;
}
