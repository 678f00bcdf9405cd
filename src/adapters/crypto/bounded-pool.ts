export interface BoundedPoolOptions {
  /** How many tasks run at once. */
  readonly running: number;
  /** How many more may wait. */
  readonly waiting: number;
  /** What a task takes before any has been measured. */
  readonly expectedMs: number;
}

export type Pooled<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'full'; readonly retryAfterMs: number };

/** Weight of the newest measurement in the running mean. */
const NEWEST = 0.1;

/** Runs few tasks at once, lets some wait in order, and turns the rest away at once. */
export class BoundedPool {
  private running = 0;
  private meanMs: number;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly options: BoundedPoolOptions) {
    this.meanMs = options.expectedMs;
  }

  async run<T>(task: () => Promise<T>): Promise<Pooled<T>> {
    if (this.running >= this.options.running) {
      if (this.waiting.length >= this.options.waiting) return { kind: 'full', retryAfterMs: this.emptyAfterMs() };
      // Whoever leaves hands the place over: nobody else can slip in between.
      await new Promise<void>((enter) => this.waiting.push(enter));
    } else {
      this.running += 1;
    }
    const start = performance.now();
    try {
      return { kind: 'done', value: await task() };
    } finally {
      this.meanMs += NEWEST * (performance.now() - start - this.meanMs);
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private emptyAfterMs(): number {
    return Math.ceil(((this.running + this.waiting.length) * this.meanMs) / this.options.running);
  }
}
