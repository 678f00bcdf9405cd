import { createHash } from 'node:crypto';
import type { Instant } from '../../../domain/kernel/instant.js';
import {
  type Der,
  enumerated,
  generalizedTime,
  octetString,
  oid,
  sequence,
  tagged,
  taggedOctets,
} from '../../pki/der/writer.js';
import { certIdHashes } from '../../pki/revocation/ocsp-oids.js';
import type { Authority } from './authorities.js';
import { extension, keyBits, keyIdentifier } from './extensions.js';
import { type CertificateQuestion, readOcspRequest } from './ocsp-request.js';
import { oids } from './oids.js';
import { type CertificateStatus, revocationReasons } from './revocations.js';
import { signed } from './write-certificate.js';

/** OCSPResponseStatus of RFC 6960 §4.2.1. */
const responseStatus = { malformedRequest: 1, unauthorized: 6 } as const;

export interface OcspTimes {
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
}

/**
 * Answers an OCSP request (RFC 6960) for one authority, with the truth: good, revoked since when and why, or unknown. Its
 * delegated responder signs; a nonce is sent back. Who asks about another authority's certificate is told that this is
 * none of its business.
 */
export function answerOcsp(
  request: Uint8Array,
  issuer: Authority,
  statusOf: (serial: string) => CertificateStatus,
  times: OcspTimes,
): Der {
  const read = readOcspRequest(request);
  if (read === undefined || read.questions.length === 0) return failed('malformedRequest');
  if (!read.questions.every((question) => isAbout(question, issuer))) return failed('unauthorized');
  const { key, certificate } = issuer.responder;
  const answers = read.questions.map((question) => singleAnswer(question, statusOf(question.serial), times));
  const data = sequence(
    tagged(2, octetString(keyIdentifier(key.spki))),
    generalizedTime(times.thisUpdate),
    sequence(...answers),
    ...(read.nonce === undefined ? [] : [tagged(1, sequence(extension(oids.ocspNonce, read.nonce)))]),
  );
  const basic = signed(data, key, tagged(0, sequence(certificate)));
  return sequence(enumerated(0), tagged(0, sequence(oid(oids.ocspBasic), octetString(basic))));
}

const failed = (why: keyof typeof responseStatus): Der => sequence(enumerated(responseStatus[why]));

function singleAnswer({ raw }: CertificateQuestion, status: CertificateStatus, times: OcspTimes): Der {
  return sequence(
    raw,
    statusDer(status),
    generalizedTime(times.thisUpdate),
    tagged(0, generalizedTime(times.nextUpdate)),
  );
}

function statusDer(status: CertificateStatus): Der {
  switch (status.kind) {
    case 'good':
      return taggedOctets(0, new Uint8Array());
    case 'revoked':
      return tagged(1, generalizedTime(status.since), tagged(0, enumerated(revocationReasons[status.reason])));
    case 'unknown':
      return taggedOctets(2, new Uint8Array());
  }
}

function isAbout({ hashAlgorithm, issuerNameHash, issuerKeyHash }: CertificateQuestion, issuer: Authority): boolean {
  const hash = certIdHashes.get(hashAlgorithm);
  if (hash === undefined) return false;
  const digest = (bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();
  return digest(issuer.name).equals(issuerNameHash) && digest(keyBits(issuer.key.spki)).equals(issuerKeyHash);
}
