// Makes the files of this folder from those of Project Wycheproof: node compact.mjs <folder of JSON files> <version>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) throw new Error('node compact.mjs <folder of JSON files> <version>');

const files = [
  'rsa_signature_2048_sha256',
  'rsa_signature_2048_sha384',
  'rsa_signature_2048_sha512',
  'rsa_signature_3072_sha256',
  'rsa_signature_3072_sha384',
  'rsa_signature_3072_sha512',
  'rsa_signature_4096_sha384',
  'rsa_signature_4096_sha512',
  'rsa_signature',
  'rsa_pss_2048_sha1_mgf1_20',
  'rsa_pss_2048_sha256_mgf1_0',
  'rsa_pss_2048_sha256_mgf1_32',
  'rsa_pss_3072_sha256_mgf1_32',
  'rsa_pss_4096_sha256_mgf1_32',
  'rsa_pss_4096_sha512_mgf1_32',
  'rsa_pss_misc',
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp256r1_sha256_p1363',
  'ecdsa_secp256r1_sha512',
  'ecdsa_secp256r1_sha512_p1363',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp384r1_sha384_p1363',
  'ecdsa_secp384r1_sha512',
  'ecdsa_secp384r1_sha512_p1363',
  'ecdsa_secp521r1_sha512',
  'ecdsa_secp521r1_sha512_p1363',
  'ecdsa',
  'ecdsa_webcrypto',
  'eddsa',
];

const base64 = (hex) => Buffer.from(hex, 'hex').toString('base64');
const parameters = ({ sha, mgf, mgfSha, sLen, keysize, key }) =>
  Object.fromEntries(
    Object.entries({ sha, mgf, mgfSha, sLen, keysize, curve: key?.curve }).filter(([, value]) => value !== undefined),
  );

for (const file of files) {
  const { algorithm, generatorVersion, numberOfTests, testGroups } = JSON.parse(
    readFileSync(join(folder, `${file}_test.json`), 'utf8'),
  );
  const groups = testGroups.map((group) => {
    const head = JSON.stringify({ type: group.type, ...parameters(group), spki: base64(group.keyDer) });
    const tests = group.tests.map(({ tcId, result, msg, sig, flags }) =>
      JSON.stringify([tcId, result, base64(msg), base64(sig), ...(result === 'acceptable' ? flags : [])]),
    );
    return `${head.slice(0, -1)},"tests":[\n${tests.join(',\n')}\n]}`;
  });
  const head = JSON.stringify({ file: `${file}_test.json`, version, generatorVersion, algorithm, numberOfTests });
  const compacted = `${head.slice(0, -1)},"groups":[\n${groups.join(',\n')}\n]}\n`;
  JSON.parse(compacted);
  writeFileSync(join(import.meta.dirname, `${file}.json`), compacted);
}
