import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolClient } from 'pg';
import { Unavailable } from '../../application/ports/unavailable.js';
import { failureOf, isAnswer, mayPass, startFailureOf } from './failures.js';
import { type PostgresOptions, PostgresMisconfigured, settingsOf } from './options.js';

/** What may be bound to a statement; nothing else ever gets into one. */
export type Bound = string | number | null | Buffer | readonly string[];
export type Row = Readonly<Record<string, unknown>>;
export type Run = (statement: string, values?: readonly Bound[]) => Promise<readonly Row[]>;

const RETRIES = 2;
const WAIT_MS = 50;

/**
 * A bounded pool of connections. Every call ends by the deadline, with an answer or with `Unavailable`; then it may have
 * happened, or may still happen while as long again passes. What our stores ask may all be asked twice, so a connection that
 * breaks and a collision are answered by asking again.
 */
export class PostgresDatabase {
  readonly #pool: Pool;
  readonly #deadlineMs: number;
  #closing: Promise<void> | undefined;
  /** A quoted name is not needed: its form was checked. */
  readonly schema: string;

  /** Connects at the first call. Throws `PostgresMisconfigured`. */
  constructor(options: PostgresOptions) {
    const { pool, schema, deadlineMs } = settingsOf(options);
    this.schema = schema;
    this.#deadlineMs = deadlineMs;
    this.#pool = new Pool(pool);
    // The pool takes a broken connection out, and who uses it gets the error. The event alone, unheard, would end the process;
    // while a connection changes hands the pool itself does not listen.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => void client.on('error', () => undefined));
  }

  /** One statement, committed when it resolves. */
  run(port: string, statement: string, values: readonly Bound[] = []): Promise<readonly Row[]> {
    return this.#insist(port, async () => (await this.#pool.query<Row>(statement, [...values])).rows);
  }

  /** All statements of `work` or none, committed when it resolves; `work` may run more than once. */
  transaction<T>(port: string, work: (run: Run) => Promise<T>): Promise<T> {
    return this.#insist(port, () => this.#transact(work));
  }

  /** As `transaction`, and names what is wrong with the configuration when that is why it fails. */
  async start<T>(port: string, work: (run: Run) => Promise<T>): Promise<T> {
    try {
      return await within(port, this.#deadlineMs, this.#transact(work));
    } catch (error) {
      throw isOurs(error) ? error : startFailureOf(port, error);
    }
  }

  /** Ends when the calls under way have ended. May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  async #insist<T>(port: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await within(port, this.#deadlineMs, again(ask, performance.now() + this.#deadlineMs));
    } catch (error) {
      throw isOurs(error) ? error : failureOf(port, error);
    }
  }

  async #transact<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: unknown;
    const notice = (error: unknown): void => void (broken ??= error);
    client.on('error', notice);
    try {
      await client.query('BEGIN');
      const done = await work(async (statement, values = []) => (await client.query<Row>(statement, [...values])).rows);
      await client.query('COMMIT');
      return done;
    } catch (error) {
      broken ??= isAnswer(error) ? await rollback(client) : error;
      throw error;
    } finally {
      client.off('error', notice);
      // A connection in an unknown state is not used again.
      client.release(broken !== undefined);
    }
  }
}

/** A pool for the stores of one database. Connects at the first use. Throws `PostgresMisconfigured`. */
export const connectPostgres = (options: PostgresOptions): PostgresDatabase => new PostgresDatabase(options);

/** Our own errors and bugs go through as they are. */
const isOurs = (error: unknown): boolean =>
  [Unavailable, PostgresMisconfigured, TypeError, RangeError].some((kind) => error instanceof kind);

async function rollback(client: PoolClient): Promise<unknown> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error;
  }
}

async function again<T>(ask: () => Promise<T>, until: number): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await ask();
    } catch (error) {
      const wait = WAIT_MS * 2 ** retry;
      if (retry >= RETRIES || !mayPass(error) || performance.now() + wait >= until) throw error;
      await sleep(wait);
    }
  }
}

/** Each step of a call has its own time-out; this is the sum's. */
async function within<T>(port: string, deadlineMs: number, call: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: waiting.signal }).then(() => {
    throw new Unavailable(port, 1_000);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    waiting.abort();
    late.catch(() => undefined);
    call.catch(() => undefined);
  }
}
