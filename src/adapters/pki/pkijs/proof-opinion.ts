import { Certificate, ContentInfo, SignedData, type SignerInfo } from 'pkijs';
import { joseAlgorithm } from '../algorithms/jose-algorithm.js';
import { digestOf, type SignatureAlgorithm } from '../algorithms/signature-algorithm.js';
import { signatureId } from '../algorithms/write-algorithm.js';
import { integer, sequence } from '../der/writer.js';
import { cms } from '../proof/cms-names.js';
import { cmsBytes } from '../proof/encoded.js';
import type { ProofContext } from '../proof/proof.js';
import { bufferOf, engine, nameOf, strongDigests } from './engine.js';
import { isStrong, isStrongKey, opinionOnSignature } from './signature-opinion.js';

/** What pkijs says of a proof; the certificates that came with it, for a look at their path. */
export type OpinionOnProof =
  | { readonly accepted: true; readonly certificate: Certificate; readonly chain: readonly Certificate[] }
  | { readonly accepted: false };

const refused: OpinionOnProof = { accepted: false };

/**
 * Whether pkijs takes a proof for the challenge, and by an algorithm and a key that are strong enough. It reads more
 * encodings than DER, takes the first certificate that fits, and does not look at the digest of the certificate.
 */
export async function opinionOnProof(text: string, context: ProofContext): Promise<OpinionOnProof> {
  try {
    return text.startsWith('{') ? await onJson(text, context) : await onCms(cmsBytes(text), context);
  } catch {
    return refused; // pkijs tells what it cannot read by errors of many kinds
  }
}

async function onCms(bytes: Uint8Array, { challenge }: ProofContext): Promise<OpinionOnProof> {
  const info = ContentInfo.fromBER(bufferOf(bytes));
  if (info.contentType !== cms.signedData) return refused;
  const signed = new SignedData({ schema: info.content });
  const { eContent, eContentType } = signed.encapContentInfo;
  const [signer, ...others] = signed.signerInfos;
  if (signer === undefined || others.length > 0 || !signer.signedAttrs || eContentType !== cms.data) return refused;
  const expected = Buffer.from(challenge, 'utf8');
  if (eContent !== undefined && Buffer.compare(Buffer.from(eContent.getValue()), expected) !== 0) return refused;
  if (!digestsAgree(signer)) return refused;
  // Without the extended mode pkijs says whether, but not whose signature it is.
  const parameters = { signer: 0, data: bufferOf(expected), extendedMode: true } as const;
  const { signatureVerified, signerCertificate } = await signed.verify(parameters, engine);
  if (signatureVerified !== true || !(signerCertificate instanceof Certificate)) return refused;
  if (!isStrongKey(signerCertificate.subjectPublicKeyInfo)) return refused;
  const certificates = (signed.certificates ?? []).filter((one) => one instanceof Certificate);
  return {
    accepted: true,
    certificate: signerCertificate,
    chain: certificates.filter((one) => one !== signerCertificate),
  };
}

const rsaEncryption = '1.2.840.113549.1.1.1';

/** The digest beside the signature's algorithm is strong, and the one in it is the same. */
function digestsAgree({ digestAlgorithm, signatureAlgorithm }: SignerInfo): boolean {
  const digest = nameOf(digestAlgorithm.algorithmId);
  if (!strongDigests.has(digest)) return false;
  if (signatureAlgorithm.algorithmId === rsaEncryption) return true;
  return isStrong(signatureAlgorithm) && engine.getHashAlgorithm(signatureAlgorithm) === digest;
}

type Fields = Readonly<Record<string, unknown>>;

async function onJson(text: string, { challenge, origin }: ProofContext): Promise<OpinionOnProof> {
  const fields = JSON.parse(text) as Fields;
  const webEid = /^web-eid:1(\.[01])?$/.test(String(fields['format']));
  if (!webEid && fields['format'] !== 'raw') return refused;
  const algorithm = joseAlgorithm(String(fields['algorithm']));
  if (typeof algorithm === 'string') return refused;
  const certificate = certificateIn(fields[webEid ? 'unverifiedCertificate' : 'certificate']);
  const spki = new Uint8Array(certificate.subjectPublicKeyInfo.toSchema().toBER());
  const data = webEid ? await digests([origin, challenge], algorithm) : Buffer.from(challenge, 'utf8');
  const signature = signatureIn(fields['signature'], algorithm);
  const accepted = await opinionOnSignature({ algorithm: signatureId(algorithm), spki, data, signature });
  const chain = webEid ? [] : ((fields['chain'] ?? []) as readonly unknown[]).map(certificateIn);
  return accepted ? { accepted, certificate, chain } : refused;
}

const bytesOf = (value: unknown): Buffer => Buffer.from(String(value), 'base64');
const certificateIn = (value: unknown): Certificate => Certificate.fromBER(bufferOf(bytesOf(value)));

async function digests(parts: readonly string[], algorithm: SignatureAlgorithm): Promise<Buffer> {
  const name = digestOf(algorithm).replace('sha', 'SHA-');
  const made = await Promise.all(parts.map((part) => engine.digest(name, bufferOf(Buffer.from(part, 'utf8')))));
  return Buffer.concat(made.map((digest) => new Uint8Array(digest)));
}

/** Pkijs takes ECDSA in DER only. */
function signatureIn(value: unknown, algorithm: SignatureAlgorithm): Uint8Array {
  const signature = bytesOf(value);
  if (algorithm.scheme !== 'ecdsa') return signature;
  const half = signature.length / 2;
  return sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)));
}
