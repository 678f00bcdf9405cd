import type { KeyObject } from 'node:crypto';
import { type Challenge, createChallenge, type Solution, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import type { Captcha } from '../../application/ports/captcha.port.js';
import type { Clock } from '../../application/ports/clock.port.js';
import type { RateLimits } from '../../application/ports/rate-limits.port.js';
import { type Duration, minutes } from '../../domain/kernel/instant.js';

export interface AltchaCaptchaOptions {
  /** Signs challenges: any process with the same key accepts the answer. */
  readonly key: KeyObject;
  readonly rateLimits: RateLimits;
  readonly clock: Clock;
  /** How long a challenge may be answered. */
  readonly life?: Duration;
  /** Hex digits that a hash must begin with: each takes 16 times the work. 4 is under a second in a browser of today. */
  readonly workDigits?: number;
}

const ALGORITHM = 'SHA-256';
const DEFAULT_LIFE = minutes(10);
const DEFAULT_WORK_DIGITS = 4;
const LONGEST_ANSWER = 4096;

/**
 * Proof of work by ALTCHA's protocol, served by this deployment alone: no third party sees who logs in. A challenge is
 * signed and not stored; only a right answer is, until the challenge expires, so that it counts once. Making and checking
 * cost one hash each, off the thread pool. The protocol itself reads the machine's clock for the expiry as well.
 */
export function makeAltchaCaptcha(options: AltchaCaptchaOptions): Captcha {
  const { rateLimits, clock, life = DEFAULT_LIFE, workDigits = DEFAULT_WORK_DIGITS } = options;
  const hmacSignatureSecret = options.key.export().toString('hex');
  const isFirstUse = async (nonce: string): Promise<boolean> => {
    const once = { key: `captcha:${nonce}`, budget: { limit: 1, window: life } };
    return (await rateLimits.spend([once], clock.now())).kind === 'spent';
  };

  return {
    async challenge() {
      const expiresAt = Math.floor((clock.now() + life) / 1000);
      const keyPrefix = '0'.repeat(workDigits);
      const { parameters, signature } = await createChallenge({
        algorithm: ALGORITHM,
        cost: 1,
        keyPrefix,
        expiresAt,
        deriveKey,
        hmacSignatureSecret,
      });
      return { parameters, signature };
    },
    async verify(answer) {
      const payload = parseAnswer(answer);
      if (payload === undefined) return false;
      const { expiresAt, nonce, algorithm } = payload.challenge.parameters;
      if (algorithm !== ALGORITHM || expiresAt === undefined || expiresAt * 1000 <= clock.now()) return false;
      const { verified } = await verifySolution({ ...payload, deriveKey, hmacSignatureSecret });
      return verified && isFirstUse(nonce);
    },
  };
}

interface Answer {
  readonly challenge: Challenge;
  readonly solution: Solution;
}

/** Base64 of JSON, as ALTCHA's widget sends it. Types are checked as far as the library relies on them before the signature. */
function parseAnswer(answer: string): Answer | undefined {
  if (answer.length > LONGEST_ANSWER) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(answer, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
  const { challenge, solution } = fieldsOf(value);
  const { parameters, signature } = fieldsOf(challenge);
  const { algorithm, nonce, salt, expiresAt } = fieldsOf(parameters);
  const isWellFormed =
    typeof signature === 'string' &&
    typeof expiresAt === 'number' &&
    [algorithm, nonce, salt].every((text) => typeof text === 'string') &&
    typeof solution === 'object';
  return isWellFormed ? ({ challenge, solution } as Answer) : undefined;
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
