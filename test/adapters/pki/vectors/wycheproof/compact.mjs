// Makes the files of this folder from a clone of C2SP/wycheproof: node compact.mjs <git directory> [commit]
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [gitDirectory, commit = 'HEAD'] = process.argv.slice(2);

const files = [
  ...[2048, 3072, 4096].flatMap((bits) =>
    ['sha256', 'sha384', 'sha512'].map((hash) => `rsa_signature_${bits}_${hash}_test`),
  ),
  'rsa_pss_2048_sha256_mgf1_0_test',
  'rsa_pss_2048_sha256_mgf1_32_test',
  'rsa_pss_2048_sha256_mgf1_32_params_test',
  'rsa_pss_2048_sha384_mgf1_48_test',
  'rsa_pss_2048_sha1_mgf1_20_test',
  'rsa_pss_2048_sha256_mgf1sha1_20_test',
  'rsa_pss_2048_sha512_mgf1sha256_32_params_test',
  'rsa_pss_3072_sha256_mgf1_32_test',
  'rsa_pss_3072_sha256_mgf1_32_params_test',
  'rsa_pss_4096_sha384_mgf1_48_test',
  'rsa_pss_4096_sha512_mgf1_32_test',
  'rsa_pss_4096_sha512_mgf1_64_params_test',
  'ecdsa_secp256r1_sha256_test',
  'ecdsa_secp256r1_sha512_test',
  'ecdsa_secp256r1_sha256_p1363_test',
  'ecdsa_secp384r1_sha256_test',
  'ecdsa_secp384r1_sha384_test',
  'ecdsa_secp384r1_sha384_p1363_test',
  'ecdsa_secp521r1_sha512_test',
  'ecdsa_secp521r1_sha512_p1363_test',
  'ed25519_test',
];

const base64 = (hex) => Buffer.from(hex, 'hex').toString('base64');
const keyOf = (group) => base64(group.publicKeyDer ?? group.publicKeyAsn);
const parameters = ({ sha, mgf, mgfSha, sLen }) =>
  Object.fromEntries(Object.entries({ sha, mgf, mgfSha, sLen }).filter(([, value]) => value !== undefined));

for (const file of files) {
  const text = execFileSync('git', [`--git-dir=${gitDirectory}`, 'show', `${commit}:testvectors_v1/${file}.json`], {
    maxBuffer: 1 << 26,
  });
  const { algorithm, numberOfTests, testGroups } = JSON.parse(text);
  const groups = testGroups.map((group) => {
    const head = JSON.stringify({ type: group.type, ...parameters(group), key: keyOf(group) });
    const tests = group.tests.map(({ tcId, result, msg, sig, flags }) =>
      JSON.stringify([tcId, result, base64(msg), base64(sig), ...(result === 'acceptable' ? flags : [])]),
    );
    return `${head.slice(0, -1)},"tests":[\n${tests.join(',\n')}\n]}`;
  });
  const head = JSON.stringify({ file: `testvectors_v1/${file}.json`, algorithm, numberOfTests });
  const compacted = `${head.slice(0, -1)},"groups":[\n${groups.join(',\n')}\n]}\n`;
  JSON.parse(compacted);
  writeFileSync(join(import.meta.dirname, `${file.replace(/_test$/, '')}.json`), compacted);
}
