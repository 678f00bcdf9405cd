import type { Clock } from '../../../application/ports/clock.port.js';
import type { RemoteSignature } from '../../../application/ports/signing.port.js';
import { minutes, since, type Instant } from '../../../domain/kernel/instant.js';
import type { SandboxCertificate } from '../pki/certificates.js';
import { signWith } from '../pki/signing-tool.js';

/** What the person does when the phone asks. */
export type SignerReaction = 'accept' | 'refuse' | 'wrongPin' | 'timeout';

/** What the person sees. */
export interface SignPrompt {
  readonly transactionId: string;
  readonly prompt: string;
  readonly holder: string;
  readonly since: Instant;
}

export interface SignRequest {
  readonly transactionId: string;
  /** Whose screen shows it. */
  readonly screen: string;
  readonly challenge: string;
  readonly prompt: string;
  readonly certificate: SandboxCertificate;
}

interface Transaction extends SignRequest {
  readonly startedAt: Instant;
  result?: RemoteSignature;
}

/** How long a phone asks. */
export const promptLife = minutes(5);
const remembered = 2_000;

const reactions: Readonly<Record<Exclude<SignerReaction, 'accept'>, RemoteSignature>> = {
  refuse: { kind: 'refused', failure: 'userRefused' },
  wrongPin: { kind: 'refused', failure: 'wrongPin' },
  timeout: { kind: 'refused', failure: 'expired' },
};

/** Signing requests that wait for people. Kept in memory and bounded: one that is not known any more has expired. */
export class PendingSignatures {
  private readonly transactions = new Map<string, Transaction>();
  private readonly settled = new Map<string, RemoteSignature>();
  private habit: SignerReaction | undefined;

  constructor(private readonly clock: Clock) {}

  isKnown(transactionId: string): boolean {
    return this.transactions.has(transactionId) || this.settled.has(transactionId);
  }

  start(request: SignRequest): void {
    const transaction: Transaction = { ...request, startedAt: this.clock.now() };
    this.transactions.set(request.transactionId, transaction);
    forgetOldest(this.transactions);
    if (this.habit !== undefined) this.settle(transaction, this.habit);
  }

  /** Ends a transaction before anybody is asked. */
  refuse(transactionId: string, failure: Extract<RemoteSignature, { kind: 'refused' }>['failure']): void {
    this.settled.set(transactionId, { kind: 'refused', failure });
    forgetOldest(this.settled);
  }

  status(transactionId: string): RemoteSignature {
    const transaction = this.transactions.get(transactionId);
    if (transaction === undefined) return this.settled.get(transactionId) ?? reactions.timeout;
    if (transaction.result !== undefined) return transaction.result;
    return this.isOver(transaction) ? reactions.timeout : { kind: 'waiting' };
  }

  /** What waits on a screen, oldest first. */
  prompts(screen: string): readonly SignPrompt[] {
    return this.waiting(screen).map(({ transactionId, prompt, certificate, startedAt }) => ({
      transactionId,
      prompt,
      holder: certificate.body.holder,
      since: startedAt,
    }));
  }

  /** False: nothing waits on that screen (under that id). */
  react(screen: string, reaction: SignerReaction, transactionId?: string): boolean {
    const asked = this.waiting(screen).find(
      (one) => transactionId === undefined || one.transactionId === transactionId,
    );
    if (asked !== undefined) this.settle(asked, reaction);
    return asked !== undefined;
  }

  /** From now on everybody reacts so at once; `undefined`: people are asked again. */
  always(reaction: SignerReaction | undefined): void {
    this.habit = reaction;
  }

  private settle(transaction: Transaction, reaction: SignerReaction): void {
    transaction.result =
      reaction === 'accept'
        ? { kind: 'signed', signature: signWith(transaction.certificate, transaction.challenge, { form: 'raw' }) }
        : reactions[reaction];
  }

  private waiting(screen: string): readonly Transaction[] {
    const all = [...this.transactions.values()];
    return all.filter((one) => one.screen === screen && one.result === undefined && !this.isOver(one));
  }

  private isOver({ startedAt }: Transaction): boolean {
    return since(startedAt, this.clock.now()) >= promptLife;
  }
}

function forgetOldest(from: Map<string, unknown>): void {
  const oldest = from.keys().next().value;
  if (from.size > remembered && oldest !== undefined) from.delete(oldest);
}
