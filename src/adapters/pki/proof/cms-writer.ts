import { hash as digest, type KeyObject } from 'node:crypto';
import type { Hash } from '../algorithms/digest-algorithm.js';
import { algorithmFor, signData, type SigningChoice } from '../algorithms/sign-data.js';
import { digestOf, type SignatureAlgorithm } from '../algorithms/signature-algorithm.js';
import { digestId, signatureId } from '../algorithms/write-algorithm.js';
import { contextConstructed, Tag } from '../der/tags.js';
import {
  type Der,
  element,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  tagged,
  taggedOctets,
  time,
} from '../der/writer.js';
import { type CertificateFields, certificateFields } from './certificate-fields.js';
import { cms } from './cms-names.js';

export interface CmsContent extends SigningChoice {
  readonly content: Uint8Array;
  /** The signer's, in DER. */
  readonly certificate: Uint8Array;
  /** Others that travel along. */
  readonly chain?: readonly Uint8Array[];
  /** The content stays out. Default: it is inside. */
  readonly detached?: boolean;
  /** How the signer is named. Default: `issuerAndSerial`. */
  readonly signer?: 'issuerAndSerial' | 'keyId';
  /** Milliseconds; what the signer claims, worth nothing to a verifier. */
  readonly signingTime?: number;
}

/** A CMS that waits for its signature, for a key that is on a token. */
export interface UnsignedCms {
  readonly algorithm: SignatureAlgorithm;
  /** What the key has to sign, by `algorithm`, which digests it. */
  readonly toBeSigned: Uint8Array;
  /** The CMS in DER. */
  finish(signature: Uint8Array): Uint8Array;
}

/** SignedData in DER (RFC 5652) with one signer and the attributes content type, message digest and signing certificate. */
export const signCms = ({ key, ...content }: CmsContent & { readonly key: KeyObject }): Uint8Array => {
  const { algorithm, toBeSigned, finish } = prepareCms(content);
  return finish(signData(algorithm, toBeSigned, key));
};

/** Everything of `signCms` but the signature. */
export function prepareCms({ content, certificate, chain = [], detached = false, ...how }: CmsContent): UnsignedCms {
  const fields = certificateFields(certificate);
  const algorithm = algorithmFor(fields.spki, how);
  const hash = digestOf(algorithm);
  const attributes = signedAttributes(content, certificate, hash, how.signingTime);
  const byKeyId = how.signer === 'keyId';
  const certificates = setOf(certificate, ...chain);
  return {
    algorithm,
    toBeSigned: attributes,
    finish: (signature) => {
      const signer = sequence(
        integer(byKeyId ? 3 : 1),
        byKeyId ? keyIdOf(fields) : sequence(fields.issuer, fields.serial),
        digestId(hash),
        retagged(attributes, 0),
        signatureId(algorithm),
        octetString(signature),
      );
      const signedData = sequence(
        integer(byKeyId ? 3 : 1),
        setOf(digestId(hash)),
        sequence(oid(cms.data), ...(detached ? [] : [tagged(0, octetString(content))])),
        retagged(certificates, 0),
        setOf(signer),
      );
      return sequence(oid(cms.signedData), tagged(0, signedData));
    },
  };
}

const attribute = (name: string, value: Der): Der => sequence(oid(name), element(Tag.set, value));

function signedAttributes(content: Uint8Array, certificate: Uint8Array, hash: Hash, at: number | undefined): Der {
  const essCertId = sequence(octetString(digest('sha256', certificate, 'buffer')));
  return setOf(
    attribute(cms.contentType, oid(cms.data)),
    attribute(cms.messageDigest, octetString(digest(hash, content, 'buffer'))),
    attribute(cms.signingCertificateV2, sequence(sequence(essCertId))),
    ...(at === undefined ? [] : [attribute(cms.signingTime, time(at))]),
  );
}

/** The same element as [n] IMPLICIT. */
const retagged = (set: Der, n: number): Der => Buffer.concat([Uint8Array.of(contextConstructed(n)), set.subarray(1)]);

function keyIdOf({ keyId }: CertificateFields): Der {
  if (keyId === undefined) throw new Error('The certificate has no key identifier');
  return taggedOctets(0, keyId);
}
