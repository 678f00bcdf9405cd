/** Closes an exhaustive switch. Reaching it is a bug, never a refusal. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
