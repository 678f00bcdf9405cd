/** A stream folded up to a version. */
export interface Fold<State> {
  /** The number of events folded. */
  readonly version: number;
  readonly state: State;
}

/**
 * Folds of the streams used last, so that the next reading asks the store only for what is new. Never an answer by
 * itself: a fold is brought up to date with its stream before anything is decided on it, so that other processes'
 * events count at once. What is kept was folded from stored events, personal data sealed as they are there.
 */
export class KeptFolds<State, Kept extends Fold<State> = Fold<State>> {
  readonly #folds = new Map<string, Kept>();

  /** At most `limit` are kept; those used longest ago go first. */
  constructor(private readonly limit: number) {}

  get(id: string): Kept | undefined {
    return this.#folds.get(id);
  }

  /** A stream that is absent is not kept: anybody can ask for one. */
  keep(id: string, fold: Kept): void {
    this.#folds.delete(id);
    if (fold.version === 0) return;
    this.#folds.set(id, fold);
    if (this.#folds.size <= this.limit) return;
    for (const oldest of this.#folds.keys()) {
      this.#folds.delete(oldest);
      return;
    }
  }
}
