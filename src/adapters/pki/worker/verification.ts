import { hash } from 'node:crypto';
import type { CertificateHolder } from '../../../application/ports/signing.port.js';
import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import { DerError } from '../der/der-error.js';
import { type HolderReading, readHolder } from '../holder/read-holder.js';
import { findPath, findPaths, type PathOutcome } from '../path/find-path.js';
import { linkCache, LinkVerifier } from '../path/link-verifier.js';
import type { PathProblem } from '../path/path-failure.js';
import { type PathRequest, signerPurpose } from '../path/path-request.js';
import { readProof } from '../proof/read-proof.js';
import type { KnownAnswers, RevocationAnswer, UsedAnswer } from '../revocation/answers.js';
import { BoundedCache } from '../revocation/bounded-cache.js';
import { type ChainRevocation, checkChain } from '../revocation/check-chain.js';
import { listCache } from '../revocation/lists.js';
import { answerCache } from '../revocation/ocsp-answers.js';
import { BoundedCache as WeightedCache } from '../x509/bounded-cache.js';
import { type Certificate, parseCertificate } from '../x509/certificate.js';
import { isListKey, recordedAnswer, writeBundle } from './evidence-bundle.js';
import type { VerificationJob, VerificationSetup, VerificationStep } from './job.js';

/** About 2 KiB each. */
const maxCertificates = 4_096;
const answerLimits = { entries: 10_000, bytes: 128 << 20 };

/**
 * What is wrong with a path and still leaves it one that authorities made: whoever certified an address to ask was one of
 * them. With anything else wrong, nobody named in it is asked anything.
 */
const harmless: ReadonlySet<PathProblem> = new Set([
  'certificate.expired',
  'certificate.notYetValid',
  'certificate.keyUsage',
  'certificate.extendedKeyUsage',
  'certificate.policy',
]);

const nothingAsked: ChainRevocation = { wanted: [], failures: [], used: [] };

interface Judged {
  readonly outcome: PathOutcome;
  readonly revocation: ChainRevocation;
}

/**
 * One verification, whole, without waiting for anything: what it does not know it says it needs. The same code runs in
 * the calling thread, on the threads of a pool, and years later over recorded evidence.
 */
export class Verification {
  readonly #anchors: Readonly<Record<TrustAnchorSet, readonly Certificate[]>>;
  readonly #intermediates: readonly Certificate[];
  readonly #certificates = new WeightedCache<Certificate | 'unreadable'>(maxCertificates);
  readonly #links = linkCache();
  readonly #lists = listCache();
  readonly #ocspAnswers = answerCache();
  readonly #holders = new WeakMap<Certificate, HolderReading>();
  readonly #answers = new BoundedCache<RevocationAnswer>(answerLimits);

  /** Throws DerError for an anchor or intermediate that is no certificate. */
  constructor(private readonly setup: VerificationSetup) {
    const { public: open, government } = setup.anchors;
    this.#anchors = { public: open.map(parseCertificate), government: government.map(parseCertificate) };
    this.#intermediates = setup.intermediates.map(parseCertificate);
  }

