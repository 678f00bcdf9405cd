import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type {
  ChallengeAnswer,
  Challenges,
  ChallengeSpec,
  IssuedChallenge,
} from '../../application/ports/challenges.port.js';
import type { JsonObject } from '../../application/ports/json.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import { purgeStatement } from './purge.js';
import type { StateWriter } from './state-writer.js';

interface Row {
  readonly digest: string;
  readonly expires_at: number;
  readonly tries: number;
  readonly used: number;
}

/** One-time secrets and pending steps in the state file, correct among all processes that have it open. */
export class SqliteChallenges implements Challenges {
  readonly #writer: StateWriter;
  readonly #find: StatementSync;
  readonly #issue: StatementSync;
  readonly #count: StatementSync;
  readonly #forget: StatementSync;
  readonly #purge: StatementSync;
  readonly #put: StatementSync;
  readonly #peek: StatementSync;
  readonly #take: StatementSync;
  readonly #purgeSteps: StatementSync;

  constructor(db: DatabaseSync, writer: StateWriter) {
    this.#writer = writer;
    this.#find = db.prepare(
      'SELECT digest, expires_at, tries, used FROM challenges WHERE binding = ? AND forget_at > ?',
    );
    this.#issue = db.prepare(
      'INSERT OR REPLACE INTO challenges (binding, digest, expires_at, tries, used, forget_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#count = db.prepare('UPDATE challenges SET used = used + 1 WHERE binding = ?');
    this.#forget = db.prepare('DELETE FROM challenges WHERE binding = ?');
    this.#purge = purgeStatement(db, 'challenges', 'binding', 'forget_at');
    this.#put = db.prepare('INSERT OR REPLACE INTO pending_steps (key, value, expires_at) VALUES (?, ?, ?)');
    this.#peek = db.prepare('SELECT value FROM pending_steps WHERE key = ? AND expires_at > ?');
    this.#take = db.prepare('DELETE FROM pending_steps WHERE key = ? AND expires_at > ? RETURNING value');
    this.#purgeSteps = purgeStatement(db, 'pending_steps', 'key', 'expires_at');
  }

  issue({ binding, digest, life, tries, memory }: ChallengeSpec, at: Instant): Promise<IssuedChallenge> {
    return this.#writer.write('soon', () => {
      const used = this.#row(binding, at)?.used ?? 0;
      const expiresAt = plus(at, life);
      this.#purge.run(at);
      this.#issue.run(binding, digest, expiresAt, tries, used, memory > life ? plus(at, memory) : expiresAt);
      return { expiresAt, triesLeft: Math.max(0, tries - used) };
    });
  }

  attempt(binding: string, digest: string, at: Instant): Promise<ChallengeAnswer> {
    return this.#writer.write('lasting', () => {
      const row = this.#row(binding, at);
      if (row === undefined) return { kind: 'unknown' };
      if (row.used >= row.tries) return { kind: 'exhausted' };
      if (at >= row.expires_at) return { kind: 'expired' };
      this.#count.run(binding);
      if (digest !== row.digest) return { kind: 'wrong', triesLeft: row.tries - row.used - 1 };
      this.#forget.run(binding);
      return { kind: 'correct' };
    });
  }

  revoke(binding: string): Promise<void> {
    return this.#writer.write('lasting', () => {
      this.#forget.run(binding);
    });
  }

  put(key: string, value: JsonObject, life: Duration, at: Instant): Promise<void> {
    const text = JSON.stringify(value);
    return this.#writer.write('soon', () => {
      this.#purgeSteps.run(at);
      this.#put.run(key, text, plus(at, life));
    });
  }

  peek(key: string, at: Instant): Promise<JsonObject | undefined> {
    return this.#writer.read(() => valueOf(this.#peek.get(key, at)));
  }

  take(key: string, at: Instant): Promise<JsonObject | undefined> {
    return this.#writer.write('lasting', () => valueOf(this.#take.get(key, at)));
  }

  #row(binding: string, at: Instant): Row | undefined {
    return this.#find.get(binding, at) as Row | undefined;
  }
}

const valueOf = (row: unknown): JsonObject | undefined =>
  row === undefined ? undefined : (JSON.parse((row as { value: string }).value) as JsonObject);
