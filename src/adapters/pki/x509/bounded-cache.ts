/** Keeps what was used last, up to a weight in all; what weighs more than the whole is not kept. */
export class BoundedCache<V> {
  private readonly kept = new Map<string, { readonly value: V; readonly weight: number }>();
  private weight = 0;

  constructor(private readonly maxWeight: number) {}

  get size(): number {
    return this.kept.size;
  }

  get(key: string): V | undefined {
    const entry = this.kept.get(key);
    if (entry === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, weight = 1): void {
    this.remove(key);
    if (weight > this.maxWeight) return;
    this.kept.set(key, { value, weight });
    this.weight += weight;
    for (const oldest of this.kept.keys()) {
      if (this.weight <= this.maxWeight) return;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    this.weight -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}
