export interface CacheLimits {
  readonly entries: number;
  readonly bytes: number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
  readonly until: number;
}

/** Values by key until a time, the longest unused thrown out first when there are too many or they are too large. */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  #bytes = 0;

  constructor(private readonly limits: CacheLimits) {}

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, at: number): Value | undefined {
    const found = this.#entries.get(key);
    if (found === undefined) return undefined;
    if (at > found.until) {
      this.delete(key);
      return undefined;
    }
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found.value;
  }

  set(key: string, value: Value, bytes: number, until = Number.POSITIVE_INFINITY): void {
    this.delete(key);
    if (bytes > this.limits.bytes) return;
    this.#entries.set(key, { value, bytes, until });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.limits.entries && this.#bytes <= this.limits.bytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}
