import { readFileSync } from 'node:fs';

const files = JSON.parse(
  readFileSync(new URL('../vectors/openssl-ocsp/files.json', import.meta.url), 'utf8'),
) as Record<string, readonly string[]>;

/** DER of one of OpenSSL's OCSP test files; some hold two certificates. */
export function opensslFile(name: string, index = 0): Uint8Array {
  const text = files[name]?.[index];
  if (text === undefined) throw new Error(`There is no ${name} (${index})`);
  return Buffer.from(text, 'base64');
}
