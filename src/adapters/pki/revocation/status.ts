import { randomBytes } from 'node:crypto';
import type { Certificate } from '../x509/certificate.js';
import type { RevocationReason } from '../x509/reasons.js';
import type { KnownAnswers, RevocationAnswer, UsedAnswer, Wanted } from './answers.js';
import { certIdOf } from './ocsp-cert-id.js';
import { checkOcsp, type Links } from './ocsp-check.js';
import { nonceOctets, requestHash, writeOcspRequest } from './ocsp-request.js';
import type { RevocationFailure } from './failures.js';
import type { ListJudge } from './lists.js';
import type { RevocationPolicy } from './policy.js';
import { listAddresses, responderAddresses } from './sources.js';

/** A certificate and whose key signed it. */
export interface Link {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

/** What does the work, with its caches. */
export interface StatusTools {
  readonly links: Links;
  readonly lists: ListJudge;
}

export interface StatusContext {
  readonly at: number;
  readonly policy: RevocationPolicy;
  readonly known: KnownAnswers;
  readonly tools: StatusTools;
}

type Told =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly reason: RevocationReason }
  /** Nobody answered. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'bad'; readonly failures: readonly RevocationFailure[] };

export type CertificateStatus = Told & { readonly wanted: readonly Wanted[]; readonly used: readonly UsedAnswer[] };

const told = (what: Told, used: readonly UsedAnswer[] = []): CertificateStatus => ({ ...what, wanted: [], used });
const bad = (failure: RevocationFailure, used: readonly UsedAnswer[] = []): CertificateStatus =>
  told({ kind: 'bad', failures: [failure] }, used);

/**
 * What is known of one certificate: by the source the policy names first, by the other one where that is silent. A source
 * that answers decides, right or wrong: a bad answer is not made good by another one.
 */
export function statusOf(link: Link, context: StatusContext): CertificateStatus {
  const byResponder = responderAddresses(link.certificate);
  const byList = listAddresses(link.certificate.extensions.crlDistributionPoints);
  if (byResponder.length === 0 && byList.length === 0) return bad('revocation.noSource');
  const ways = {
    ocsp: () => askResponders(link, byResponder, context),
    crl: () => readLists(link, byList, context),
  };
  const first = ways[context.policy.first]();
  if (first.kind !== 'silent' || first.wanted.length > 0) return first;
  const second = ways[context.policy.first === 'ocsp' ? 'crl' : 'ocsp']();
  return { ...second, used: [...first.used, ...second.used] };
}

function askResponders(link: Link, addresses: readonly string[], context: StatusContext): CertificateStatus {
  const { at, policy, known } = context;
  const silent: UsedAnswer[] = [];
  for (const url of addresses) {
    const wanted = wantedFrom(url, link, policy);
    const answer = known.find(wanted.key);
    if (answer === undefined) return { kind: 'silent', wanted: [wanted], used: silent };
    if (answer.kind === 'silent') {
      silent.push({ key: wanted.key, until: undefined });
      continue;
    }
    const { bytes, digest, nonce } = answer;
    const verdict = checkOcsp(bytes, { ...link, at, policy, nonce, digest, links: context.tools.links });
    const ofNoUse: readonly UsedAnswer[] = [...silent, { key: wanted.key, until: undefined }];
    switch (verdict.kind) {
      case 'silent':
        silent.push({ key: wanted.key, until: undefined });
        continue;
      case 'bad':
        return told(verdict, ofNoUse);
      case 'revoked':
        return told(verdict, ofNoUse);
      case 'good': {
        const used = [...silent, { key: wanted.key, until: reusable(answer, verdict.nextUpdate, policy) }];
        const delegate = verdict.responderToCheck;
        return delegate === undefined ? told(verdict, used) : withDelegate(delegate, link, used, context);
      }
    }
  }
  return told({ kind: 'silent' }, silent);
}

/** A responder that does not carry id-pkix-ocsp-nocheck is looked up in a list; responders do not vouch for each other. */
function withDelegate(
  delegate: Certificate,
  { issuer }: Link,
  used: readonly UsedAnswer[],
  context: StatusContext,
): CertificateStatus {
  const addresses = listAddresses(delegate.extensions.crlDistributionPoints);
  const status = readLists({ certificate: delegate, issuer }, addresses, context);
  const all = [...used, ...status.used];
  if (status.wanted.length > 0 || status.kind === 'good') return { ...status, used: all };
  if (status.kind === 'revoked') return bad('revocation.responderRevoked', all);
  if (status.kind === 'silent') return bad('revocation.responderUnchecked', all);
  return { ...status, used: all };
}

function wantedFrom(url: string, link: Link, { nonce: policy }: RevocationPolicy): Wanted {
  const id = certIdOf(link, requestHash);
  if (id === undefined) throw new Error('The digest of requests is one that is known');
  const key = `ocsp ${url} ${id.issuerName} ${id.issuerKey} ${id.serial}`;
  const nonce = policy === 'none' ? undefined : randomBytes(nonceOctets);
  const body = writeOcspRequest(id, nonce);
  return { key, request: { method: 'POST', url, body, kind: 'ocsp' }, ...(nonce !== undefined && { nonce }) };
}

/** Every point of the certificate is looked at, each at the first of its addresses that answers. */
function readLists(link: Link, points: readonly (readonly string[])[], context: StatusContext): CertificateStatus {
  const { at, known, policy, tools } = context;
  const lists = new Map<string, Answered>();
  const found = points.map((addresses) => firstAnswer(addresses, known, lists));
  const wanted = found.flatMap((one) => one.wanted);
  const silent = found.flatMap((one) => one.silent);
  if (wanted.length > 0) return { kind: 'silent', wanted, used: silent };
  if (lists.size === 0) return told({ kind: 'silent' }, silent);
  const verdict = tools.lists.judge(link, [...lists.values()], { at, policy });
  const fresh = verdict.kind === 'good';
  const used = [...lists].map(([key, answer]) => ({
    key,
    until: fresh ? reusable(answer, verdict.nextUpdate, policy) : undefined,
  }));
  const deltas = verdict.kind === 'good' || verdict.kind === 'revoked' ? [] : [];
  return { ...told(verdict, [...silent, ...used]), wanted: deltas };
}

type Answered = Extract<RevocationAnswer, { kind: 'answered' }>;

function firstAnswer(
  addresses: readonly string[],
  known: KnownAnswers,
  lists: Map<string, Answered>,
): { readonly wanted: readonly Wanted[]; readonly silent: readonly UsedAnswer[] } {
  const silent: UsedAnswer[] = [];
  for (const url of addresses) {
    const key = `crl ${url}`;
    const answer = known.find(key);
    if (answer === undefined) return { wanted: [{ key, request: { method: 'GET', url, kind: 'crl' } }], silent };
    if (answer.kind === 'answered') {
      lists.set(key, answer);
      return { wanted: [], silent };
    }
    silent.push({ key, until: undefined });
  }
  return { wanted: [], silent };
}

const reusable = ({ fetchedAt }: Answered, nextUpdate: number | undefined, { reuseMs }: RevocationPolicy): number =>
  Math.min(nextUpdate ?? Number.POSITIVE_INFINITY, fetchedAt + reuseMs);
