import type { Clock } from '../../application/ports/clock.port.js';

/** A counterparty's own references of its answers: the time, in base 36, and a count. */
export function references(prefix: string, clock: Clock): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${clock.now().toString(36)}-${count}`;
  };
}
