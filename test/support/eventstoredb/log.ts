export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Logged extends Proposed {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly createdMs: number;
}

/** `none`: the stream must be absent; a number: the revision of its last event. */
export type Expected = 'any' | 'none' | 'exists' | number;

export type Written =
  | { readonly kind: 'written'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong'; readonly current: number | undefined }
  | { readonly kind: 'tooBig' };

/** As a real server was seen to answer (version 22.10.5): see docs/reference/tested-with.md. */
export class ServerLog {
  readonly events: Logged[] = [];
  silent = false;
  private readonly streams = new Map<string, Logged[]>();
  private readonly byId = new Map<string, Logged>();
  private readonly waiting = new Set<() => void>();
  private next = 0;

  constructor(private readonly maxAppendBytes: number) {
    this.put('$epoch', [systemEvent('$epoch-information')]);
  }

  stream(name: string): readonly Logged[] {
    return this.streams.get(name) ?? [];
  }

  /** Where an event stands in the log; no position of an event is a mistake of the reader. */
  indexOf(position: number): number | undefined {
    if (position >= this.next) return this.events.length;
    let low = 0;
    let high = this.events.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.events[middle]?.position ?? 0;
      if (found === position) return middle;
      if (found < position) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  append(stream: string, expected: Expected, events: readonly Proposed[]): Written {
    const size = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (size > this.maxAppendBytes) return { kind: 'tooBig' };
    const before = this.stream(stream);
    const current = before.length === 0 ? undefined : before.length - 1;
    const met =
      expected === 'any' ||
      (expected === 'none' && current === undefined) ||
      (expected === 'exists' && current !== undefined) ||
      expected === current;
    if (!met) return this.again(stream, expected, events) ?? { kind: 'wrong', current };
    this.put(stream, events);
    for (const wake of [...this.waiting]) wake();
    const last = this.stream(stream).at(-1);
    return { kind: 'written', revision: last?.revision ?? -1, position: last?.position ?? 0 };
  }

  onAppend(listener: () => void): () => void {
    this.waiting.add(listener);
    return () => this.waiting.delete(listener);
  }

  /** The same events at the same place were a retry: answered as the first time, whatever came since. */
  private again(stream: string, expected: Expected, events: readonly Proposed[]): Written | undefined {
    const first = expected === 'none' ? 0 : typeof expected === 'number' ? expected + 1 : undefined;
    if (first === undefined || events.length === 0) return undefined;
    const there = events.map(({ id }) => this.byId.get(id));
    const same = there.every((event, index) => event?.stream === stream && event.revision === first + index);
    const last = there.at(-1);
    return same && last !== undefined
      ? { kind: 'written', revision: last.revision, position: last.position }
      : undefined;
  }

  private put(stream: string, events: readonly Proposed[]): void {
    const own = this.streams.get(stream) ?? [];
    this.streams.set(stream, own);
    const createdMs = Date.now();
    for (const event of events) {
      const logged: Logged = { ...event, stream, revision: own.length, position: this.next, createdMs };
      own.push(logged);
      this.events.push(logged);
      this.byId.set(event.id, logged);
      this.next += 80 + stream.length + event.data.length + event.metadata.length;
    }
  }
}

const systemEvent = (type: string): Proposed => ({
  id: '00000000-0000-4000-8000-000000000000',
  type,
  contentType: 'application/json',
  data: Buffer.from('{}'),
  metadata: new Uint8Array(),
});
