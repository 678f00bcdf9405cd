import assert from 'node:assert/strict';

/**
 * Strict equality of plain data, whichever realm made it: a test framework may run the adapter's own code and what
 * native modules hand it in different ones, where even two empty arrays are not strictly equal.
 */
export function assertSame(actual: unknown, expected: unknown, message?: string): void {
  assert.deepEqual(inThisRealm(actual), inThisRealm(expected), message);
}

function inThisRealm(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, inThisRealm);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inThisRealm(part)]));
}
