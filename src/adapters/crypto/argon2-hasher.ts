import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { Busy, PasswordHasher } from '../../application/ports/password-hasher.port.js';
import { normalisePassword } from '../../domain/values/password-rules.js';
import { BoundedPool, type Pooled } from './bounded-pool.js';

/** Costs of argon2id. */
export interface Argon2Costs {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** 19 MiB and two passes: one of the settings that the OWASP password storage cheat sheet calls equally strong. */
export const argon2Costs: Argon2Costs = { memory: 19_456, passes: 2, lanes: 1 };

export interface Argon2HasherOptions {
  readonly costs?: Argon2Costs;
  /** Hashes at once. Default: as many as there are cores, leaving two threads of Node's pool to everything else. */
  readonly running?: number;
  /** How many more may wait before callers hear `busy`; by default about a second's work on two cores. */
  readonly waiting?: number;
}

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const DEFAULT_WAITING = 100;
const EXPECTED_MS = 20;
/** The package's enums exist in its types only. */
const ARGON2ID = 2;
const VERSION_19 = 1;
const NODE_POOL_THREADS = 4;
const THREADS_FOR_OTHERS = 2;

/**
 * Argon2id on Node's thread pool, never with so many hashes in flight that a file read or a name look-up waits behind
 * them. Passwords are brought to their normal form first, so that hashing and comparing agree on it.
 */
export function makeArgon2Hasher(options: Argon2HasherOptions = {}): PasswordHasher {
  const costs = options.costs ?? argon2Costs;
  const pool = new BoundedPool({
    running: options.running ?? defaultRunning(),
    waiting: options.waiting ?? DEFAULT_WAITING,
    expectedMs: EXPECTED_MS,
  });
  // No password has this hash: nobody computed it. Comparing with it takes as long as with any other of today's costs.
  const nobodys = encoded(costs, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
  const compare = (stored: string, password: string): Promise<Pooled<boolean>> =>
    pool.run(() => verify(stored, normalisePassword(password)));

  return {
    async hash(password) {
      const made = await pool.run(() =>
        hash(normalisePassword(password), {
          algorithm: ARGON2ID,
          version: VERSION_19,
          memoryCost: costs.memory,
          timeCost: costs.passes,
          parallelism: costs.lanes,
          outputLen: HASH_BYTES,
        }),
      );
      return made.kind === 'done' ? { kind: 'hashed', hash: made.value } : busy(made);
    },
    async verify(stored, password) {
      const outdated = isOutdated(stored, costs);
      const compared = await compare(stored, password);
      return compared.kind === 'done' ? { kind: 'verified', correct: compared.value, outdated } : busy(compared);
    },
    async verifyNothing(password) {
      const compared = await compare(nobodys, password);
      return compared.kind === 'done' ? { kind: 'verified', correct: false, outdated: false } : busy(compared);
    },
  };
}

const busy = ({ retryAfterMs }: { readonly retryAfterMs: number }): Busy => ({ kind: 'busy', retryAfterMs });

function defaultRunning(): number {
  const threads = Number(process.env.UV_THREADPOOL_SIZE ?? NODE_POOL_THREADS) || NODE_POOL_THREADS;
  return Math.max(1, Math.min(availableParallelism(), threads - THREADS_FOR_OTHERS));
}

/** Any cost below today's, another variant or an older version. Throws when it is no argon2 hash at all. */
function isOutdated(stored: string, costs: Argon2Costs): boolean {
  const made = readOptions(stored);
  return (
    made.algorithm !== (ARGON2ID as typeof made.algorithm) ||
    made.version !== (VERSION_19 as typeof made.version) ||
    made.memoryCost < costs.memory ||
    made.timeCost < costs.passes ||
    made.outputLen < HASH_BYTES ||
    made.saltLen < SALT_BYTES
  );
}

function readOptions(stored: string): ReturnType<typeof parseOptions> {
  try {
    return parseOptions(stored);
  } catch {
    // The package's own message may quote the hash.
    throw new Error('A stored password hash cannot be read');
  }
}

/** The encoded form of RFC 9106's reference code: costs, salt and hash in unpadded base64. */
function encoded({ memory, passes, lanes }: Argon2Costs, salt: Buffer, digest: Buffer): string {
  const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${base64(salt)}$${base64(digest)}`;
}
