import type { MethodGrant } from '../../domain/account/method-grant.js';
import type { Accounts } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import { rootOf } from '../ledger/root.js';
import type { Clock } from '../ports/clock.port.js';

/** Whether what tied a proof to an account still does: the merge may have been reversed since the proof was looked at. */
export const isTied = async (accounts: Accounts, accountId: string, { provedThrough }: MethodGrant): Promise<boolean> =>
  provedThrough === undefined || (await rootOf(accounts, provedThrough)).accountId === accountId;

/**
 * To be called when a method was just added: takes it away again, and answers false, where a reversal came in between. One
 * that comes later finds the method itself.
 */
export async function keepTied(
  deps: { readonly accounts: Accounts; readonly clock: Clock },
  accountId: string,
  grant: MethodGrant,
  context: CommandContext,
): Promise<boolean> {
  if (await isTied(deps.accounts, accountId, grant)) return true;
  for (;;) {
    const at = deps.clock.now();
    const command = { type: 'RemoveMethod', methodId: grant.methodId, at, mergeReversed: true } as const;
    const taken = await deps.accounts.transact(accountId, command, context);
    if (taken.kind !== 'contended') return false;
  }
}
