import type { AuthorityId } from './authority-definitions.js';

const issued = new Set<string>();

/** What the authorities of this process have issued beside the certificates of a population: their responders know it. */
export const rememberIssue = (authority: AuthorityId, serial: string): void => {
  issued.add(`${authority}/${serial}`);
};
export const wasIssuedHere = (authority: AuthorityId, serial: string): boolean => issued.has(`${authority}/${serial}`);