  step(job: VerificationJob): VerificationStep {
    const { request, answers } = job;
    const { challenge, origin, at } = request;
    const known: KnownAnswers = { find: (key) => answers[key] ?? this.#answers.get(key, at) };
    const proof = readProof(request.signature, { challenge, origin });
    if (proof.kind === 'unread') return this.#decided(job, proof.failures, known);
    const certificate = this.#read(proof.certificate);
    if (certificate === undefined) return this.#decided(job, [...proof.failures, 'certificate.malformed'], known);
    const sent = proof.chain.map((der) => this.#read(der)).filter((one) => one !== undefined);
    const judged = this.#judge(certificate, sent, request, known);
    const { outcome, revocation } = judged;
    if (revocation.wanted.length > 0) return { kind: 'needs', wanted: revocation.wanted };
    const holder = this.#holders.get(certificate) ?? readHolder(certificate);
    this.#holders.set(certificate, holder);
    const failures = [
      ...proof.failures,
      ...outcome.failures.map(({ code }) => code),
      ...revocation.failures,
      ...(holder.ok ? [] : holder.failures),
    ];
    return this.#decided(job, failures, known, { ...judged, ...(holder.ok && { holder: holder.holder }) });
  }

  /** The first path with nothing against it; else the first that only revocation speaks against; else the best there is. */
  #judge(
    target: Certificate,
    sent: readonly Certificate[],
    { anchors: set, at }: VerificationJob['request'],
    known: KnownAnswers,
  ): Judged {
    const anchors = this.#anchors[set];
    const candidates = [...sent, ...this.#intermediates];
    const links = new LinkVerifier(this.#links);
    const asked: PathRequest = { target, candidates, anchors, at, purpose: signerPurpose };
    const tools = { links, lists: this.#lists, answers: this.#ocspAnswers, candidates, anchors };
    const policy = this.setup.revocation[set];
    const judge = (outcome: PathOutcome): Judged => ({
      outcome,
      revocation: mayBeAsked(outcome)
        ? checkChain({ chain: [...outcome.path, outcome.anchor], at, policy, known, tools })
        : nothingAsked,
    });
    let refused: Judged | undefined;
    for (const outcome of findPaths(asked, links)) {
      if (outcome.failures.length > 0) continue;
      const judged = judge(outcome);
      if (judged.revocation.wanted.length > 0 || judged.revocation.failures.length === 0) return judged;
      refused ??= judged;
    }
    return refused ?? judge(findPath(asked, links));
  }

  #decided(
    { request, withLists = false }: VerificationJob,
    found: readonly string[],
    known: KnownAnswers,
    judged?: Judged & { readonly holder?: CertificateHolder },
  ): VerificationStep {
    const failures = [...new Set(found)];
    const { outcome, revocation = nothingAsked, holder } = judged ?? {};
    const answers = rested(revocation.used, known);
    this.#remember(revocation.used, known);
    const chain =
      outcome === undefined ? [] : [...outcome.path, ...(outcome.anchor === undefined ? [] : [outcome.anchor])];
    const evidence = writeBundle({
      request,
      chain: chain.map(({ raw }) => raw),
      policy: this.setup.revocation[request.anchors],
      answers: answers.map(([key, answer]) => recordedAnswer(key, answer)),
      failures,
    });
    const lists = answers.flatMap(([key, answer]) =>
      isListKey(key) && answer.kind === 'answered'
        ? [{ digest: answer.digest, ...(withLists && { bytes: answer.bytes }) }]
        : [],
    );
    return { kind: 'decided', decision: { failures, holder, evidence, lists, used: revocation.used } };
  }

  #remember(used: readonly UsedAnswer[], known: KnownAnswers): void {
    for (const { key, until } of used) {
      const answer = known.find(key);
      if (answer?.kind !== 'answered' || until === undefined) this.#answers.delete(key);
      else this.#answers.set(key, answer, answer.bytes.length, until);
    }
  }

  #read(der: Uint8Array): Certificate | undefined {
    const digest = hash('sha256', der, 'hex');
    const read = this.#certificates.get(digest) ?? readCertificate(der);
    this.#certificates.set(digest, read);
    return read === 'unreadable' ? undefined : read;
  }
}

type Anchored = PathOutcome & { readonly anchor: Certificate };

const mayBeAsked = (outcome: PathOutcome): outcome is Anchored =>
  outcome.anchor !== undefined && outcome.failures.every(({ code }) => harmless.has(code));

const rested = (used: readonly UsedAnswer[], known: KnownAnswers): readonly (readonly [string, RevocationAnswer])[] =>
  [...new Set(used.map(({ key }) => key))].flatMap((key) => {
    const answer = known.find(key);
    return answer === undefined ? [] : [[key, answer] as const];
  });

/** A copy, so that what is kept does not hold on to the whole message it came in. */
function readCertificate(der: Uint8Array): Certificate | 'unreadable' {
  try {
    return parseCertificate(Uint8Array.from(der));
  } catch (error) {
    if (error instanceof DerError) return 'unreadable';
    throw error;
  }
}
