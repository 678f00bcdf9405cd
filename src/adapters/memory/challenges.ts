import type {
  ChallengeAnswer,
  Challenges,
  ChallengeSpec,
  IssuedChallenge,
} from '../../application/ports/challenges.port.js';
import type { JsonObject } from '../../application/ports/json.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import { ExpiringMap } from './expiring-map.js';

interface Issued {
  readonly digest: string;
  readonly expiresAt: Instant;
  readonly tries: number;
  used: number;
}

/** One-time secrets and pending steps of one process; gone with it. Each method runs without a break, hence atomically. */
export class MemoryChallenges implements Challenges {
  readonly #codes = new ExpiringMap<Issued>();
  readonly #steps = new ExpiringMap<string>();

  async issue({ binding, digest, life, tries, memory }: ChallengeSpec, at: Instant): Promise<IssuedChallenge> {
    const used = this.#codes.get(binding, at)?.used ?? 0;
    const expiresAt = plus(at, life);
    const forgetAt = memory > life ? plus(at, memory) : expiresAt;
    this.#codes.set(binding, { digest, expiresAt, tries, used }, forgetAt, at);
    return { expiresAt, triesLeft: Math.max(0, tries - used) };
  }

  async attempt(binding: string, digest: string, at: Instant): Promise<ChallengeAnswer> {
    const issued = this.#codes.get(binding, at);
    if (issued === undefined) return { kind: 'unknown' };
    if (issued.used >= issued.tries) return { kind: 'exhausted' };
    if (at >= issued.expiresAt) return { kind: 'expired' };
    issued.used += 1;
    if (digest !== issued.digest) return { kind: 'wrong', triesLeft: issued.tries - issued.used };
    this.#codes.delete(binding);
    return { kind: 'correct' };
  }

  async revoke(binding: string): Promise<void> {
    this.#codes.delete(binding);
  }

  async put(key: string, value: JsonObject, life: Duration, at: Instant): Promise<void> {
    this.#steps.set(key, JSON.stringify(value), plus(at, life), at);
  }

  async peek(key: string, at: Instant): Promise<JsonObject | undefined> {
    const text = this.#steps.get(key, at);
    return text === undefined ? undefined : (JSON.parse(text) as JsonObject);
  }

  async take(key: string, at: Instant): Promise<JsonObject | undefined> {
    const text = this.#steps.get(key, at);
    if (text === undefined) return undefined;
    this.#steps.delete(key);
    return JSON.parse(text) as JsonObject;
  }
}
