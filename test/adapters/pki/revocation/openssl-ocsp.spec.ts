import { readFileSync } from 'node:fs';
import { hash, verify } from 'node:crypto';
import { LinkVerifier } from '../../../../src/adapters/pki/path/link-verifier.js';
import { checkOcsp, type Links, type OcspVerdict } from '../../../../src/adapters/pki/revocation/ocsp-check.js';
import { parseOcspResponse } from '../../../../src/adapters/pki/revocation/ocsp-response.js';
import { defaultRevocationPolicy } from '../../../../src/adapters/pki/revocation/policy.js';
import { parseCertificate, type Certificate } from '../../../../src/adapters/pki/x509/certificate.js';

const files = JSON.parse(
  readFileSync(new URL('../vectors/openssl-ocsp/files.json', import.meta.url), 'utf8'),
) as Record<string, readonly string[]>;

const bytesOf = (name: string, index = 0): Uint8Array => Buffer.from(files[name]?.[index] ?? '', 'base64');
const certificateOf = (name: string, index = 0): Certificate => parseCertificate(bytesOf(name, index));

/** Which certificate each answer is about, and who issued it. */
const kinds = {
  ND1: { certificate: 'ND1_Cert_EE.pem', issuer: 'ND1_Issuer_ICA.pem' },
  ND2: { certificate: 'ND2_Cert_ICA.pem', issuer: 'ND2_Issuer_Root.pem' },
  ND3: { certificate: 'ND3_Cert_EE.pem', issuer: 'ND3_Issuer_Root.pem' },
  D1: { certificate: 'D1_Cert_EE.pem', issuer: 'D1_Issuer_ICA.pem' },
  D2: { certificate: 'D2_Cert_ICA.pem', issuer: 'D2_Issuer_Root.pem' },
  D3: { certificate: 'D3_Cert_EE.pem', issuer: 'D3_Issuer_Root.pem' },
} as const;
type Kind = keyof typeof kinds;
const all = Object.keys(kinds) as readonly Kind[];
const delegated: readonly Kind[] = ['D1', 'D2', 'D3'];

/** Lets SHA-1 through, which nothing but this file may. */
const sha1Too: Links = {
  verify(signed, signer) {
    const verdict = new LinkVerifier().verify(signed, signer);
    if (verdict !== 'weakDigest') return verdict;
    const key = { key: Buffer.from(signer.spki), format: 'der', type: 'spki' } as const;
    return verify('sha1', signed.tbs, key, signed.signature) ? 'valid' : 'invalid';
  },
};

/** An hour after the answer was made: OpenSSL's own run does not look at these times. */
function timeOf(response: string): number {
  const read = parseOcspResponse(bytesOf(response));
  return (read.kind === 'successful' ? read.basic.producedAt : 0) + 3_600_000;
}

interface Given {
  readonly response: string;
  readonly kind: Kind;
  readonly issuer?: Certificate;
  readonly sha1?: boolean;
  readonly at?: number;
}

const check = ({ response, kind, issuer, sha1 = true, at = timeOf(response) }: Given): OcspVerdict =>
  checkOcsp(bytesOf(response), {
    certificate: certificateOf(kinds[kind].certificate),
    issuer: issuer ?? certificateOf(kinds[kind].issuer),
    at,
    policy: defaultRevocationPolicy,
    digest: hash('sha256', bytesOf(response), 'hex'),
    links: sha1 ? sha1Too : new LinkVerifier(),
  });

const failuresOf = (verdict: OcspVerdict): readonly string[] =>
  verdict.kind === 'bad' ? verdict.failures : [verdict.kind];

describe('OpenSSL’s OCSP answers', () => {
  it.each(all)('%s is good, and refused here only for its SHA-1 signature', (kind) => {
    expect(check({ response: `${kind}.ors`, kind }).kind).toBe('good');
    expect(failuresOf(check({ response: `${kind}.ors`, kind, sha1: false }))).toEqual(['revocation.weakSignature']);
  });

  it('ND1 is good under the cross-certified issuer as well', () => {
    const issuer = certificateOf('ND1_Issuer_ICA-Cross.pem');
    expect(check({ response: 'ND1.ors', kind: 'ND1', issuer }).kind).toBe('good');
  });

  it.each(delegated)(
    '%s is by a responder who has to be looked up exactly where its certificate does not spare that',
    (kind) => {
      expect('responderToCheck' in check({ response: `${kind}.ors`, kind })).toBe(kind === 'D3');
    },
  );

  it.each(all)('%s is stale a year later', (kind) => {
    const at = timeOf(`${kind}.ors`) + 365 * 86_400_000;
    expect(failuresOf(check({ response: `${kind}.ors`, kind, at }))).toContain('revocation.stale');
  });

  it.each(all)('ISOP_%s: an invalid signature on the answer', (kind) => {
    expect(failuresOf(check({ response: `ISOP_${kind}.ors`, kind }))).toEqual(['revocation.badSignature']);
  });

  it.each(all)('WRID_%s: another responder’s id', (kind) => {
    expect(failuresOf(check({ response: `WRID_${kind}.ors`, kind }))).toEqual(['revocation.wrongResponder']);
  });

  // These two were not signed again after the change, so their signature fails as well.
  it.each(all)('WINH_%s: a wrong digest of the issuer’s name', (kind) => {
    expect(failuresOf(check({ response: `WINH_${kind}.ors`, kind }))).toContain('revocation.wrongCertificate');
  });

  it.each(all)('WIKH_%s: a wrong digest of the issuer’s key', (kind) => {
    expect(failuresOf(check({ response: `WIKH_${kind}.ors`, kind }))).toContain('revocation.wrongCertificate');
  });

  it.each(delegated)('WKDOSC_%s: a wrong key in the delegated certificate', (kind) => {
    // D3 names its responder by name, so that the wrong key is met only at the signature.
    const failure = kind === 'D3' ? 'revocation.badSignature' : 'revocation.wrongResponder';
    expect(failuresOf(check({ response: `WKDOSC_${kind}.ors`, kind }))).toContain(failure);
  });

  it.each(delegated)('ISDOSC_%s: an invalid signature on the delegated certificate', (kind) => {
    expect(failuresOf(check({ response: `ISDOSC_${kind}.ors`, kind }))).toEqual(['revocation.responderNotDelegated']);
  });

  it.each(all)('WSNIC_%s: an issuer of another name', (kind) => {
    const issuer = certificateOf(`WSNIC_${kinds[kind].issuer}`);
    expect(failuresOf(check({ response: `${kind}.ors`, kind, issuer }))).toContain('revocation.wrongCertificate');
  });

  it.each(all)('WKIC_%s: an issuer with another key', (kind) => {
    const issuer = certificateOf(`WKIC_${kinds[kind].issuer}`);
    expect(failuresOf(check({ response: `${kind}.ors`, kind, issuer }))).toContain('revocation.wrongCertificate');
  });

  it.each(all)('ISIC_%s: an issuer that is trusted as it is, whatever its own signature', (kind) => {
    const issuer = certificateOf(`ISIC_${kinds[kind].issuer}`);
    expect(check({ response: `${kind}.ors`, kind, issuer }).kind).toBe('good');
  });

  it('an issuer that is only offered, and does not hold under the root, is nobody to ask', () => {
    const offered = certificateOf('ISIC_ND1_Issuer_ICA.pem');
    const root = certificateOf('ND1_Cross_Root.pem');
    expect(sha1Too.verify(offered, root)).toBe('invalid');
  });
});
