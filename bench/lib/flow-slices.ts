import { millisecondsOf, perSecond } from './measure.js';
import type { Flows } from './service.js';

/** How many callers at a time, and for how long. */
export interface Slice {
  readonly callers: number;
  readonly ms: number;
}

export interface FlowRates {
  /** A second. */
  readonly registrations: number;
  readonly logins: number;
}

/** Registers new people for a while; then each of them logs in once. */
export class FlowSlices {
  #next: number;

  /** Everybody from `first` on belongs to these slices. */
  constructor(
    private readonly flows: Flows,
    first: number,
  ) {
    this.#next = first;
  }

  async run(slice: Slice): Promise<FlowRates> {
    const first = this.#next;
    const registrations = await this.#register(slice);
    return { registrations, logins: await this.#logIn(first, slice.callers) };
  }

  async #register({ callers, ms }: Slice): Promise<number> {
    const first = this.#next;
    const start = performance.now();
    const elapsed = await millisecondsOf(() =>
      together(callers, async () => {
        do {
          const index = this.#next;
          this.#next += 1;
          await this.flows.register(index);
        } while (performance.now() - start < ms);
      }),
    );
    return perSecond(this.#next - first, elapsed);
  }

  async #logIn(first: number, callers: number): Promise<number> {
    let next = first;
    const elapsed = await millisecondsOf(() =>
      together(callers, async () => {
        while (next < this.#next) {
          const index = next;
          next += 1;
          await this.flows.logIn(index);
        }
      }),
    );
    return perSecond(this.#next - first, elapsed);
  }
}

const together = (callers: number, one: () => Promise<void>): Promise<unknown> =>
  Promise.all(Array.from({ length: callers }, one));
