import type { EvidenceAttachment, SignatureResult, SignatureVerifier } from '../../application/ports/signing.port.js';
import type { RevocationAnswer } from './revocation/answers.js';
import { defaultRevocationPolicy } from './revocation/policy.js';
import { RevocationDesk } from './revocation/revocation-desk.js';
import { inThread } from './worker/in-thread.js';
import type { Decision, Executor, VerificationJob, VerificationRequest, VerificationSetup } from './worker/job.js';
import { pool } from './worker/pool.js';
import type { PkiVerifierOptions } from './verifier-options.js';

type Request = Parameters<SignatureVerifier['verify']>[0];

/** Responder, then list, then the fresher list it names, for a path and for its responders; and one to spare. */
const maxRounds = 8;

/**
 * Verifies real signatures: what was signed, the path to the anchors of the set, revocation and the holder, all at the
 * time given. Asks for revocation data where certificates of the path say, once their signatures hold. Rejects with
 * `Unavailable` when its threads have no room. Close it when nothing uses it any more.
 */
export class PkiSignatureVerifier implements SignatureVerifier {
  readonly #desk: RevocationDesk;
  readonly #executor: Executor;

  /** Throws for anchors that are no certificates. */
  constructor({ anchors, intermediates = [], transport, revocation = {}, pool: threads }: PkiVerifierOptions) {
    const setup: VerificationSetup = {
      anchors: {
        public: anchors.public.map(({ der }) => Uint8Array.from(der)),
        government: anchors.government.map(({ der }) => Uint8Array.from(der)),
      },
      intermediates: intermediates.map((der) => Uint8Array.from(der)),
      revocation: {
        public: { ...defaultRevocationPolicy, ...revocation.public },
        government: { ...defaultRevocationPolicy, ...revocation.government },
      },
    };
    this.#desk = new RevocationDesk(transport);
    this.#executor = threads === undefined ? inThread(setup) : pool(setup, threads);
  }

  async verify({ challenge, origin, signature, anchors, at }: Request): Promise<SignatureResult> {
    const { failures, holder, evidence, lists } = await this.#decide({ challenge, origin, signature, anchors, at });
    const basis = { raw: evidence, attachments: lists.map(attachmentOf) };
    if (failures.length > 0) return { kind: 'refused', failures, ...basis };
    if (holder === undefined) throw new Error('Who verifies without a failure has read the holder');
    return { kind: 'verified', holder, ...basis };
  }

  /** Ends the threads. What is under way is rejected with `Unavailable`. */
  close(): Promise<void> {
    return this.#executor.close();
  }

  async #decide(request: VerificationRequest): Promise<Decided> {
    const answers: Record<string, RevocationAnswer> = {};
    for (let round = 1; round <= maxRounds; round += 1) {
      const step = await this.#executor.run({ request, answers });
      if (step.kind === 'decided') {
        this.#desk.judged(step.decision.used, request.at);
        return this.#withLists(step.decision, { request, answers });
      }
      const came = await Promise.all(
        step.wanted.map(async (one) => [one.key, await this.#desk.ask(one, request.at)] as const),
      );
      for (const [key, answer] of came) answers[key] = answer;
    }
    throw new Error('A verification ends after a few rounds');
  }

  /** The lists are here from when they were asked for, unless they had to give way to others meanwhile. */
  async #withLists(decision: Decision, job: VerificationJob): Promise<Decided> {
    if (decision.lists.every(({ digest }) => this.#desk.list(digest) !== undefined)) return this.#found(decision);
    const again = await this.#executor.run({ ...job, withLists: true });
    if (again.kind !== 'decided') throw new Error('What was decided stays decided');
    for (const { digest, bytes } of again.decision.lists) if (bytes !== undefined) this.#desk.keepList(digest, bytes);
    return this.#found(again.decision);
  }

  #found(decision: Decision): Decided {
    const lists = decision.lists.map(({ digest, bytes = this.#desk.list(digest) }) => {
      if (bytes === undefined) throw new Error('A list that a decision rests on is at hand');
      return { digest, bytes };
    });
    return { ...decision, lists };
  }
}

type Decided = Omit<Decision, 'lists'> & {
  readonly lists: readonly { readonly digest: string; readonly bytes: Uint8Array }[];
};

const attachmentOf = ({ digest, bytes }: Decided['lists'][number]): EvidenceAttachment => ({
  digest,
  content: () => Buffer.from(bytes).toString('base64'),
});
