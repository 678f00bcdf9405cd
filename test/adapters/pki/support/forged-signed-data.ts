import { createHash } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import type { ForgedCertificate } from './forged-certificate.js';
import { digestAlgorithm, type SigningWay, signWith } from './forged-keys.js';

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

export interface SignedDataParts {
  readonly content: Uint8Array;
  readonly signer: ForgedCertificate & { readonly issuerName: Uint8Array };
  /** Certificates that go along; default: the signer's. */
  readonly certificates?: readonly Uint8Array[];
  readonly detached?: boolean;
  readonly way?: SigningWay;
  readonly attributes?: 'all' | 'none' | 'noMessageDigest' | 'noContentType' | 'twoMessageDigests';
  /** What the attribute messageDigest is of, when not of the content. */
  readonly digestOf?: Uint8Array;
  readonly contentType?: string;
  /** What the attribute contentType says, when not the content's own type. */
  readonly attributeContentType?: string;
  readonly signers?: number;
  /** The digest that is named beside the signature, when it is not the signature's own. */
  readonly namedDigest?: 'sha256' | 'sha512';
  /** A certificate that the attributes name as the signer's (ESS signing-certificate-v2). */
  readonly names?: Uint8Array;
  readonly signingTime?: number;
  /** What the signature is made over, when not over what it should be. */
  readonly signedInstead?: Uint8Array;
  readonly issuerAndSerial?: Uint8Array;
}

const attribute = (oid: string, ...values: readonly Uint8Array[]): Uint8Array =>
  der.sequence(der.oid(oid), der.setOf(...values));

const certificateNamed = (certificate: Uint8Array): Uint8Array =>
  der.sequence(der.sequence(der.sequence(der.octetString(createHash('sha256').update(certificate).digest()))));

function attributesOf(parts: SignedDataParts): Uint8Array | undefined {
  const { attributes = 'all', content, digestOf = content, way, contentType = oids.data, signingTime } = parts;
  if (attributes === 'none') return undefined;
  const digest = der.octetString(
    createHash(way?.hash ?? 'sha256')
      .update(digestOf)
      .digest(),
  );
  return der.setOf(
    ...(attributes === 'noContentType'
      ? []
      : [attribute(oids.contentType, der.oid(parts.attributeContentType ?? contentType))]),
    ...(attributes === 'noMessageDigest' ? [] : [attribute(oids.messageDigest, digest)]),
    ...(attributes === 'twoMessageDigests' ? [attribute(oids.messageDigest, der.octetString(Buffer.alloc(32)))] : []),
    ...(parts.names === undefined ? [] : [attribute(oids.signingCertificateV2, certificateNamed(parts.names))]),
    ...(signingTime === undefined ? [] : [attribute(oids.signingTime, der.time(signingTime))]),
  );
}

/** CMS SignedData with one signer, or with as many copies of it as asked for, and any fault that is asked for. */
export function forgeSignedData(parts: SignedDataParts): Uint8Array {
  const { content, signer, certificates = [signer.der], detached = true, way, contentType = oids.data } = parts;
  const attributes = attributesOf(parts);
  const { algorithm, signature } = signWith(signer.key, parts.signedInstead ?? attributes ?? content, way);
  const digest = digestAlgorithm(parts.namedDigest ?? way?.hash ?? 'sha256');
  const signerInfo = der.sequence(
    der.integer(1),
    parts.issuerAndSerial ?? der.sequence(signer.issuerName, der.integer(signer.serial)),
    digest,
    ...(attributes === undefined ? [] : [retagged(attributes, 0)]),
    algorithm,
    der.octetString(signature),
  );
  const body = der.sequence(
    der.integer(1),
    der.setOf(digest),
    der.sequence(der.oid(contentType), ...(detached ? [] : [der.tagged(0, der.octetString(content))])),
    ...(certificates.length === 0 ? [] : [der.tagged(0, ...certificates)]),
    der.setOf(...Array.from({ length: parts.signers ?? 1 }, () => signerInfo)),
  );
  return der.sequence(der.oid(oids.signedData), der.tagged(0, body));
}

/** The same content under [n] IMPLICIT: attributes are signed as a SET and sent as [0]. */
function retagged(set: Uint8Array, n: number): Uint8Array {
  const copy = Uint8Array.from(set);
  copy[0] = 0xa0 | n;
  return copy;
}
