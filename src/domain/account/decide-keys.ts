import { type ClaimKey, sameClaimKey } from '../claim/claim-key.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, RenewKeys } from './account.commands.js';
import type { OpenedAccount } from './account.state.js';

/**
 * Who is suspended or absorbed keeps every identifier, so their keys are renewed as well; who is closed has none. A renewal
 * brings no identifier: never more keys of a kind under one pepper than there are under another.
 */
export function decideKeys(state: OpenedAccount, command: RenewKeys): AccountDecision {
  if (state.status === 'closed') return rejected('account.closed');
  const keys: ClaimKey[] = [];
  for (const key of command.keys) {
    const held = [...state.keys, ...keys];
    if (!held.some((one) => sameClaimKey(one, key)) && isTwin(key, held)) keys.push(key);
  }
  return keys.length === 0 ? accepted() : accepted({ type: 'KeysRenewed', data: { keys } });
}

function isTwin({ kind, pepper }: ClaimKey, held: readonly ClaimKey[]): boolean {
  const countUnder = (other: string): number => held.filter((one) => one.kind === kind && one.pepper === other).length;
  return held.some((one) => countUnder(one.pepper) > countUnder(pepper));
}
