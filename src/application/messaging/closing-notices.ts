import type { AccountEvent } from '../../domain/account/account.events.js';
import { emptyAccount, evolveAccount } from '../../domain/account/account.evolve.js';
import type { AccountState } from '../../domain/account/account.state.js';
import { since } from '../../domain/kernel/instant.js';
import { accountStream } from '../ledger/accounts.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Clock } from '../ports/clock.port.js';
import type { Outbox } from '../ports/outbox.port.js';
import { NOTICE_LATEST } from './last-notice.js';
import { closingNotice } from './notice-table.js';
import type { NoticeWriter } from './notice-writer.js';

/**
 * The notice of a closing, for an erasure that follows it: written by the one who is about to destroy the keys, since who
 * follows the log may come too late to read where to write. Its ids are those of `Notices`: whoever is first writes it.
 */
export class ClosingNotices {
  constructor(
    private readonly ledger: Ledger,
    private readonly writer: NoticeWriter,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the notice is in the outbox, was there before, or is not due any more. */
  async write(accountId: string): Promise<void> {
    const { entries } = await this.ledger.read<AccountEvent>(accountStream(accountId));
    const now = this.clock.now();
    let before: AccountState = emptyAccount;
    for (const { event, envelope } of entries) {
      const after = evolveAccount(before, event);
      if (event.type === 'Closed' && since(envelope.meta.occurredAt, now) <= NOTICE_LATEST) {
        const notice = { ...closingNotice, at: envelope.meta.occurredAt, id: envelope.eventId };
        await this.outbox.add(await this.writer.intentsOf(notice, { accountId, before, after }), now);
      }
      before = after;
    }
  }
}
