/**
 * Three scales that look alike and must not share a type: how well the registration was verified (the portal's IAL),
 * the level of a VNeID account, and the strength of one act of logging in (Decree 69/2024, article 20).
 */
export type Ial = 'none' | 'IAL2' | 'IAL3';
export type EidLevel = 'eid1' | 'eid2';
export type AuthenticationLevel = 'auth1' | 'auth2' | 'auth3' | 'auth4';

const ialOrder: readonly Ial[] = ['none', 'IAL2', 'IAL3'];

export const ialAtLeast = (level: Ial, required: Ial): boolean => ialOrder.indexOf(level) >= ialOrder.indexOf(required);
export const highestIal = (levels: Iterable<Ial>): Ial => {
  let highest: Ial = 'none';
  for (const level of levels) if (ialAtLeast(level, highest)) highest = level;
  return highest;
};
export const lowerIal = (a: Ial, b: Ial): Ial => (ialAtLeast(a, b) ? b : a);
