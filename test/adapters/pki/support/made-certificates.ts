import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';

export interface KeyPair {
  readonly spki: Uint8Array;
  /** DER of the AlgorithmIdentifier it signs with. */
  readonly algorithm: Uint8Array;
  readonly sign: (data: Uint8Array) => Uint8Array;
}

const exported = (key: KeyObject): Uint8Array => key.export({ format: 'der', type: 'spki' });

export const newKey = (): KeyPair => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    spki: exported(publicKey),
    algorithm: der.sequence(der.oid('1.3.101.112')),
    sign: (data) => sign(null, data, privateKey),
  };
};

const rsaAlgorithms = { sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' };

export const newRsaKey = (bits: number, digest: keyof typeof rsaAlgorithms): KeyPair => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return {
    spki: exported(publicKey),
    algorithm: der.sequence(der.oid(rsaAlgorithms[digest]), der.nothing()),
    sign: (data) => sign(digest, data, privateKey),
  };
};

const day = 86_400_000;

/** The moment the made certificates and CRLs are looked at. */
export const at = Date.UTC(2026, 0, 15);

export const attribute = (type: string, value: Uint8Array): Uint8Array => der.sequence(der.oid(type), value);
export const commonName = (text: string): Uint8Array => name(attribute('2.5.4.3', der.utf8String(text)));
export const name = (...attributes: readonly Uint8Array[]): Uint8Array =>
  der.sequence(...attributes.map((one) => der.setOf(one)));

export const extension = (id: string, value: Uint8Array, critical = false): Uint8Array =>
  der.sequence(der.oid(id), ...(critical ? [der.boolean(true)] : []), der.octetString(value));

export const caExtension = (pathLength?: number): Uint8Array =>
  extension(
    '2.5.29.19',
    der.sequence(der.boolean(true), ...(pathLength === undefined ? [] : [der.integer(pathLength)])),
    true,
  );

const signed = (tbs: Uint8Array, signer: KeyPair): Uint8Array =>
  der.sequence(tbs, signer.algorithm, der.bitString(signer.sign(tbs)));

export interface CertificatePlan {
  readonly issuer?: Uint8Array;
  readonly subject?: Uint8Array;
  readonly signer: KeyPair;
  readonly holder?: KeyPair;
  readonly serial?: Uint8Array;
  readonly version?: number;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly extensions?: readonly Uint8Array[];
  readonly innerAlgorithm?: Uint8Array;
}

/** DER of a certificate; self-signed unless another holder is named. */
export function makeCertificate(plan: CertificatePlan): Uint8Array {
  const subject = plan.subject ?? commonName('Subject');
  const extensions = plan.extensions ?? [];
  const tbs = der.sequence(
    ...(plan.version === 1 ? [] : [der.tagged(0, der.integer((plan.version ?? 3) - 1))]),
    plan.serial ?? der.integer(7),
    plan.innerAlgorithm ?? plan.signer.algorithm,
    plan.issuer ?? subject,
    der.sequence(der.time(plan.notBefore ?? at - 30 * day), der.time(plan.notAfter ?? at + 30 * day)),
    subject,
    (plan.holder ?? plan.signer).spki,
    ...(extensions.length === 0 ? [] : [der.tagged(3, der.sequence(...extensions))]),
  );
  return signed(tbs, plan.signer);
}

export interface CrlPlan {
  readonly issuer: Uint8Array;
  readonly signer: KeyPair;
  readonly innerAlgorithm?: Uint8Array;
  readonly thisUpdate?: number;
  readonly nextUpdate?: number | null;
  readonly revoked?: readonly Uint8Array[];
  readonly extensions?: readonly Uint8Array[];
}

export const revokedLine = (serial: number, ...extensions: readonly Uint8Array[]): Uint8Array =>
  der.sequence(
    der.integer(serial),
    der.time(at - 2 * day),
    ...(extensions.length === 0 ? [] : [der.sequence(...extensions)]),
  );

export const reasonExtension = (reason: number): Uint8Array => extension('2.5.29.21', der.enumerated(reason));

export function makeCrl(plan: CrlPlan): Uint8Array {
  const { nextUpdate = at + day, extensions = [extension('2.5.29.20', der.integer(1))], revoked = [] } = plan;
  const tbs = der.sequence(
    der.integer(1),
    plan.innerAlgorithm ?? plan.signer.algorithm,
    plan.issuer,
    der.time(plan.thisUpdate ?? at - day),
    ...(nextUpdate === null ? [] : [der.time(nextUpdate)]),
    ...(revoked.length === 0 ? [] : [der.sequence(...revoked)]),
    ...(extensions.length === 0 ? [] : [der.tagged(0, der.sequence(...extensions))]),
  );
  return signed(tbs, plan.signer);
}
