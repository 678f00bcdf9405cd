/** A copy that nobody can change, with what JSON keeps of a value: what a store on disk would give back. */
export const frozenCopy = <T>(value: T): T => freeze(JSON.parse(JSON.stringify(value)) as T);

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
