import { hash } from 'node:crypto';
import type { LinkVerdict, SignedBytes } from '../path/link-verifier.js';
import type { Certificate } from '../x509/certificate.js';
import type { RevocationReason } from '../x509/reasons.js';
import type { RevocationFailure } from './failures.js';
import { type AnswerCache, readAnswer, type ReadAnswer } from './ocsp-answers.js';
import { isAbout } from './ocsp-cert-id.js';
import { ocspOids } from './ocsp-oids.js';
import { nonceValue } from './ocsp-request.js';
import { type OcspBasic, type OcspRefusal, type OcspSingle } from './ocsp-response.js';
import type { RevocationPolicy } from './policy.js';

/** What an OCSP answer is held to. */
export interface OcspQuestion {
  readonly certificate: Certificate;
  /** Whose key signed the certificate: verified before anybody is asked. */
  readonly issuer: Certificate;
  /** Our clock, in milliseconds. */
  readonly at: number;
  readonly policy: RevocationPolicy;
  /** What was sent along, if anything was. */
  readonly nonce?: Uint8Array | undefined;
  /** SHA-256 of the answer, hex: signatures that were checked are remembered by it. */
  readonly digest: string;
  readonly links: Links;
  /** Answers read before. Default: none. */
  readonly answers?: AnswerCache;
}

/** Who checks signatures of authorities, and remembers them. */
export interface Links {
  verify(signed: SignedBytes, signer: Certificate): LinkVerdict;
}

export type OcspVerdict =
  | {
      readonly kind: 'good';
      /** Until when the answer may be used; `undefined`: it does not say. */
      readonly nextUpdate: number | undefined;
      /** A delegated responder's certificate that has to be looked up itself: it does not carry id-pkix-ocsp-nocheck. */
      readonly responderToCheck?: Certificate;
    }
  | {
      readonly kind: 'revoked';
      readonly at: number;
      readonly reason: RevocationReason;
      readonly nextUpdate: number | undefined;
    }
  /** The responder would not say, which nobody signs. */
  | { readonly kind: 'silent'; readonly refusal: OcspRefusal }
  | { readonly kind: 'bad'; readonly failures: readonly RevocationFailure[] };

/** Holds an answer to RFC 6960 §3.2 and §4.2.2. Every failure is found, not only the first; whatever the bytes, it answers. */
export function checkOcsp(bytes: Uint8Array, question: OcspQuestion): OcspVerdict {
  const read = readAnswer(bytes, question.digest, question.answers);
  if (read === undefined) return { kind: 'bad', failures: ['revocation.malformed'] };
  const { response } = read;
  if (response.kind === 'refused') return { kind: 'silent', refusal: response.refusal };
  const { basic } = response;
  const signer = signerOf(basic, read.certificates, question);
  const about = basic.singles.filter(({ id }) => isAbout(id, question));
  const failures: RevocationFailure[] = [
    ...signer.failures,
    ...(about.length === 0 ? (['revocation.wrongCertificate'] as const) : []),
    ...nonceFailures(basic, question),
    ...timeFailures(basic, about, question),
  ];
  if (failures.length > 0) return { kind: 'bad', failures: [...new Set(failures)] };
  for (const { status, nextUpdate } of about) if (status.kind === 'revoked') return { ...status, nextUpdate };
  if (about.some(({ status }) => status.kind === 'unknown')) return { kind: 'bad', failures: ['revocation.unknown'] };
  const ends = about.flatMap(({ nextUpdate }) => nextUpdate ?? []);
  return {
    kind: 'good',
    nextUpdate: ends.length === 0 ? undefined : Math.min(...ends),
    ...(signer.toCheck !== undefined && { responderToCheck: signer.toCheck }),
  };
}

interface Signer {
  readonly failures: readonly RevocationFailure[];
  readonly toCheck?: Certificate;
}

