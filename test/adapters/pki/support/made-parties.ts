import * as der from '../../../../src/adapters/pki/der/writer.js';
import { parseCertificate, type Certificate } from '../../../../src/adapters/pki/x509/certificate.js';
import {
  caExtension,
  commonName,
  extension,
  makeCertificate,
  newKey,
  type CertificatePlan,
  type KeyPair,
} from './made-certificates.js';

/** Somebody with a name, a key and a certificate over both. */
export interface Party {
  readonly name: Uint8Array;
  readonly key: KeyPair;
  readonly certificate: Certificate;
}

export type PartyPlan = Partial<Omit<CertificatePlan, 'issuer' | 'signer' | 'holder'>> & {
  readonly key?: KeyPair;
  /** Beside basicConstraints of an authority. */
  readonly extensions?: readonly Uint8Array[];
};

let nextSerial = 1000;

export const keyUsage = (...bits: readonly number[]): Uint8Array => extension('2.5.29.15', der.namedBits(bits), true);
export const crlSign = 6;

function party(issuer: Party | undefined, text: string, plan: PartyPlan): Party {
  const subject = plan.subject ?? commonName(text);
  const key = plan.key ?? newKey();
  nextSerial += 1;
  const certificate = makeCertificate({
    serial: der.integer(nextSerial),
    ...plan,
    subject,
    issuer: issuer?.name ?? subject,
    signer: issuer?.key ?? key,
    holder: key,
  });
  return { name: subject, key, certificate: parseCertificate(certificate) };
}

/** A self-signed authority. */
export const makeRoot = (text: string, { extensions = [caExtension()], ...plan }: PartyPlan = {}): Party =>
  party(undefined, text, { ...plan, extensions });

/** An authority under another one. */
export const makeAuthority = (issuer: Party, text: string, { extensions = [], ...plan }: PartyPlan = {}): Party =>
  party(issuer, text, { ...plan, extensions: [caExtension(), ...extensions] });

/** A certificate with exactly the extensions planned. */
export const makeHolder = (issuer: Party, text: string, plan: PartyPlan = {}): Party => party(issuer, text, plan);
