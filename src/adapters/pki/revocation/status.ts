import { randomBytes } from 'node:crypto';
import type { CrlQuestion } from '../path/crl/crl-context.js';
import type { LinkVerifier } from '../path/link-verifier.js';
import type { Certificate } from '../x509/certificate.js';
import type { Crl } from '../x509/crl.js';
import type { RevocationReason } from '../x509/reasons.js';
import type { KnownAnswers, RevocationAnswer, UsedAnswer, Wanted } from './answers.js';
import type { AnswerCache } from './ocsp-answers.js';
import { certIdOf } from './ocsp-cert-id.js';
import { checkOcsp } from './ocsp-check.js';
import { nonceOctets, requestHash, writeOcspRequest } from './ocsp-request.js';
import type { RevocationFailure } from './failures.js';
import { judgeLists, type ListCache, readList } from './lists.js';
import type { RevocationPolicy } from './policy.js';
import { listAddresses, responderAddresses } from './sources.js';

/** A certificate, whose key signed it, and where its path ends. */
export type Link = CrlQuestion;

/** What does the work, with its caches. */
export interface StatusTools {
  readonly links: LinkVerifier;
  readonly lists: ListCache;
  readonly answers: AnswerCache;
  /** Among which signers of indirect lists are looked for. */
  readonly candidates: readonly Certificate[];
  readonly anchors: readonly Certificate[];
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
    const { links, answers } = context.tools;
    const verdict = checkOcsp(bytes, { ...link, at, policy, nonce, digest, links, answers });
    switch (verdict.kind) {
      case 'silent':
        silent.push({ key: wanted.key, until: undefined });
        continue;
      case 'bad':
        return told(verdict, [...silent, { key: wanted.key, until: undefined }]);
      case 'revoked':
      case 'good': {
        const used = [...silent, { key: wanted.key, until: reusable(answer, verdict.nextUpdate, policy) }];
        if (verdict.kind === 'revoked') return told({ kind: 'revoked', reason: verdict.reason }, used);
        const delegate = verdict.responderToCheck;
        return delegate === undefined ? told({ kind: 'good' }, used) : withDelegate(delegate, link, used, context);
      }
    }
  }
  return told({ kind: 'silent' }, silent);
}

/** A responder that does not carry id-pkix-ocsp-nocheck is looked up in a list; responders do not vouch for each other. */
function withDelegate(
  delegate: Certificate,
  { issuer, anchor }: Link,
  used: readonly UsedAnswer[],
  context: StatusContext,
): CertificateStatus {
  const addresses = listAddresses(delegate.extensions.crlDistributionPoints);
  const status = readLists({ certificate: delegate, issuer, anchor }, addresses, context);
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

/**
 * Every point of the certificate is looked at, each at the first of its addresses that answers, and then the points where
 * those lists say fresher ones are: without these, what is there still counts.
 */
function readLists(link: Link, points: readonly (readonly string[])[], context: StatusContext): CertificateStatus {
  const { at, policy, tools } = context;
  const complete = fetched(points, context);
  if (complete.wanted.length > 0) return { kind: 'silent', wanted: complete.wanted, used: complete.silent };
  if (complete.lists.length === 0) return told({ kind: 'silent' }, complete.silent);
  const read = complete.lists.map(({ answer }) => readList(answer.bytes, answer.digest, tools.lists));
  const fresher = [link.certificate.extensions, ...read.filter(isList)].flatMap((one) =>
    listAddresses(one.freshestCrl),
  );
  const deltas = fetched(fresher, context);
  if (deltas.wanted.length > 0) return { kind: 'silent', wanted: deltas.wanted, used: complete.silent };
  const all = [...read, ...deltas.lists.map(({ answer }) => readList(answer.bytes, answer.digest, tools.lists))];
  const verdict = judgeLists(link, { ...tools, crls: all.filter(isList), at }, policy.clockSkewMs);
  const used = [...complete.lists, ...deltas.lists].map(({ key, answer }) => ({
    key,
    until: verdict.kind === 'bad' ? undefined : reusable(answer, verdict.nextUpdate, policy),
  }));
  const basis = [...complete.silent, ...deltas.silent, ...used];
  if (verdict.kind !== 'bad' || all.every(isList)) return told(verdict, basis);
  return told({ kind: 'bad', failures: ['revocation.malformed', ...verdict.failures] }, basis);
}

const isList = (read: Crl | 'unreadable'): read is Crl => read !== 'unreadable';

type Answered = Extract<RevocationAnswer, { kind: 'answered' }>;

interface Fetched {
  readonly lists: readonly { readonly key: string; readonly answer: Answered }[];
  readonly wanted: readonly Wanted[];
  readonly silent: readonly UsedAnswer[];
}

/** Of each point the first address that answers; several points may name the same one. */
function fetched(points: readonly (readonly string[])[], { known }: StatusContext): Fetched {
  const lists = new Map<string, Answered>();
  const wanted = new Map<string, Wanted>();
  const silent = new Set<string>();
  for (const addresses of points) {
    for (const url of addresses) {
      const key = `crl ${url}`;
      const answer = known.find(key);
      if (answer === undefined) wanted.set(key, { key, request: { method: 'GET', url, kind: 'crl' } });
      else if (answer.kind === 'answered') lists.set(key, answer);
      else silent.add(key);
      if (answer?.kind !== 'silent') break;
    }
  }
  return {
    lists: [...lists].map(([key, answer]) => ({ key, answer })),
    wanted: [...wanted.values()],
    silent: [...silent].map((key) => ({ key, until: undefined })),
  };
}

const reusable = ({ fetchedAt }: Answered, nextUpdate: number | undefined, { reuseMs }: RevocationPolicy): number =>
  Math.min(nextUpdate ?? Number.POSITIVE_INFINITY, fetchedAt + reuseMs);