/** The authority itself, or whom it delegated to: a certificate it issued directly, for this and nothing less. */
function signerOf(basic: OcspBasic, delegates: ReadAnswer['certificates'], question: OcspQuestion): Signer {
  const { issuer } = question;
  const named = [issuer, ...delegates]
    .filter((one) => one !== undefined)
    .filter((one) => isNamed(basic.responder, one));
  const signers = named.map((one): Signer => {
    const signature = signatureFailures({ ...basic, fingerprint: question.digest }, one, question);
    return isSameKey(one, issuer)
      ? { failures: signature }
      : {
          failures: [...signature, ...delegateFailures(one, question)],
          ...(!one.extensions.ocspNoCheck && { toCheck: one }),
        };
  });
  // A certificate that cannot be read may have been the one that was named.
  const nobody = delegates.includes(undefined) ? 'revocation.malformed' : 'revocation.wrongResponder';
  return signers.find(({ failures }) => failures.length === 0) ?? signers[0] ?? { failures: [nobody] };
}

const isNamed = (responder: OcspBasic['responder'], { subject, subjectPublicKey }: Certificate): boolean =>
  responder.by === 'name'
    ? isSame(responder.name, subject.raw)
    : isSame(responder.key, hash('sha1', subjectPublicKey, 'buffer'));

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const isSameKey = (a: Certificate, b: Certificate): boolean =>
  isSame(a.spki, b.spki) && a.subject.key === b.subject.key;

function delegateFailures(delegate: Certificate, question: OcspQuestion): readonly RevocationFailure[] {
  const { certificate, issuer, at, policy } = question;
  const { extendedKeyUsage, keyUsage, unknownCritical } = delegate.extensions;
  const delegated =
    delegate.fingerprint !== certificate.fingerprint && // nobody says of themselves that they were not revoked
    delegate.issuer.key === issuer.subject.key &&
    extendedKeyUsage?.includes(ocspOids.ocspSigning) === true &&
    (keyUsage?.has('digitalSignature') ?? true) &&
    unknownCritical.length === 0;
  const issued = signatureFailures(delegate, issuer, question);
  const inTime = at >= delegate.notBefore - policy.clockSkewMs && at <= delegate.notAfter + policy.clockSkewMs;
  return [
    ...(delegated && !issued.includes('revocation.badSignature')
      ? []
      : (['revocation.responderNotDelegated'] as const)),
    ...issued.filter((failure) => failure === 'revocation.weakSignature'),
    ...(inTime ? [] : (['revocation.responderExpired'] as const)),
  ];
}

function signatureFailures(
  signed: SignedBytes,
  signer: Certificate,
  { links }: OcspQuestion,
): readonly RevocationFailure[] {
  const verdict = links.verify(signed, signer);
  if (verdict === 'valid') return [];
  return [verdict === 'weakDigest' || verdict === 'weakKey' ? 'revocation.weakSignature' : 'revocation.badSignature'];
}

function nonceFailures({ nonce }: OcspBasic, { nonce: sent, policy }: OcspQuestion): readonly RevocationFailure[] {
  if (sent === undefined) return [];
  const isOurs = nonce === undefined ? policy.nonce !== 'require' : isSame(nonce, nonceValue(sent));
  return isOurs ? [] : ['revocation.wrongNonce'];
}

function timeFailures(
  { producedAt }: OcspBasic,
  about: readonly OcspSingle[],
  { at, policy }: OcspQuestion,
): readonly RevocationFailure[] {
  const { clockSkewMs, maxAgeMs } = policy;
  const future = [producedAt, ...about.map(({ thisUpdate }) => thisUpdate)].some((time) => time > at + clockSkewMs);
  const stale = about.some(
    ({ thisUpdate, nextUpdate }) =>
      at > (nextUpdate ?? thisUpdate + maxAgeMs) + clockSkewMs || (nextUpdate ?? thisUpdate) < thisUpdate,
  );
  return [
    ...(future ? (['revocation.fromTheFuture'] as const) : []),
    ...(stale ? (['revocation.stale'] as const) : []),
  ];
}
