import type { Instant } from '../../domain/kernel/instant.js';

/** The only source of time in application and domain. */
export interface Clock {
  now(): Instant;
}
