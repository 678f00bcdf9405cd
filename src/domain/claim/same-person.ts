import type { ClaimKey } from './claim-key.js';

type Blind = Pick<ClaimKey, 'kind' | 'digest'>;

/**
 * Whether a number that an account holds is another person's than whoever comes with `own`. Two people may hold one CMND
 * (F§2.1), so a CMND alone proves nothing where both sides have a personal number: other numbers, other people. The
 * numbers are compared blind, under every pepper that both were made with.
 */
export function isAnotherPersons(
  number: Pick<Blind, 'kind'>,
  own: readonly Blind[],
  theirs: readonly Blind[],
): boolean {
  if (number.kind !== 'cmnd') return false;
  const mine = new Set(personalNumbers(own));
  const held = personalNumbers(theirs);
  return mine.size > 0 && held.length > 0 && !held.some((digest) => mine.has(digest));
}

const personalNumbers = (keys: readonly Blind[]): readonly string[] =>
  keys.filter(({ kind }) => kind === 'personalNumber').map(({ digest }) => digest);
