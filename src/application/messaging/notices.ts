import { defer, retry, type Subscription, switchMap, timer } from 'rxjs';
import type { AccountEvent } from '../../domain/account/account.events.js';
import { emptyAccount, evolveAccount } from '../../domain/account/account.evolve.js';
import { type AccountState, isOpened } from '../../domain/account/account.state.js';
import { since } from '../../domain/kernel/instant.js';
import type { LoginNotices } from '../login/login-notices.js';
import { accountStream } from '../ledger/accounts.js';
import { type Entry, type Ledger, subjectOf } from '../ledger/ledger.js';
import type { Clock } from '../ports/clock.port.js';
import type { EventStore, RecordedEvent } from '../ports/event-store.port.js';
import type { JsonObject } from '../ports/json.js';
import type { Outbox, OutboxIntent } from '../ports/outbox.port.js';
import type { ReadModelChange, ReadModels } from '../ports/read-models.port.js';
import { NOTICE_LATEST } from './last-notice.js';
import { noticeTable } from './notice-table.js';
import type { NoticeWriter } from './notice-writer.js';
import { inOrder } from '../subscriptions/in-order.js';

const NAME = 'notices';
const GENERATION = 0;
const COLLECTION = 'account';
const BATCH = 500;

export interface NoticeDeps {
  readonly eventStore: EventStore;
  readonly ledger: Ledger;
  readonly readModels: ReadModels;
  readonly outbox: Outbox;
  readonly writer: NoticeWriter;
  readonly logins: LoginNotices;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Accounts as a batch has changed them, not yet written. */
type Pending = Map<string, AccountState>;

/**
 * Turns events that an owner should hear of into outbox intents. An intent's id is its event's and its channel's, and
 * where it goes is read from the account as of the event: reading an event twice, after a crash or a replay, adds
 * nothing. The checkpoint moves, with the accounts as folded so far, only after the intents are in the outbox. Where the
 * store of both lost some of it, or all, the log is read again from where it stands now.
 */
export class Notices {
  private subscription: Subscription | undefined;
  private working: Promise<void> = Promise.resolve();
  /** Where the last batch ended. */
  private taken = 0;

  constructor(private readonly deps: NoticeDeps) {}

  /** Follows the log from the checkpoint until stopped. A failure is reported and following starts again after a pause. */
  start(retryMs = 1_000): void {
    this.subscription = defer(() => this.deps.readModels.checkpoint(NAME, GENERATION))
      .pipe(
        switchMap((checkpoint) => {
          this.taken = checkpoint;
          return inOrder(this.deps.eventStore, checkpoint, (batch) => this.work(batch));
        }),
        retry({
          delay: (error: unknown) => {
            this.deps.onError(error);
            return timer(retryMs);
          },
        }),
      )
      .subscribe();
  }

  /** Resolves when the batch under way is taken, or has failed. */
  async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    await this.working.catch(() => undefined);
  }

  private work(batch: readonly RecordedEvent[]): Promise<void> {
    this.working = this.take(batch);
    return this.working;
  }

  private async take(batch: readonly RecordedEvent[]): Promise<void> {
    const { readModels, eventStore } = this.deps;
    let checkpoint = await readModels.checkpoint(NAME, GENERATION);
    while (checkpoint < this.taken) {
      const { events } = await eventStore.readAll(checkpoint, BATCH);
      const lost = events.filter(({ globalPosition }) => globalPosition <= this.taken);
      if (lost.length === 0) break;
      checkpoint = await this.takeFrom(checkpoint, lost);
      if (this.subscription === undefined) return;
    }
    await this.takeFrom(
      checkpoint,
      batch.filter((event) => event.globalPosition > checkpoint),
    );
    this.taken = batch.at(-1)?.globalPosition ?? this.taken;
  }

  /** Answers the checkpoint afterwards: another process may have been faster. */
  private async takeFrom(checkpoint: number, batch: readonly RecordedEvent[]): Promise<number> {
    const { readModels, outbox, clock } = this.deps;
    const last = batch.at(-1)?.globalPosition;
    if (last === undefined) return checkpoint;
    const pending: Pending = new Map();
    const intents: OutboxIntent[] = [];
    for (const recorded of batch)
      if (recorded.stream.startsWith('account-')) {
        const entry = this.deps.ledger.entry<AccountEvent>(recorded);
        intents.push(...(await this.follow(entry, pending)));
      }
    if (intents.length > 0) await outbox.add(intents, clock.now());
    const isOurs = await readModels.apply(NAME, GENERATION, checkpoint, last, [...pending].map(changeOf));
    return isOurs ? last : readModels.checkpoint(NAME, GENERATION);
  }

