import { readFileSync } from 'node:fs';

const load = (file: string): ReadonlyMap<string, Uint8Array> => {
  const url = new URL(`../vectors/nist-pkits/${file}.json`, import.meta.url);
  const files = JSON.parse(readFileSync(url, 'utf8')) as Record<string, string>;
  return new Map(Object.entries(files).map(([name, base64]) => [name, new Uint8Array(Buffer.from(base64, 'base64'))]));
};

/** DER by NIST's file name. */
export const pkitsCertificates = load('certificates');
export const pkitsCrls = load('crls');

const named = (files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array => {
  const der = files.get(name);
  if (der === undefined) throw new Error(`PKITS has no ${name}`);
  return der;
};

export const pkitsCertificate = (name: string): Uint8Array => named(pkitsCertificates, name);
export const pkitsCrl = (name: string): Uint8Array => named(pkitsCrls, name);
