import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignatureAlgorithm } from '../../../../src/adapters/pki/algorithms/signature-algorithm.js';
import { signatureId } from '../../../../src/adapters/pki/algorithms/write-algorithm.js';
import { verifySignature } from '../../../../src/adapters/pki/algorithms/verify-signature.js';
import { integer, nothing, oid, sequence, tagged } from '../../../../src/adapters/pki/der/writer.js';

interface Group {
  readonly type: string;
  readonly sha?: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  readonly key: string;
  readonly tests: readonly (readonly [number, 'valid' | 'invalid' | 'acceptable', string, string, ...string[]])[];
}
interface Suite {
  readonly numberOfTests: number;
  readonly groups: readonly Group[];
}

const folder = join(import.meta.dirname, '../vectors/wycheproof');
const read = (name: string): Suite => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

const hashes = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const;
const digestOids: Readonly<Record<string, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};
const hashOf = ({ sha }: Group) => hashes[sha as keyof typeof hashes];
const digest = (name: string) => sequence(oid(digestOids[name]!), nothing());

/** As a certificate or a CMS would name it; `raw` ECDSA has no name there. */
function algorithmOf(group: Group): Uint8Array | SignatureAlgorithm {
  const { type, sha = '', mgfSha = '', sLen = 20 } = group;
  switch (type) {
    case 'RsassaPkcs1Verify':
      return signatureId({ scheme: 'rsaPkcs1', hash: hashOf(group) });
    case 'RsassaPssVerify':
    case 'RsassaPssWithParametersVerify': {
      const mask = sequence(oid('1.2.840.113549.1.1.8'), digest(mgfSha));
      const parameters = sequence(tagged(0, digest(sha)), tagged(1, mask), tagged(2, integer(sLen)));
      return sequence(oid('1.2.840.113549.1.1.10'), parameters);
    }
    case 'EcdsaVerify':
      return signatureId({ scheme: 'ecdsa', hash: hashOf(group), form: 'der' });
    case 'EcdsaP1363Verify':
      return { scheme: 'ecdsa', hash: hashOf(group), form: 'raw' };
    case 'EddsaVerify':
      return signatureId({ scheme: 'ed25519' });
    default:
      throw new Error(type);
  }
}

/** Parameters of PSS that are refused before any signature is looked at. */
const refusedFiles = new Map([
  ['rsa_pss_2048_sha1_mgf1_20.json', 'weakDigest'],
  ['rsa_pss_2048_sha256_mgf1sha1_20.json', 'weakDigest'],
  ['rsa_pss_2048_sha512_mgf1sha256_32_params.json', 'unsupported'],
]);
/** Digests without their NULL, which some once wrote; RFC 8017 says what the one encoding is. */
const refusedThoughAcceptable = ['MissingNull'];

const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('Wycheproof', () => {
  it('is here whole', () => {
    expect(names).toHaveLength(30);
    for (const suite of names.map(read))
      expect(suite.groups.flatMap(({ tests }) => tests)).toHaveLength(suite.numberOfTests);
  });

  it.each(names)('%s', (name) => {
    const wrong: unknown[] = [];
    for (const group of read(name).groups) {
      const algorithm = algorithmOf(group);
      for (const [tcId, result, data, signature, ...flags] of group.tests) {
        const given = { algorithm, spki: bytes(group.key), data: bytes(data), signature: bytes(signature) };
        const expected = refusedFiles.get(name) ?? (result === 'valid' ? 'valid' : 'invalid');
        const verdict = verifySignature(given);
        const known = result !== 'acceptable' || refusedThoughAcceptable.includes(flags[0] ?? '');
        if (verdict !== expected || !known) wrong.push({ tcId, result, flags, verdict });
      }
    }
    expect(wrong).toEqual([]);
  });
});
