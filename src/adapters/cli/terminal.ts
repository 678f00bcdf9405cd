/** Where a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches `err`: progress is drawn for people and written line by line for files. */
  readonly isWatched: boolean;
}

/** How a command ends. */
export const exitCodes = {
  done: 0,
  /** A bug of ours, or an expectation of the demo that did not hold. */
  failed: 1,
  /** Wrong command line or configuration. */
  usage: 2,
  /** There is no such account, projection or data directory. */
  notFound: 3,
  /** A store did not answer; the same command may be run again. */
  unavailable: 4,
  /** Understood and not done: a PIN that is wrong, a token that is locked. */
  refused: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
