import { isEcdsaSignature } from '../../../../src/adapters/pki/algorithms/ecdsa-signature.js';
import { verifySignature } from '../../../../src/adapters/pki/algorithms/verify-signature.js';
import { opinionOnSignature } from '../../../../src/adapters/pki/pkijs/signature-opinion.js';
import { readWycheproof, wycheproofFiles, type WycheproofTest } from './wycheproof-files.js';

/** Parameters of PSS that are refused before any signature is looked at. */
const refusedFiles = new Map([
  ['rsa_pss_2048_sha1_mgf1_20.json', 'weakDigest'],
  ['rsa_pss_2048_sha256_mgf1sha1_20.json', 'weakDigest'],
  ['rsa_pss_2048_sha512_mgf1sha256_32_params.json', 'unsupported'],
]);
/** Digests without their NULL, which some once wrote; RFC 8017 says what the one encoding is. */
const refusedThoughAcceptable = ['MissingNull'];

describe('Wycheproof', () => {
  it('is here whole', () => {
    expect(wycheproofFiles).toHaveLength(30);
    for (const { tests, numberOfTests } of wycheproofFiles.map(readWycheproof))
      expect(tests).toHaveLength(numberOfTests);
  });

  it.each(wycheproofFiles)('%s', (name) => {
    const wrong: unknown[] = [];
    for (const { tcId, result, flags, ...check } of readWycheproof(name).tests) {
      const expected = refusedFiles.get(name) ?? (result === 'valid' ? 'valid' : 'invalid');
      const verdict = verifySignature(check);
      const known = result !== 'acceptable' || refusedThoughAcceptable.includes(flags[0] ?? '');
      if (verdict !== expected || !known) wrong.push({ tcId, result, flags, verdict });
    }
    expect(wrong).toEqual([]);
  });
});

/** Pkijs knows no PSS keys that fix their parameters, no Ed25519, and no form of ECDSA but that of CMS. */
const unknownToPkijs = /params|ed25519|p1363/;

/** How many of a file’s signatures pkijs takes that are BER, or have something after them: none is DER. */
const beyondDer = new Map([
  ['ecdsa_secp256r1', 15],
  ['ecdsa_secp384r1', 15],
  ['ecdsa_secp521r1', 14],
]);

describe('pkijs', () => {
  it.each(wycheproofFiles.filter((name) => !unknownToPkijs.test(name)))('agrees with us on %s', async (name) => {
    const onlyPkijs: Uint8Array[] = [];
    const onlyWe: number[] = [];
    const compare = async ({ tcId, algorithm, ...check }: WycheproofTest): Promise<void> => {
      if (!(algorithm instanceof Uint8Array)) throw new Error('pkijs is asked by AlgorithmIdentifier');
      const ours = verifySignature({ algorithm, ...check }) === 'valid';
      const theirs = await opinionOnSignature({ algorithm, ...check });
      if (theirs && !ours) onlyPkijs.push(check.signature);
      if (ours && !theirs) onlyWe.push(tcId);
    };
    await Promise.all(readWycheproof(name).tests.map(compare));
    expect(onlyWe).toEqual([]);
    expect(onlyPkijs).toHaveLength(beyondDer.get(name.slice(0, 'ecdsa_secp256r1'.length)) ?? 0);
    for (const signature of onlyPkijs) expect(isEcdsaSignature(signature, 'der', 'P-521')).toBe(false);
  });
});
