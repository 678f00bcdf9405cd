import { createHash } from 'node:crypto';
import { algorithmFor, signData } from '../../../../src/adapters/pki/algorithms/sign-data.js';
import { digestOf } from '../../../../src/adapters/pki/algorithms/signature-algorithm.js';
import { digestId, signatureId } from '../../../../src/adapters/pki/algorithms/write-algorithm.js';
import { Tag } from '../../../../src/adapters/pki/der/tags.js';
import {
  type Der,
  element,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  setOf,
  tagged,
} from '../../../../src/adapters/pki/der/writer.js';
import { certificateFields } from '../../../../src/adapters/pki/proof/certificate-fields.js';
import { cms } from '../../../../src/adapters/pki/proof/cms-names.js';
import type { Signer } from './signers.js';

/** What a CMS should be made of in place of what it ought to be made of. */
export interface CmsWish {
  readonly content?: Uint8Array;
  readonly detached?: boolean;
  readonly contentType?: string;
  readonly version?: number;
  readonly signerVersion?: number;
  readonly signerName?: Der;
  readonly digestAlgorithms?: readonly Der[];
  readonly digestAlgorithm?: Der;
  readonly signatureAlgorithm?: Der;
  readonly certificates?: readonly Der[];
  /** `none`: the signature is straight over the content. */
  readonly attributes?: readonly Der[] | 'none';
  readonly unsortedAttributes?: boolean;
  readonly signers?: number;
  readonly revocationData?: Der;
  readonly unsignedAttributes?: Der;
  readonly sign?: (data: Uint8Array) => Uint8Array;
  /** After the signer's last field. */
  readonly afterSigner?: Der;
}

export const attribute = (name: string, ...values: Der[]): Der => sequence(oid(name), setOf(...values));
export const contentTypeAttribute = (name: string = cms.data): Der => attribute(cms.contentType, oid(name));
export const digestAttribute = (content: Uint8Array, hash = 'sha256'): Der =>
  attribute(cms.messageDigest, octetString(createHash(hash).update(content).digest()));
export const sha1Id = sequence(oid('1.3.14.3.2.26'), nothing());
export const rsaEncryptionId = sequence(oid('1.2.840.113549.1.1.1'), nothing());

const retagged = (set: Der, n: number): Der => tagged(n, set.subarray(set[1]! < 0x80 ? 2 : 2 + (set[1]! & 0x7f)));

export function buildCms(signer: Signer, content: Uint8Array, wish: CmsWish = {}): Buffer {
  const algorithm = algorithmFor(signer.spki, { hash: 'sha256' });
  const hash = digestOf(algorithm);
  const { issuer, serial } = certificateFields(signer.certificate);
  const carried = wish.content ?? content;
  const list =
    wish.attributes === 'none' ? [] : (wish.attributes ?? [contentTypeAttribute(), digestAttribute(carried, hash)]);
  const set = wish.unsortedAttributes ? element(Tag.set, ...list) : setOf(...list);
  const sign = wish.sign ?? ((data: Uint8Array) => signData(algorithm, data, signer.key));
  const digestAlgorithm = wish.digestAlgorithm ?? digestId(hash);
  const signerInfo = sequence(
    integer(wish.signerVersion ?? 1),
    wish.signerName ?? sequence(issuer, serial),
    digestAlgorithm,
    ...(wish.attributes === 'none' ? [] : [retagged(set, 0)]),
    wish.signatureAlgorithm ?? signatureId(algorithm),
    octetString(sign(wish.attributes === 'none' ? carried : set)),
    ...(wish.unsignedAttributes === undefined ? [] : [tagged(1, wish.unsignedAttributes)]),
    ...(wish.afterSigner === undefined ? [] : [wish.afterSigner]),
  );
  const signerInfos = Array.from({ length: wish.signers ?? 1 }, () => signerInfo);
  const certificates = wish.certificates ?? [signer.certificate];
  const signedData = sequence(
    integer(wish.version ?? 1),
    element(Tag.set, ...(wish.digestAlgorithms ?? [digestAlgorithm])),
    sequence(oid(wish.contentType ?? cms.data), ...(wish.detached ? [] : [tagged(0, octetString(carried))])),
    ...(certificates.length === 0 ? [] : [tagged(0, ...certificates)]),
    ...(wish.revocationData === undefined ? [] : [tagged(1, wish.revocationData)]),
    element(Tag.set, ...signerInfos),
  );
  return Buffer.from(sequence(oid(cms.signedData), tagged(0, signedData)));
}
