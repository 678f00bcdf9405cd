import { algorithmFields } from '../algorithms/digest-algorithm.js';
import { DerError } from '../der/der-error.js';
import { type DerReader, inside } from '../der/der-reader.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { readAll, readOne, type Tlv } from '../der/tlv.js';
import { octetString, oid, smallInteger } from '../der/values.js';
import { cms } from './cms-names.js';
import { maxCertificates } from './limits.js';
import { ProofError } from './proof.js';

export type SignerName =
  | { readonly by: 'issuerAndSerial'; readonly issuer: Uint8Array; readonly serial: Uint8Array }
  | { readonly by: 'keyId'; readonly keyId: Uint8Array };

/** A SignedData with its one signer, taken apart; nothing is verified yet. */
export interface SignedData {
  /** Absent where the content travels on its own. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly signer: SignerName;
  /** The digests that the whole announces, as object identifiers. */
  readonly digests: readonly string[];
  /** AlgorithmIdentifiers of the signer. */
  readonly digestAlgorithm: Tlv;
  readonly signatureAlgorithm: Tlv;
  /** The attributes one after the other, without the head of their set. */
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
}

/** ContentInfo with SignedData over plain data (RFC 5652 §3, §5), in DER. Throws DerError or ProofError. */
export function readSignedData(der: Uint8Array): SignedData {
  const info = inside(readOne(der));
  if (oid(info.next(Tag.oid)) !== cms.signedData) throw new DerError('value');
  const fields = inside(readOne(info.next(contextConstructed(0)).content));
  info.end();
  expectVersion(fields, [1, 3, 4, 5]);
  const digests = readAll(fields.next(Tag.set).content, maxCertificates);
  const content = readContent(fields.next(Tag.sequence));
  const certificates = readAll(fields.optional(contextConstructed(0))?.content ?? empty, maxCertificates);
  fields.optional(contextConstructed(1)); // revocation data of the signer's own choice: not looked at
  const signers = readAll(fields.next(Tag.set).content, maxCertificates);
  fields.end();
  const [signer, ...others] = signers;
  if (signer === undefined || others.length > 0) throw new ProofError('signature.notOneSigner');
  // Attribute certificates and forms that went out of use have other tags.
  if (certificates.some(({ tag }) => tag !== Tag.sequence)) throw new DerError('tag');
  return {
    content,
    certificates: certificates.map(({ raw }) => raw),
    digests: digests.map((digest) => algorithmFields(digest).oid),
    ...readSigner(signer),
  };
}

const empty = new Uint8Array(0);

function expectVersion(fields: DerReader, known: readonly number[]): number {
  const version = smallInteger(fields.next(Tag.integer));
  if (!known.includes(version)) throw new DerError('value');
  return version;
}

function readContent(tlv: Tlv): Uint8Array | undefined {
  const fields = inside(tlv);
  if (oid(fields.next(Tag.oid)) !== cms.data) throw new DerError('value');
  const content = fields.optional(contextConstructed(0));
  fields.end();
  return content && octetString(readOne(content.content));
}

type Signer = Omit<SignedData, 'content' | 'certificates' | 'digests'>;

function readSigner(tlv: Tlv): Signer {
  const fields = inside(tlv);
  const version = expectVersion(fields, [1, 3]);
  const signer = version === 1 ? issuerAndSerial(fields.next(Tag.sequence)) : keyId(fields.next(contextPrimitive(0)));
  const digestAlgorithm = fields.next(Tag.sequence);
  const attributes = fields.optional(contextConstructed(0));
  const signatureAlgorithm = fields.next(Tag.sequence);
  const signature = octetString(fields.next(Tag.octetString));
  fields.optional(contextConstructed(1)); // unsigned attributes: whatever they say, nobody signed it
  fields.end();
  // A signature straight over the content could be passed off as one over attributes, and the other way round.
  if (attributes === undefined) throw new ProofError('signature.attributesMissing');
  return { signer, digestAlgorithm, signatureAlgorithm, attributes: attributes.content, signature };
}

function issuerAndSerial(tlv: Tlv): SignerName {
  const fields = inside(tlv);
  const [issuer, serial] = [fields.next(Tag.sequence).raw, fields.next(Tag.integer).raw];
  fields.end();
  return { by: 'issuerAndSerial', issuer, serial };
}

const keyId = ({ content }: Tlv): SignerName => ({ by: 'keyId', keyId: content });
