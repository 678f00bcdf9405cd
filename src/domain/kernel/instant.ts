import type { Brand } from './brand.js';

/** Milliseconds since 1970-01-01T00:00:00Z. The domain never reads a clock: instants come in with the command. */
export type Instant = Brand<number, 'Instant'>;

/** A span of time in milliseconds. */
export type Duration = Brand<number, 'Duration'>;

export const instant = (epochMs: number): Instant => epochMs as Instant;
export const milliseconds = (n: number): Duration => n as Duration;
export const seconds = (n: number): Duration => (n * 1_000) as Duration;
export const minutes = (n: number): Duration => (n * 60_000) as Duration;
export const hours = (n: number): Duration => (n * 3_600_000) as Duration;
export const days = (n: number): Duration => (n * 86_400_000) as Duration;

export const plus = (at: Instant, span: Duration): Instant => (at + span) as Instant;
export const since = (earlier: Instant, later: Instant): Duration => (later - earlier) as Duration;
