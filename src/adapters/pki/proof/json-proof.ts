import { hash as digest } from 'node:crypto';
import { joseAlgorithm } from '../algorithms/jose-algorithm.js';
import { digestOf, type SignatureAlgorithm } from '../algorithms/signature-algorithm.js';
import { verifySignature } from '../algorithms/verify-signature.js';
import { certificateFields } from './certificate-fields.js';
import { base64Bytes } from './encoded.js';
import { maxCertificates } from './limits.js';
import { failuresOf, type ProofContext, ProofError, type ProofFailure, type ReadProof } from './proof.js';

type Fields = Readonly<Record<string, unknown>>;

/** Reads and verifies a proof that is a JSON object, by its `format`. Throws DerError or ProofError. */
export function readJsonProof(text: string, context: ProofContext): ReadProof {
  const fields = objectOf(text);
  switch (textOf(fields['format'])) {
    case 'raw':
      return readRaw(fields, context);
    case 'web-eid:1':
    case 'web-eid:1.0':
    case 'web-eid:1.1':
      return readWebEid(fields, context);
    default:
      throw new ProofError('signature.unreadable');
  }
}

function objectOf(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProofError('signature.unreadable');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ProofError('signature.unreadable');
  return value as Fields;
}

const textOf = (value: unknown): string => {
  if (typeof value !== 'string') throw new ProofError('signature.unreadable');
  return value;
};

/** A signature over the challenge, as SIM cards, SmartCA and PKCS #11 tokens make it. */
function readRaw(fields: Fields, { challenge }: ProofContext): ReadProof {
  const certificate = base64Bytes(textOf(fields['certificate']));
  const chain = chainOf(fields['chain']);
  const failures = check(fields, certificate, () => Buffer.from(challenge, 'utf8'));
  return { kind: 'read', format: 'raw', certificate, chain, failures };
}

function chainOf(value: unknown): readonly Uint8Array[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > maxCertificates) throw new ProofError('signature.unreadable');
  return value.map((certificate) => base64Bytes(textOf(certificate)));
}

/**
 * A Web eID authentication token: what is signed is the digest of the origin, then that of the nonce, by the digest of the
 * algorithm. What the token says of itself (application, certificates for signing documents) is not signed and not read.
 */
function readWebEid(fields: Fields, { challenge, origin }: ProofContext): ReadProof {
  const certificate = base64Bytes(textOf(fields['unverifiedCertificate']));
  const failures = check(fields, certificate, (algorithm) =>
    Buffer.concat([origin, challenge].map((part) => digest(digestOf(algorithm), part, 'buffer'))),
  );
  return { kind: 'read', format: 'web-eid', certificate, chain: [], failures };
}

function check(
  fields: Fields,
  certificate: Uint8Array,
  dataFor: (algorithm: SignatureAlgorithm) => Uint8Array,
): readonly ProofFailure[] {
  const { spki } = certificateFields(certificate);
  const signature = base64Bytes(textOf(fields['signature']));
  const algorithm = joseAlgorithm(textOf(fields['algorithm']));
  if (typeof algorithm === 'string') return [`signature.${algorithm}`];
  return failuresOf(verifySignature({ algorithm, spki, data: dataFor(algorithm), signature }));
}
