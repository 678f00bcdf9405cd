import { hash, webcrypto } from 'node:crypto';
import type { RevocationAnswer, UsedAnswer, Wanted } from './answers.js';
import { BoundedCache, type CacheLimits } from './bounded-cache.js';
import type { RevocationTransport } from './transport.js';

const defaultLimits: CacheLimits = { entries: 10_000, bytes: 256 << 20 };

/** How long an answer that nobody has judged yet is shared with those who ask for the same meanwhile. */
const UNJUDGED_MS = 30_000;

/**
 * Asks for revocation data, one question at a time for all who want the same, and keeps what decisions found good until
 * it has to be asked for again. Silence is not kept.
 */
export class RevocationDesk {
  readonly #answers: BoundedCache<RevocationAnswer>;
  /** By digest, for the evidence: a list is named there long after it was asked for. */
  readonly #lists: BoundedCache<Uint8Array>;
  readonly #flights = new Map<string, Promise<RevocationAnswer>>();

  constructor(
    private readonly transport: RevocationTransport,
    limits: CacheLimits = defaultLimits,
  ) {
    this.#answers = new BoundedCache(limits);
    this.#lists = new BoundedCache(limits);
  }

  /** `at`: our clock, in milliseconds. */
  async ask(wanted: Wanted, at: number): Promise<RevocationAnswer> {
    const known = this.#answers.get(wanted.key, at) ?? this.#flights.get(wanted.key);
    if (known !== undefined) return known;
    const flight = this.#fetch(wanted, at).finally(() => this.#flights.delete(wanted.key));
    this.#flights.set(wanted.key, flight);
    return flight;
  }

  /** The bytes of a list that came, as long as there is room for it. */
  list(digest: string): Uint8Array | undefined {
    return this.#lists.get(digest, 0);
  }

  keepList(digest: string, bytes: Uint8Array): void {
    this.#lists.set(digest, bytes, bytes.length);
  }

  /** What a decision found: good answers serve until their time, others are asked for again. */
  judged(used: readonly UsedAnswer[], at: number): void {
    for (const { key, until } of used) {
      const answer = until === undefined ? undefined : this.#answers.get(key, at);
      if (answer?.kind === 'answered') this.#answers.set(key, answer, answer.bytes.length, until);
      else this.#answers.delete(key);
    }
  }

  async #fetch({ key, request, nonce }: Wanted, at: number): Promise<RevocationAnswer> {
    const reply = await this.transport.fetch(request);
    if (reply.kind === 'silent') return reply;
    const { bytes } = reply;
    const digest = await sha256(bytes);
    const answer: RevocationAnswer = { kind: 'answered', bytes, digest, fetchedAt: at, ...(nonce && { nonce }) };
    this.#answers.set(key, answer, bytes.length, at + UNJUDGED_MS);
    if (request.kind === 'crl') this.keepList(digest, bytes);
    return answer;
  }
}

/** More than this takes long enough to be left to another thread: a list may have 32 MiB. */
const LARGE = 64 * 1024;

async function sha256(bytes: Uint8Array): Promise<string> {
  if (bytes.length <= LARGE) return hash('sha256', bytes, 'hex');
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}
