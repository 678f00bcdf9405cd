import type { EvidenceAttachment, SignatureResult, SignatureVerifier } from '../../application/ports/signing.port.js';
import type { RevocationAnswer, Wanted } from './revocation/answers.js';
import { defaultRevocationPolicy } from './revocation/policy.js';
import { RevocationDesk } from './revocation/revocation-desk.js';
import { inThread } from './worker/in-thread.js';
import type { Decision, Executor, VerificationRequest, VerificationSetup } from './worker/job.js';
import { pool } from './worker/pool.js';
import type { PkiVerifierOptions } from './verifier-options.js';

type Request = Parameters<SignatureVerifier['verify']>[0];

/** Responder, then list, then the fresher list it names, for a path and for its responders; and one to spare. */
const maxRounds = 8;
/** Certificates that name many addresses where nobody answers are not asked about for ever: what is left is silent. */
const notAsked: RevocationAnswer = { kind: 'silent', why: 'timeout' };

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

  /** The lists are here from when they were asked for, unless they had to give way to others meanwhile. */
  async #decide(request: VerificationRequest): Promise<Decided> {
    const answers: Record<string, RevocationAnswer> = {};
    let withLists = false;
    for (let round = 1; ; round += 1) {
      const step = await this.#executor.run({ request, answers, withLists });
      if (step.kind === 'decided') {
        const { decision } = step;
        this.#desk.judged(decision.used, request.at);
        const lists = this.#listsOf(decision);
        if (lists !== undefined) return { ...decision, lists };
        // Another thread may take the question, and know less: it is asked as any other.
        withLists = true;
        continue;
      }
      for (const [key, answer] of await this.#answersTo(step.wanted, round, request.at)) answers[key] = answer;
    }
  }

  #answersTo(wanted: readonly Wanted[], round: number, at: number): Promise<(readonly [string, RevocationAnswer])[]> {
    return Promise.all(
      wanted.map(async (one) => [one.key, round > maxRounds ? notAsked : await this.#desk.ask(one, at)] as const),
    );
  }

  /** `undefined`: one of them is not at hand. */
  #listsOf({ lists }: Decision): Decided['lists'] | undefined {
    for (const { digest, bytes } of lists) if (bytes !== undefined) this.#desk.keepList(digest, bytes);
    const found = lists.flatMap(({ digest, bytes = this.#desk.list(digest) }) =>
      bytes === undefined ? [] : [{ digest, bytes }],
    );
    return found.length === lists.length ? found : undefined;
  }
}

type Decided = Omit<Decision, 'lists'> & {
  readonly lists: readonly { readonly digest: string; readonly bytes: Uint8Array }[];
};

const attachmentOf = ({ digest, bytes }: Decided['lists'][number]): EvidenceAttachment => ({
  digest,
  content: () => Buffer.from(bytes).toString('base64'),
});
