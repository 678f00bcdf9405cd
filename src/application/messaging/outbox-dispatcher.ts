import type { Observable } from 'rxjs';
import { milliseconds, minutes, plus, seconds } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { Clock } from '../ports/clock.port.js';
import type { MailSender, SendResult, SmsSender } from '../ports/messaging.port.js';
import type { LeasedIntent, Outbox, OutboxContent, OutboxIntent } from '../ports/outbox.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import { isUnavailable } from '../ports/unavailable.js';
import { hasOwnKey } from './last-notice.js';
import { renderMail, renderSms, staleFrom } from './templates.js';

/** What became of one lease of one message. */
export type DeliveryOutcome =
  | 'sent'
  /** The gateway will never take it (unknown or blocked destination): not tried again. */
  | 'refused'
  /** The subject's key was destroyed: nobody can read it, so nobody gets it. */
  | 'erased'
  /** Its code or link has run out: sending it would only confuse. */
  | 'stale'
  /** The gateway or the key store did not answer: tried again later. */
  | 'postponed'
  /** It cannot be opened or put into words; tried again at the longest interval, since a newer program may be able to. */
  | 'broken'
  /** The lease ended before it was this message's turn, or the outbox did not take the result: it will be leased again. */
  | 'unsettled';

export interface Delivery {
  readonly intentId: string;
  readonly template: string;
  readonly attempt: number;
  readonly outcome: DeliveryOutcome;
  /** What went wrong, for the operator's log; it may not be shown to the public. */
  readonly error?: unknown;
}

export interface DispatcherOptions {
  /** Messages leased and sent at a time. */
  readonly batch: number;
  /** Longer than a gateway may take to answer. */
  readonly lease: Duration;
  /** The first interval after a failure; each further one is twice as long. */
  readonly firstRetry: Duration;
  readonly longestRetry: Duration;
  /** Told of every delivery. */
  readonly onDelivery: (delivery: Delivery) => void;
  /** Told when the outbox could not be asked; the next tick asks again. */
  readonly onFailure: (error: unknown) => void;
}

const defaults: DispatcherOptions = {
  batch: 20,
  lease: minutes(1),
  firstRetry: seconds(2),
  longestRetry: minutes(10),
  onDelivery: () => undefined,
  onFailure: () => undefined,
};

/**
 * Brings messages from the outbox to the gateways. Several may work on one outbox: leases keep them apart. A message goes
 * out once per intent: its id is the gateway's message id, so that a second sending after a crash is recognised there.
 */
export class OutboxDispatcher {
  readonly #options: DispatcherOptions;

  constructor(
    private readonly outbox: Outbox,
    private readonly sms: SmsSender,
    private readonly mail: MailSender,
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
    options: Partial<DispatcherOptions> = {},
  ) {
    this.#options = { ...defaults, ...options };
  }

  /**
   * Sends what is due now, batch after batch; stops early when a whole batch had to be postponed, or when told to. Rejects
   * only when the outbox cannot be asked.
   */
  async deliverDue(mayContinue: () => boolean = () => true): Promise<readonly Delivery[]> {
    const { batch, lease } = this.#options;
    const deliveries: Delivery[] = [];
    while (mayContinue()) {
      const at = this.clock.now();
      const leased = await this.outbox.lease(batch, lease, at);
      const round = await Promise.all(leased.map((one) => this.#settle(one, plus(at, lease))));
      deliveries.push(...round);
      if (leased.length < batch || round.every(({ outcome }) => outcome === 'postponed')) break;
    }
    return deliveries;
  }

  /** Delivers at every tick; ticks during a delivery count as one after it. `stop` resolves when the last one has ended. */
  run(ticks: Observable<unknown>): { readonly stop: () => Promise<void> } {
    let current: Promise<void> | undefined;
    let again = false;
    let stopped = false;
    const deliver = async (): Promise<void> => {
      do {
        again = false;
        await this.deliverDue(() => !stopped).catch(this.#options.onFailure);
      } while (again && !stopped);
      current = undefined;
    };
    const subscription = ticks.subscribe({
      next: () => {
        if (current === undefined) current = deliver();
        else again = true;
      },
      error: this.#options.onFailure,
    });
    return {
      stop: async () => {
        stopped = true;
        subscription.unsubscribe();
        await current;
      },
    };
  }

  async #settle({ intent, attempt }: LeasedIntent, leaseEndsAt: Instant): Promise<Delivery> {
    const { intentId, template } = intent;
    const report = (outcome: DeliveryOutcome, error?: unknown): Delivery => {
      const delivery = { intentId, template, attempt, outcome, ...(error === undefined ? {} : { error }) };
      this.#options.onDelivery(delivery);
      return delivery;
    };
    let outcome: DeliveryOutcome;
    let cause: unknown;
    try {
      outcome = await this.#deliver(intent, leaseEndsAt);
    } catch (error) {
      outcome = isUnavailable(error) ? 'postponed' : 'broken';
      cause = error;
    }
    try {
      const isOver = await this.#record(intent, outcome, attempt, cause, leaseEndsAt);
      return report(isOver ? outcome : 'unsettled', cause);
    } catch (error) {
      return report('unsettled', error);
    }
  }

  async #deliver(intent: OutboxIntent, leaseEndsAt: Instant): Promise<DeliveryOutcome> {
    const content = await this.personalData.open(intent.content);
    if (content.kind === 'erased') return 'erased';
    const staleAt = staleFrom(content.value.params);
    const now = this.clock.now();
    if (staleAt !== undefined && now >= staleAt) return 'stale';
    if (now >= leaseEndsAt) return 'unsettled';
    const result = await this.#send(intent, content.value);
    return result.kind === 'accepted' ? 'sent' : 'refused';
  }

  #send({ intentId, channel, template }: OutboxIntent, { to, params }: OutboxContent): Promise<SendResult> {
    if (channel === 'sms') {
      const text = renderSms(template, params);
      if (text === undefined) throw new Error(`No SMS can be made from template ${template}`);
      return this.sms.send({ messageId: intentId, to, text });
    }
    const mail = renderMail(template, params);
    if (mail === undefined) throw new Error(`No mail can be made from template ${template}`);
    return this.mail.send({ messageId: intentId, to, ...mail });
  }

  /** False: the lease ended meanwhile, and the message is no longer ours to postpone. */
  async #record(
    intent: OutboxIntent,
    outcome: DeliveryOutcome,
    attempt: number,
    cause: unknown,
    leaseEndsAt: Instant,
  ): Promise<boolean> {
    if (outcome === 'unsettled') return false;
    const now = this.clock.now();
    const { intentId } = intent;
    if (outcome !== 'postponed' && outcome !== 'broken') {
      // First the key: whoever leases the message after a crash in between cannot read it, and so ends it.
      if (hasOwnKey(intent)) await this.personalData.erase(intent.subject);
      await this.outbox.sent(intentId, now);
      return true;
    }
    if (now >= leaseEndsAt) return false;
    await this.outbox.failed(intentId, plus(now, this.#pause(outcome, attempt, cause)));
    return true;
  }

  #pause(outcome: 'postponed' | 'broken', attempt: number, cause: unknown): Duration {
    const { firstRetry, longestRetry } = this.#options;
    if (outcome === 'broken') return longestRetry;
    const asked = isUnavailable(cause) ? (cause.retryAfterMs ?? 0) : 0;
    return milliseconds(Math.min(longestRetry, Math.max(asked, firstRetry * 2 ** (attempt - 1))));
  }
}
