import { isOpened } from '../../domain/account/account.state.js';
import type { Accounts, LoadedAccount } from './accounts.js';

/**
 * Where an account's history goes on: itself, or the account that absorbed it, to the end of the chain. The chain is
 * read account by account while others merge and reverse, so meeting an account again is no cycle yet: it is one when
 * a whole round found every account as it was on the round before.
 */
export async function rootOf(accounts: Accounts, accountId: string): Promise<LoadedAccount> {
  const versions = new Map<string, number>();
  let unchanged = 0;
  let account = await accounts.load(accountId);
  while (isOpened(account.state) && account.state.status === 'absorbed' && account.state.absorbed !== null) {
    unchanged = versions.get(account.accountId) === account.version ? unchanged + 1 : 0;
    versions.set(account.accountId, account.version);
    if (unchanged > versions.size) throw new Error(`Merge cycle at account ${account.accountId}`);
    account = await accounts.load(account.state.absorbed.into);
  }
  return account;
}