  private async follow(entry: Entry<AccountEvent>, pending: Pending): Promise<readonly OutboxIntent[]> {
    const { event, envelope } = entry;
    const accountId = subjectOf(envelope.stream);
    const before = await this.accountBefore(accountId, envelope.streamVersion, pending);
    const after = evolveAccount(before, event);
    if (after !== before) pending.set(accountId, after);
    if (since(envelope.meta.occurredAt, this.deps.clock.now()) > NOTICE_LATEST) return [];
    return this.intentsOf(entry, { accountId, before, after }, pending);
  }

  private async intentsOf(
    { event, envelope }: Entry<AccountEvent>,
    audience: Parameters<NoticeWriter['intentsOf']>[1],
    pending: Pending,
  ): Promise<readonly OutboxIntent[]> {
    if (event.type === 'LoggedIn')
      return isOpened(audience.after) ? this.deps.logins.intentsOf({ event, envelope }, audience.after) : [];
    // Asked again, and told what was known: evidence, and nothing that an owner has to hear.
    if (event.type === 'IdentitySyncedFromCSDL' && event.data.changed.length === 0) return [];
    const row = noticeTable[event.type];
    if (!('template' in row)) return [];
    const notice = { ...row, at: envelope.meta.occurredAt, id: envelope.eventId };
    const intents = await this.deps.writer.intentsOf(notice, audience);
    const accountId = otherEnd(event);
    if (row.alsoTo === undefined || accountId === undefined) return intents;
    const other = await this.otherBefore(accountId, envelope.globalPosition, pending);
    const theirs = { ...notice, id: `${envelope.eventId}:${row.alsoTo}` };
    return [...intents, ...(await this.deps.writer.intentsOf(theirs, { accountId, before: other, after: other }))];
  }

  /** As folded here so far; for an account that was never seen here, from its own stream. */
  private async accountBefore(accountId: string, version: number, pending: Pending): Promise<AccountState> {
    if (version === 1) return emptyAccount;
    const state = await this.known(accountId, pending);
    return state.status === 'empty' ? this.folded(accountId, ({ streamVersion }) => streamVersion < version) : state;
  }

  private async otherBefore(accountId: string, position: number, pending: Pending): Promise<AccountState> {
    const state = await this.known(accountId, pending);
    return state.status === 'empty' ? this.folded(accountId, ({ globalPosition }) => globalPosition < position) : state;
  }

  private async folded(accountId: string, isBefore: (envelope: Entry['envelope']) => boolean): Promise<AccountState> {
    const { entries } = await this.deps.ledger.read<AccountEvent>(accountStream(accountId));
    return entries
      .filter(({ envelope }) => isBefore(envelope))
      .reduce<AccountState>((folded, { event }) => evolveAccount(folded, event), emptyAccount);
  }

  private async known(accountId: string, pending: Pending): Promise<AccountState> {
    const held = pending.get(accountId);
    if (held !== undefined) return held;
    const document = await this.deps.readModels.getIn(NAME, GENERATION, COLLECTION, accountId);
    return (document?.['state'] as unknown as AccountState | undefined) ?? emptyAccount;
  }
}

/** The survivor of a merge, or of one that was reversed. */
const otherEnd = (event: AccountEvent): string | undefined => {
  if (event.type === 'AbsorbedIntoAccount') return event.data.into;
  return event.type === 'MergeReversed' ? event.data.from : undefined;
};

/** Personal parts stay sealed in it; nothing is kept of an erased account. */
const changeOf = ([key, state]: readonly [string, AccountState]): ReadModelChange =>
  isOpened(state) && state.dataErased
    ? { kind: 'delete', collection: COLLECTION, key, sort: '' }
    : {
        kind: 'put',
        collection: COLLECTION,
        key,
        sort: '',
        document: { state } as unknown as JsonObject,
      };
