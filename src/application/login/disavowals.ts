import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import { type Caller, contextOf } from '../caller.js';
import type { SessionEnder } from '../account/session-ender.js';
import type { Accounts } from '../ledger/accounts.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { DisavowLinks } from './disavow-links.js';

export interface DisavowalDeps {
  readonly policy: PolicyBook;
  readonly accounts: Accounts;
  readonly ender: SessionEnder;
  readonly links: DisavowLinks;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What was done; the account's password login, if it has one, is locked until the password is reset. */
export interface Disavowed {
  readonly loginId: string;
  readonly passwordLocked: boolean;
}

/**
 * "This was not me", by the link of a login's notice: the login is disowned, every session of the account ends, and the
 * password, which a stranger may know, opens nothing until it is reset. The link needs no login: whoever holds the phone or
 * the mailbox can at worst make the owner set a new password.
 */
export class Disavowals {
  constructor(private readonly deps: DisavowalDeps) {}

  /** Recorded first, then the link is over: one that a crash interrupted can be followed again. */
  disavow(token: string, caller: Caller): Promise<Outcome<Disavowed>> {
    return guarded(async () => {
      const login = await this.deps.links.find(token);
      if (login === undefined) return refuse('login.disavowLinkInvalid', {}, ['counter']);
      const { accountId, loginId } = login;
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      const context = contextOf(caller, this.deps.ids, edition.ok ? edition.value.id : '');
      const result = await this.deps.ender.around(accountId, 'disavowed', context, () =>
        this.deps.accounts.transact(accountId, { type: 'DisavowLogin', loginId, at }, context),
      );
      if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
      if (result.kind === 'rejected') return refuseWith(result.refusal, ['counter']);
      await this.deps.links.take(token);
      const { state } = result.account;
      const passwordLocked = 'locks' in state && state.locks.some((lock) => lock.untilReset === true);
      return accept({ loginId, passwordLocked }, result.position);
    });
  }
}
