import { hash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LinkVerifier } from '../../../src/adapters/pki/path/link-verifier.js';
import { checkOcsp, type Links } from '../../../src/adapters/pki/revocation/ocsp-check.js';
import { parseOcspResponse } from '../../../src/adapters/pki/revocation/ocsp-response.js';
import { defaultRevocationPolicy } from '../../../src/adapters/pki/revocation/policy.js';
import { parseCertificate, type Certificate } from '../../../src/adapters/pki/x509/certificate.js';

type Files = Readonly<Record<string, readonly string[]>>;

export const readOpensslOcsp = (root: string): Files =>
  JSON.parse(readFileSync(join(root, 'test/adapters/pki/vectors/openssl-ocsp/files.json'), 'utf8')) as Files;

/** Which certificate each answer is about, and who issued it: `ND` by the authority itself, `D` by a delegate. */
const kinds: Readonly<Record<string, { readonly certificate: string; readonly issuer: string }>> = {
  ND1: { certificate: 'ND1_Cert_EE.pem', issuer: 'ND1_Issuer_ICA.pem' },
  ND2: { certificate: 'ND2_Cert_ICA.pem', issuer: 'ND2_Issuer_Root.pem' },
  ND3: { certificate: 'ND3_Cert_EE.pem', issuer: 'ND3_Issuer_Root.pem' },
  D1: { certificate: 'D1_Cert_EE.pem', issuer: 'D1_Issuer_ICA.pem' },
  D2: { certificate: 'D2_Cert_ICA.pem', issuer: 'D2_Issuer_Root.pem' },
  D3: { certificate: 'D3_Cert_EE.pem', issuer: 'D3_Issuer_Root.pem' },
};

interface Group {
  readonly title: string;
  /** What the changed file's name begins with. */
  readonly prefix: string;
  readonly changed: 'answer' | 'issuer';
  readonly only: 'all' | 'delegated';
  readonly expect: 'good' | 'bad';
}

/** As OpenSSL's own test (80-test_ocsp.t) groups them and expects them. */
const groups: readonly Group[] = [
  { title: 'valid answers', prefix: '', changed: 'answer', only: 'all', expect: 'good' },
  { title: 'invalid signature of the answer', prefix: 'ISOP_', changed: 'answer', only: 'all', expect: 'bad' },
  { title: 'wrong responder id', prefix: 'WRID_', changed: 'answer', only: 'all', expect: 'bad' },
  { title: 'wrong digest of the issuer’s name', prefix: 'WINH_', changed: 'answer', only: 'all', expect: 'bad' },
  { title: 'wrong digest of the issuer’s key', prefix: 'WIKH_', changed: 'answer', only: 'all', expect: 'bad' },
  { title: 'wrong key of the delegate', prefix: 'WKDOSC_', changed: 'answer', only: 'delegated', expect: 'bad' },
  {
    title: 'invalid signature on the delegate’s certificate',
    prefix: 'ISDOSC_',
    changed: 'answer',
    only: 'delegated',
    expect: 'bad',
  },
  { title: 'wrong name of the issuer', prefix: 'WSNIC_', changed: 'issuer', only: 'all', expect: 'bad' },
  { title: 'wrong key of the issuer', prefix: 'WKIC_', changed: 'issuer', only: 'all', expect: 'bad' },
  {
    title: 'invalid signature on an issuer’s certificate that is trusted as it is',
    prefix: 'ISIC_',
    changed: 'issuer',
    only: 'all',
    expect: 'good',
  },
];

/** The answers are of 2012 and signed with SHA-1, which nothing else here lets through. */
const sha1Too: Links = {
  verify(signed, signer) {
    const verdict = new LinkVerifier().verify(signed, signer);
    if (verdict !== 'weakDigest') return verdict;
    const key = { key: Buffer.from(signer.spki), format: 'der', type: 'spki' } as const;
    return verify('sha1', signed.tbs, key, signed.signature) ? 'valid' : 'invalid';
  },
};

export interface OcspResult {
  readonly title: string;
  readonly expect: 'good' | 'bad';
  readonly tests: number;
  /** Names of answers, or of issuers. */
  readonly failed: readonly string[];
}

export const runOpensslOcsp = (files: Files): readonly OcspResult[] =>
  groups.map(({ title, prefix, changed, only, expect }) => {
    const names = Object.keys(kinds).filter((kind) => only === 'all' || kind.startsWith('D'));
    const failed = names.flatMap((kind) => {
      const { certificate = '', issuer = '' } = kinds[kind] ?? {};
      const answer = changed === 'answer' ? `${prefix}${kind}.ors` : `${kind}.ors`;
      const by = changed === 'issuer' ? `${prefix}${issuer}` : issuer;
      return outcome(files, answer, certificate, by) === expect ? [] : [changed === 'issuer' ? by : answer];
    });
    return { title, expect, tests: names.length, failed };
  });

function outcome(files: Files, answer: string, about: string, issuedBy: string): 'good' | 'bad' {
  const bytesOf = (name: string): Uint8Array => Buffer.from(files[name]?.[0] ?? '', 'base64');
  const certificateOf = (name: string): Certificate => parseCertificate(bytesOf(name));
  const bytes = bytesOf(answer);
  const verdict = checkOcsp(bytes, {
    certificate: certificateOf(about),
    issuer: certificateOf(issuedBy),
    at: madeAt(bytes) + 3_600_000,
    policy: defaultRevocationPolicy,
    digest: hash('sha256', bytes, 'hex'),
    links: sha1Too,
  });
  return verdict.kind === 'good' ? 'good' : 'bad';
}

function madeAt(bytes: Uint8Array): number {
  const read = parseOcspResponse(bytes);
  if (read.kind !== 'successful') throw new Error('OpenSSL’s answers are all successful');
  return read.basic.producedAt;
}
