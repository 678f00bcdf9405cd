import type { CertificateCarrier, SandboxHolder } from '../population/person.js';
import { certificateKey, certificateOn, issueCertificate, type SandboxCertificate } from './certificates.js';
import { signText } from './sandbox-keys.js';

/** What travels from the signer to the verifier, as base64url of its JSON. */
export interface SignedText {
  readonly certificate: string;
  readonly issuerSignature: string;
  readonly challenge: string;
  readonly signature: string;
}

/** What is wrong with a signature made for a test. `untrusted`: the same certificate, from the rogue authority. */
export type SignatureFault = 'tampered' | 'wrongChallenge' | 'untrusted';

/** What a sandbox key signs, so that its signatures are good for nothing else. */
export const signedBytes = (challenge: string): string => `dinhdanh sandbox signature\n${challenge}`;

/** Signs with any sandbox certificate, as the tool on a person's computer would. */
export function signWith(certificate: SandboxCertificate, challenge: string, fault?: SignatureFault): string {
  const { body, text, issuerSignature } =
    fault === 'untrusted' ? issueCertificate(certificate.body, 'rogue') : certificate;
  const signed = fault === 'wrongChallenge' ? `${challenge} (of another session)` : challenge;
  const signature = signText(certificateKey(body.serial), signedBytes(signed));
  return encode({
    certificate: text,
    issuerSignature,
    challenge: signed,
    signature: fault === 'tampered' ? tamper(signature) : signature,
  });
}

export interface SignOptions {
  /** Which of the holder's certificates; the USB token by default, else the first there is. */
  readonly carrier?: CertificateCarrier;
  readonly fault?: SignatureFault;
}

/** Signs as a person or organisation of the sandbox. They must hold a certificate. */
export function signFor(holder: SandboxHolder, challenge: string, { carrier, fault }: SignOptions = {}): string {
  const wanted = carrier ?? holder.certificates.find((spec) => spec.carrier === 'usb')?.carrier;
  const certificate = certificateOn(holder, wanted ?? holder.certificates[0]?.carrier ?? 'usb');
  if (certificate === undefined) throw new Error(`${holder.handle} holds no such certificate.`);
  return signWith(certificate, challenge, fault);
}

const encode = (signed: SignedText): string => Buffer.from(JSON.stringify(signed), 'utf8').toString('base64url');

/** Another first character, of the same alphabet. */
const tamper = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);

/** What was signed, or `undefined` for text that no sandbox tool has made. */
export function readSignedText(text: string): SignedText | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<SignedText> | null;
    const parts = [value?.certificate, value?.issuerSignature, value?.challenge, value?.signature];
    return parts.every((part) => typeof part === 'string') ? (value as SignedText) : undefined;
  } catch {
    return undefined;
  }
}
