/** One command as its caller saw it: when it was first sent, when its final answer came. */
export interface Seen {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly did:
    | { readonly kind: 'registered'; readonly keys: readonly string[] }
    | { readonly kind: 'duplicate'; readonly keys: readonly string[] }
    | { readonly kind: 'closed'; readonly registration: string };
}

/**
 * Whether some order of the commands, in which each takes effect at one moment between being sent and being answered,
 * explains every answer: registered when all identifiers were free, duplicate when one of them was taken, closed when
 * there was an account. (Superseded has no effect and may always be the answer.)
 */
export function hasLegalOrder(seen: readonly Seen[]): boolean {
  const dead = new Set<string>();

  const goOn = (left: readonly Seen[], owners: ReadonlyMap<string, string>): boolean => {
    if (left.length === 0) return true;
    const state = `${left.map(({ name }) => name).join()}|${[...owners].sort().join(';')}`;
    if (dead.has(state)) return false;
    const firstAnswer = Math.min(...left.map(({ to }) => to));
    for (const next of left) {
      // Nothing that was sent after another one's answer can come before it.
      if (next.from > firstAnswer) continue;
      const after = effect(next, owners);
      if (
        after !== undefined &&
        goOn(
          left.filter((other) => other !== next),
          after,
        )
      )
        return true;
    }
    dead.add(state);
    return false;
  };
  return goOn(seen, new Map());
}

/** Owners of identifiers afterwards; undefined where this answer cannot be given. */
function effect({ name, did }: Seen, owners: ReadonlyMap<string, string>): ReadonlyMap<string, string> | undefined {
  switch (did.kind) {
    case 'registered':
      if (did.keys.some((key) => owners.has(key))) return undefined;
      return new Map([...owners, ...did.keys.map((key) => [key, name] as const)]);
    case 'duplicate':
      return did.keys.some((key) => owners.has(key)) ? owners : undefined;
    case 'closed':
      if (owners.has(ended(did.registration))) return owners;
      if (![...owners.values()].includes(did.registration)) return undefined;
      return new Map([
        ...[...owners].filter(([, owner]) => owner !== did.registration),
        [ended(did.registration), ''] as const,
      ]);
  }
}

/** Marks a closed account among the owners: closing it again finds it closed. */
const ended = (registration: string): string => `closed ${registration}`;
