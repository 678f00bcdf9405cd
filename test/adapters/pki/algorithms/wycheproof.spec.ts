import { runWycheproof } from '../../../../docs/generate/wycheproof/run-wycheproof.js';
import { readWycheproof, type WycheproofTest } from '../../../../docs/generate/wycheproof/wycheproof-data.js';
import { isEcdsaSignature } from '../../../../src/adapters/pki/algorithms/ecdsa-signature.js';
import { verifySignature } from '../../../../src/adapters/pki/algorithms/verify-signature.js';
import { opinionOnSignature } from '../../../../src/adapters/pki/pkijs/signature-opinion.js';
import { root } from '../../../architecture/support/repository.js';

const files = readWycheproof(root);
const byName = files.map((file) => [file.name, file] as const);

/** How many of a file’s tests are of weak digests or keys, or of foreign curves. */
const refused = new Map([
  ['ecdsa', 1001],
  ['ecdsa_webcrypto', 22],
  ['rsa_pss_2048_sha1_mgf1_20', 82],
  ['rsa_pss_misc', 132],
  ['rsa_signature', 57],
]);

describe('Wycheproof', () => {
  it('is here whole', () => {
    expect(files).toHaveLength(29);
    for (const { tests, numberOfTests } of files) expect(tests).toHaveLength(numberOfTests);
  });

  it.each(byName)('%s', (name, file) => {
    const { passed, failed, notApplicable } = runWycheproof(file);
    expect(failed).toEqual([]);
    expect(passed + notApplicable).toBe(file.tests.length);
    expect(notApplicable).toBe(refused.get(name) ?? 0);
  });

  it('would show a verifier that is wrong', () => {
    const file = files.find(({ name }) => name === 'ecdsa_secp256r1_sha256')!;
    const turned = file.tests.map(
      (test) => ({ ...test, result: test.result === 'valid' ? 'invalid' : 'valid' }) as const,
    );
    expect(runWycheproof({ ...file, tests: turned }).failed).toHaveLength(file.tests.length);
  });
});

/** Pkijs knows no Ed25519, and no form of ECDSA but that of CMS. */
const unknownToPkijs = /eddsa|p1363|webcrypto/;
/** How many of a file’s signatures pkijs takes that are BER, lack a zero or have something after them: none is DER. */
const beyondDer = new Map([
  ['ecdsa', 12],
  ['ecdsa_secp256r1_sha256', 12],
  ['ecdsa_secp256r1_sha512', 12],
  ['ecdsa_secp384r1_sha384', 12],
  ['ecdsa_secp384r1_sha512', 13],
  ['ecdsa_secp521r1_sha512', 11],
]);

describe('pkijs', () => {
  it.each(byName.filter(([name]) => !unknownToPkijs.test(name)))('agrees with us on %s', async (name, { tests }) => {
    const onlyPkijs: Uint8Array[] = [];
    const onlyWe: number[] = [];
    const compare = async ({ tcId, algorithm, ...check }: WycheproofTest): Promise<void> => {
      if (!(algorithm instanceof Uint8Array)) throw new Error('pkijs is asked by AlgorithmIdentifier');
      const ours = verifySignature({ algorithm, ...check }) === 'valid';
      const theirs = await opinionOnSignature({ algorithm, ...check });
      if (theirs && !ours) onlyPkijs.push(check.signature);
      if (ours && !theirs) onlyWe.push(tcId);
    };
    await Promise.all(tests.map(compare));
    expect(onlyWe).toEqual([]);
    expect(onlyPkijs).toHaveLength(beyondDer.get(name) ?? 0);
    for (const signature of onlyPkijs) expect(isEcdsaSignature(signature, 'der', 'P-521')).toBe(false);
  });
});
