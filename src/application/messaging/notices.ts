import { defer, retry, type Subscription, switchMap, timer } from 'rxjs';
import type { LoggedIn, Registered } from '../../domain/account/account.events.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { type Ledger, subjectOf } from '../ledger/ledger.js';
import type { Clock } from '../ports/clock.port.js';
import type { EventStore, RecordedEvent } from '../ports/event-store.port.js';
import type { Outbox, OutboxIntent } from '../ports/outbox.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { ReadModels } from '../ports/read-models.port.js';
import type { LoginNotices } from '../login/login-notices.js';
import { inOrder } from '../subscriptions/in-order.js';
import { maskedAccount } from './masked-account.js';
import { messageContent } from './templates.js';

const NAME = 'notices';
const GENERATION = 0;

/**
 * Turns events that a subject should hear of into outbox intents. An intent's id is its event's, so that reading an event
 * twice, after a crash or a replay, adds nothing; the checkpoint moves only after the intents are in the outbox.
 */
export class Notices {
  private subscription: Subscription | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly ledger: Ledger,
    private readonly readModels: ReadModels,
    private readonly outbox: Outbox,
    private readonly personalData: PersonalData,
    private readonly logins: LoginNotices,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Follows the log from the checkpoint until stopped. A failure is reported and following starts again after a pause. */
  start(retryMs = 1_000): void {
    this.subscription = defer(() => this.readModels.checkpoint(NAME, GENERATION))
      .pipe(
        switchMap((checkpoint) => inOrder(this.store, checkpoint, (batch) => this.work(batch))),
        retry({
          delay: (error: unknown) => {
            this.onError(error);
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
    const checkpoint = await this.readModels.checkpoint(NAME, GENERATION);
    const fresh = batch.filter((event) => event.globalPosition > checkpoint);
    const last = fresh.at(-1);
    if (last === undefined) return;
    const intents: OutboxIntent[] = [];
    for (const recorded of fresh) intents.push(...(await this.intentsOf(recorded)));
    if (intents.length > 0) await this.outbox.add(intents, this.clock.now());
    await this.readModels.apply(NAME, GENERATION, checkpoint, last.globalPosition, []);
  }

  private async intentsOf(recorded: RecordedEvent): Promise<readonly OutboxIntent[]> {
    if (recorded.type.startsWith('LoggedIn.')) return this.logins.intentsOf(this.ledger.entry<LoggedIn>(recorded));
    if (!recorded.type.startsWith('Registered.')) return [];
    const { event, envelope } = this.ledger.entry<Registered>(recorded);
    const opened = await this.personalData.open(event.data.personal);
    if (opened.kind === 'erased') return [];
    const subject = subjectOf(envelope.stream);
    const to = this.destinations(opened.value);
    const params = { account: maskedAccount(opened.value), at: String(envelope.meta.occurredAt) };
    return Promise.all(
      to.map(async ([channel, address]) => {
        const intentId = `${envelope.eventId}:${channel}`;
        const content = await this.personalData.seal(
          subject,
          intentId,
          messageContent('accountRegistered', address, params),
        );
        return { intentId, channel, template: 'accountRegistered', subject, content };
      }),
    );
  }

  private destinations(profile: IdentityProfile): readonly (readonly ['sms' | 'mail', string])[] {
    return [
      ...(profile.phone === undefined ? [] : [['sms', profile.phone] as const]),
      ...(profile.email === undefined ? [] : [['mail', profile.email] as const]),
    ];
  }
}
