/** Who may go on: so many at a time, the others in the order in which they came. */
export class Turns {
  readonly #waiting = new Set<(taken: boolean) => void>();

  constructor(private free: number) {}

  /** Whether it is one's turn within that time; whoever was told so gives it back. */
  take(withinMs: number): Promise<boolean> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const told = (taken: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(told);
        resolve(taken);
      };
      const timer = setTimeout(() => told(false), withinMs);
      this.#waiting.add(told);
    });
  }

  giveBack(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.free += 1;
    else next(true);
  }

  /** Nobody waits any longer. */
  close(): void {
    for (const told of [...this.#waiting]) told(false);
  }
}
