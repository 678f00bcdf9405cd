import { hash as digest } from 'node:crypto';
import { digestOf, type SignatureAlgorithm } from '../algorithms/signature-algorithm.js';
import { verifySignature } from '../algorithms/verify-signature.js';
import { DerError } from '../der/der-error.js';
import { Tag } from '../der/tags.js';
import { element } from '../der/writer.js';
import { normaliseBer } from './normalise-ber.js';
import { certificateFields } from './certificate-fields.js';
import { cmsAlgorithm } from './cms-algorithms.js';
import { readSignedAttributes, type SignedAttributes } from './cms-attributes.js';
import { readSignedData, type SignedData, type SignerName } from './cms-reader.js';
import { failuresOf, type ProofContext, ProofError, type ProofFailure, type ReadProof } from './proof.js';

/** Reads and verifies a CMS, attached or detached. Throws DerError or ProofError where no signer can be named. */
export function readCmsProof(bytes: Uint8Array, { challenge }: ProofContext): ReadProof {
  const signed = signedDataOf(bytes);
  const certificate = signerCertificate(signed);
  const chain = signed.certificates.filter((other) => !equal(other, certificate));
  return { kind: 'read', format: 'cms', certificate, chain, failures: failures(signed, certificate, challenge) };
}

/** Signing tools that stream write BER; the strict reader never sees it. */
function signedDataOf(bytes: Uint8Array): SignedData {
  try {
    return readSignedData(bytes);
  } catch (error) {
    if (error instanceof DerError) return readSignedData(normaliseBer(bytes));
    throw error;
  }
}

/** The one certificate that the signer is named by. */
function signerCertificate({ certificates, signer }: SignedData): Uint8Array {
  const [found, ...others] = certificates.filter((certificate) => isNamed(certificate, signer));
  if (found === undefined || others.some((other) => !equal(other, found)))
    throw new ProofError('signature.signerUnknown');
  return found;
}

function isNamed(certificate: Uint8Array, signer: SignerName): boolean {
  const { issuer, serial, keyId } = certificateFields(certificate);
  return signer.by === 'keyId'
    ? keyId !== undefined && equal(keyId, signer.keyId)
    : equal(issuer, signer.issuer) && equal(serial, signer.serial);
}

function failures(signed: SignedData, certificate: Uint8Array, challenge: string): readonly ProofFailure[] {
  try {
    const algorithm = cmsAlgorithm(signed);
    const attributes = readSignedAttributes(signed.attributes);
    const { spki } = certificateFields(certificate);
    // What is signed is the set under its own tag, not under the one it travels with (RFC 5652 §5.4).
    const data = element(Tag.set, signed.attributes);
    const verdict = verifySignature({ algorithm, spki, data, signature: signed.signature });
    return [
      ...new Set([
        ...failuresOf(verdict),
        ...(namesOther(attributes, certificate) ? (['signature.otherCertificate'] as const) : []),
        ...contentFailures(signed, attributes, algorithm, Buffer.from(challenge, 'utf8')),
      ]),
    ];
  } catch (error) {
    if (error instanceof ProofError) return [error.failure];
    throw error;
  }
}

const namesOther = ({ certificateDigests }: SignedAttributes, certificate: Uint8Array): boolean =>
  certificateDigests.some((named) => !equal(digest(named.hash, certificate, 'buffer'), named.digest));

/** The attributes hold the digest of the content; the content is the challenge. */
function contentFailures(
  { content }: SignedData,
  { messageDigest }: SignedAttributes,
  algorithm: SignatureAlgorithm,
  challenge: Uint8Array,
): readonly ProofFailure[] {
  const holds = (bytes: Uint8Array): boolean => equal(digest(digestOf(algorithm), bytes, 'buffer'), messageDigest);
  if (content === undefined) return holds(challenge) ? [] : ['signature.wrongChallenge'];
  if (!holds(content)) return ['signature.invalid'];
  return equal(content, challenge) ? [] : ['signature.wrongChallenge'];
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
