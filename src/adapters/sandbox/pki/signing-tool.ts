import { signData } from '../../pki/algorithms/sign-data.js';
import { prepareCms } from '../../pki/proof/cms-writer.js';
import type { CertificateCarrier, SandboxHolder } from '../population/person.js';
import { forgedCertificate, type SandboxCertificate } from './certificates.js';
import { certificateOn } from './population-certificates.js';

/** What is wrong with a signature made for a test. `untrusted`: the same certificate, from the rogue authority. */
export type SignatureFault = 'tampered' | 'wrongChallenge' | 'untrusted';

/**
 * How a signature travels: CMS with the challenge inside or without it, or the bare signature with the certificate, as
 * SIMs and SmartCA give it.
 */
export type SignatureForm = 'cms' | 'cmsDetached' | 'raw';

export interface SigningOptions {
  readonly fault?: SignatureFault | undefined;
  /** CMS when left out. */
  readonly form?: SignatureForm | undefined;
}

/** Signs with any sandbox certificate, as the tool on a person's computer would. */
export function signWith(certificate: SandboxCertificate, challenge: string, options: SigningOptions = {}): string {
  const { fault, form = 'cms' } = options;
  const signer = fault === 'untrusted' ? forgedCertificate(certificate) : certificate;
  const text = fault === 'wrongChallenge' ? `${challenge} (of another session)` : challenge;
  const finish = (signature: Uint8Array): Uint8Array => (fault === 'tampered' ? tampered(signature) : signature);
  const content = Buffer.from(text, 'utf8');
  return form === 'raw'
    ? rawSignature(signer, content, finish)
    : cmsSignature(signer, content, form === 'cmsDetached', finish);
}

export interface SignOptions extends SigningOptions {
  /** Which of the holder's certificates; the USB token by default, else the first there is. */
  readonly carrier?: CertificateCarrier;
}

/** Signs as a person or organisation of the sandbox. They must hold a certificate. */
export function signFor(holder: SandboxHolder, challenge: string, { carrier, ...how }: SignOptions = {}): string {
  const wanted = carrier ?? holder.certificates.find((spec) => spec.carrier === 'usb')?.carrier;
  const certificate = certificateOn(holder, wanted ?? holder.certificates[0]?.carrier ?? 'usb');
  if (certificate === undefined) throw new Error(`${holder.handle} holds no such certificate.`);
  return signWith(certificate, challenge, how);
}

type Finish = (signature: Uint8Array) => Uint8Array;

function cmsSignature(signer: SandboxCertificate, content: Buffer, detached: boolean, finish: Finish): string {
  const { der, chain, key } = signer;
  const cms = prepareCms({ content, certificate: der, chain, detached });
  return base64(cms.finish(finish(signData(cms.algorithm, cms.toBeSigned, key.privateKey))));
}

const rawAlgorithms = {
  p256: { name: 'ES256', algorithm: { scheme: 'ecdsa', hash: 'sha256', form: 'raw', curve: 'P-256' } },
  rsa2048: { name: 'RS256', algorithm: { scheme: 'rsaPkcs1', hash: 'sha256' } },
  ed25519: { name: 'EdDSA', algorithm: { scheme: 'ed25519' } },
} as const;

function rawSignature({ der, chain, key }: SandboxCertificate, content: Buffer, finish: Finish): string {
  const { name, algorithm } = rawAlgorithms[key.kind];
  return JSON.stringify({
    format: 'raw',
    certificate: base64(der),
    chain: chain.map(base64),
    signature: base64(finish(signData(algorithm, content, key.privateKey))),
    algorithm: name,
  });
}

/** One bit is another, a quarter in: a value, not the form. */
function tampered(signature: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(signature);
  const at = changed.length >> 2;
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
