import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import { readAll, readOne, type Tlv } from '../der/tlv.js';
import { octetString, oid } from '../der/values.js';
import { readDigest } from '../algorithms/digest-algorithm.js';
import { cms } from './cms-names.js';
import { maxAttributes } from './limits.js';
import { ProofError } from './proof.js';

/** A digest that names the signer's certificate, so that it cannot be swapped for another with the same key. */
export interface CertificateDigest {
  readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly digest: Uint8Array;
}

export interface SignedAttributes {
  readonly messageDigest: Uint8Array;
  /** ESS signing-certificate and signing-certificate-v2 (RFC 5035), where there are any. */
  readonly certificateDigests: readonly CertificateDigest[];
}

/**
 * The attributes that were signed (RFC 5652 §5.3, §11): a DER set in DER's order, no type twice, one value each where
 * that is asked for; content type and message digest must be there. Throws DerError or ProofError.
 */
export function readSignedAttributes(content: Uint8Array): SignedAttributes {
  const attributes = readAll(content, maxAttributes);
  for (const [i, { raw }] of attributes.entries()) {
    const before = attributes[i - 1];
    if (before !== undefined && Buffer.compare(before.raw, raw) >= 0) throw new DerError('value');
  }
  const values = new Map<string, readonly Tlv[]>();
  for (const attribute of attributes) {
    const fields = inside(attribute);
    const name = oid(fields.next(Tag.oid));
    const set = fields.next(Tag.set);
    fields.end();
    if (values.has(name)) throw new DerError('value');
    values.set(name, readAll(set.content, maxAttributes));
  }
  const only = (name: string): Tlv | undefined => {
    const [value, ...more] = values.get(name) ?? [];
    if (more.length > 0 || (values.has(name) && value === undefined)) throw new DerError('value');
    return value;
  };
  const [contentType, messageDigest] = [only(cms.contentType), only(cms.messageDigest)];
  if (contentType === undefined || messageDigest === undefined) throw new ProofError('signature.attributesMissing');
  if (oid(contentType) !== cms.data) throw new DerError('value');
  const [first, second] = [only(cms.signingCertificate), only(cms.signingCertificateV2)];
  only(cms.signingTime);
  return {
    messageDigest: octetString(messageDigest),
    certificateDigests: [
      ...(first === undefined ? [] : [certificateDigest(first, () => 'sha1')]),
      ...(second === undefined ? [] : [certificateDigest(second, digestOfV2)]),
    ],
  };
}

/** The first ESSCertID names the signer's certificate; the others, and the policies, say nothing about the signature. */
function certificateDigest(tlv: Tlv, hashOf: (id: ReturnType<typeof inside>) => CertificateDigest['hash']) {
  const [ids] = readAll(inside(tlv).next(Tag.sequence).content);
  if (ids === undefined) throw new DerError('truncated');
  const id = inside(ids);
  return { hash: hashOf(id), digest: octetString(id.next(Tag.octetString)) };
}

/** SHA-256 unless it is named (RFC 5035 §4). */
function digestOfV2(id: ReturnType<typeof inside>): CertificateDigest['hash'] {
  const named = id.optional(Tag.sequence);
  const hash = named === undefined ? 'sha256' : readDigest(readOne(named.raw));
  if (hash === 'weakDigest' || hash === 'unsupported') throw new ProofError(`signature.${hash}`);
  return hash;
}
