import type { Remedy } from '../../../application/errors/catalogue-entry.js';
import type { Facts } from '../../../domain/kernel/refusal.js';

interface Details {
  readonly facts?: Facts;
  readonly remedies?: readonly Remedy[];
  readonly retryAfterMs?: number;
}

/** Carries a refusal, or the news that something does not answer, to the filter that renders it. */
export class Problem extends Error {
  readonly facts: Facts;
  readonly remedies: readonly Remedy[];
  readonly retryAfterMs: number | undefined;

  constructor(
    /** A code of the error catalogue. */
    readonly code: string,
    { facts = {}, remedies = [], retryAfterMs }: Details = {},
  ) {
    super(code);
    this.name = 'Problem';
    this.facts = facts;
    this.remedies = remedies;
    this.retryAfterMs = retryAfterMs;
  }
}
