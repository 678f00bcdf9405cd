import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../application/ports/clock.port.js';
import { type Duration, type Instant, minutes, plus } from '../../../domain/kernel/instant.js';

/** What the person does in the app. */
export type AppReaction = 'accept' | 'refuse' | 'wrongPin' | 'timeout';

/** A request as the app shows it. */
export interface AppPrompt {
  readonly transactionId: string;
  /** The description that came with the request. */
  readonly text: string;
  readonly holder: string;
  readonly since: Instant;
}

/** The `tranStatus` of the service. */
export const tranStatus = {
  success: 1,
  waiting: 4000,
  expired: 4001,
  rejected: 4002,
  keyFailed: 4003,
  failed: 4004,
} as const;

interface AppTransaction {
  readonly tranId: string;
  readonly refTranId: string;
  readonly owner: string;
  readonly prompt: AppPrompt;
  readonly until: Instant;
  readonly sign: () => Uint8Array | Promise<Uint8Array>;
  readonly onEnd: (status: number) => void;
  status: number;
  signature?: Uint8Array;
}

export interface AppRequest {
  readonly refTranId: string;
  readonly owner: string;
  readonly holder: string;
  readonly text: string;
  readonly sign: () => Uint8Array | Promise<Uint8Array>;
  readonly onEnd: (tranId: string, status: number) => void;
}

const ended: Readonly<Record<Exclude<AppReaction, 'accept'>, number>> = {
  refuse: tranStatus.rejected,
  wrongPin: tranStatus.keyFailed,
  timeout: tranStatus.expired,
};

/** How long an app asks. */
export const appPromptLife: Duration = minutes(5);
const remembered = 2_000;

/** Requests in the apps of subscribers: several may wait. In memory and bounded. */
export class RsspApps {
  private readonly transactions = new Map<string, AppTransaction>();
  private habit: AppReaction | undefined;

  constructor(private readonly clock: Clock) {}

  /** The number of the transaction. */
  async ask({ refTranId, owner, holder, text, sign, onEnd }: AppRequest): Promise<string> {
    const [tranId, now] = [randomUUID(), this.clock.now()];
    const transaction: AppTransaction = {
      tranId,
      refTranId,
      owner,
      prompt: { transactionId: refTranId, text, holder, since: now },
      until: plus(now, appPromptLife),
      sign,
      onEnd: (status) => onEnd(tranId, status),
      status: tranStatus.waiting,
    };
    this.transactions.set(tranId, transaction);
    const [oldest] = this.transactions.keys();
    if (this.transactions.size > remembered && oldest !== undefined) this.transactions.delete(oldest);
    if (this.habit !== undefined) await this.settle(transaction, this.habit);
    return tranId;
  }

  /** What came of a transaction; nothing: there is none of that number. */
  find(tranId: string): Pick<AppTransaction, 'refTranId' | 'owner' | 'status' | 'signature'> | undefined {
    const transaction = this.transactions.get(tranId);
    if (transaction !== undefined) this.isWaiting(transaction);
    return transaction;
  }

  /** What an app shows, oldest first. */
  prompts(owner: string): readonly AppPrompt[] {
    return this.waiting(owner).map(({ prompt }) => prompt);
  }

  /** The person answers, the oldest request first. False: nothing waits (under that reference). */
  async react(owner: string, reaction: AppReaction, refTranId?: string): Promise<boolean> {
    const asked = this.waiting(owner).find((one) => refTranId === undefined || one.refTranId === refTranId);
    if (asked !== undefined) await this.settle(asked, reaction);
    return asked !== undefined;
  }

  /** From now on every app is answered so at once; `undefined`: people are asked again. */
  always(reaction: AppReaction | undefined): void {
    this.habit = reaction;
  }

  private async settle(transaction: AppTransaction, reaction: AppReaction): Promise<void> {
    if (reaction === 'accept') {
      try {
        transaction.signature = await transaction.sign();
        transaction.status = tranStatus.success;
      } catch {
        transaction.status = tranStatus.failed;
      }
    } else transaction.status = ended[reaction];
    transaction.onEnd(transaction.status);
  }

  private waiting(owner: string): readonly AppTransaction[] {
    return [...this.transactions.values()].filter((one) => one.owner === owner && this.isWaiting(one));
  }

  private isWaiting(transaction: AppTransaction): boolean {
    if (transaction.status === tranStatus.waiting && this.clock.now() >= transaction.until)
      transaction.status = tranStatus.expired;
    return transaction.status === tranStatus.waiting;
  }
}
