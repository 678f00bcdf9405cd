import { clearInterval, setInterval } from 'node:timers';
import type { DatabaseSync } from 'node:sqlite';
import { isBusy } from './database.js';

const POLL_MS = 50;

/**
 * Tells followers of the log that there may be more: at once after a commit of this process, and within `POLL_MS` after
 * one of another process, which SQLite shows as a changed data_version. Polls only while somebody listens, and never
 * keeps the process alive.
 */
export class CommitWatch {
  readonly #listeners = new Set<() => void>();
  readonly #dataVersion;
  #timer: ReturnType<typeof setInterval> | undefined;
  #seen: number | undefined;

  constructor(db: DatabaseSync) {
    this.#dataVersion = db.prepare('PRAGMA data_version');
    this.#dataVersion.setReturnArrays(true);
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#timer === undefined) {
      this.#seen = undefined;
      this.#timer = setInterval(() => this.#poll(), POLL_MS);
      this.#timer.unref();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** For the closing of the database: followers are woken once more, find it closed, and end. */
  end(): void {
    this.#stop();
    this.notify();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #poll(): void {
    try {
      const [version] = this.#dataVersion.get() as unknown as [version: number];
      if (version === this.#seen) return;
      this.#seen = version;
    } catch (error) {
      if (isBusy(error)) return;
    }
    this.notify();
  }
}
