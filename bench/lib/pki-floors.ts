import { spawnSync } from 'node:child_process';
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certIdOf } from '../../src/adapters/pki/revocation/ocsp-cert-id.js';
import { requestHash, writeOcspRequest } from '../../src/adapters/pki/revocation/ocsp-request.js';
import { secondOpinion } from '../../src/adapters/pki/pkijs/second-opinion.js';
import { parseCertificate } from '../../src/adapters/pki/x509/certificate.js';
import { at, type Chain, type Holder } from './pki-chain.js';

/** What is signed, and by whom. */
interface Signed {
  readonly key: KeyObject;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/** The public-key operations of one CMS over a chain of three and nothing else: its signature, and two of certificates. */
export function bareOperations({ root, issuing }: Chain, holder: Holder): () => number {
  const data = Buffer.alloc(300, 7);
  const publicKey = (spki: Uint8Array): KeyObject =>
    createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const operations: readonly Signed[] = [
    { key: publicKey(holder.spki), data, signature: sign('sha256', data, holder.privateKey) },
    linkOf(holder.der, publicKey(issuing.key.spki)),
    linkOf(issuing.certificate, publicKey(root.key.spki)),
  ];
  return () => {
    for (const { key, data: bytes, signature } of operations)
      if (!verify('sha256', bytes, key, signature)) throw new Error('The floor verifies');
    return 1;
  };
}

const linkOf = (der: Uint8Array, key: KeyObject): Signed => {
  const { tbs, signature } = parseCertificate(der);
  return { key, data: tbs, signature };
};

/** The same verification by pkijs and its engine, whole and without caches. */
export function plainPkijs(chain: Chain, signature: string, challenge: string, holder: Holder): () => Promise<number> {
  const [certificate, issuer] = [parseCertificate(holder.der), parseCertificate(chain.issuing.certificate)];
  const id = certIdOf({ certificate, issuer }, requestHash);
  if (id === undefined) throw new Error('The digest of requests is one that is known');
  const request = {
    signature,
    challenge,
    origin: 'https://portal.example',
    anchors: [chain.root.certificate],
    crls: [chain.crl],
    ocspResponses: [chain.ocsp(writeOcspRequest(id))],
    at,
  };
  return async () => {
    const opinion = await secondOpinion(request);
    if (opinion !== 'trusted') throw new Error(`pkijs says ${opinion}`);
    return 1;
  };
}

/** `openssl cms -verify`, a process for each: signature and chain, without revocation. `undefined` where there is none. */
export function opensslProcess(directory: string, chain: Chain, signature: string): (() => number) | undefined {
  const pem =
    Buffer.from(chain.root.certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const [cms, roots] = [join(directory, 'signed.cms'), join(directory, 'root.pem')];
  writeFileSync(cms, Buffer.from(signature, 'base64'));
  writeFileSync(roots, `-----BEGIN CERTIFICATE-----\n${pem.join('\n')}\n-----END CERTIFICATE-----\n`);
  const words = [
    'cms',
    '-verify',
    '-inform',
    'DER',
    '-in',
    cms,
    '-CAfile',
    roots,
    '-purpose',
    'any',
    '-out',
    '/dev/null',
  ];
  const once = (): number => {
    const { status, error, stderr } = spawnSync('openssl', words, { encoding: 'utf8' });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`openssl: ${stderr}`);
    return 1;
  };
  return spawnSync('openssl', ['version']).status === 0 ? once : undefined;
}
