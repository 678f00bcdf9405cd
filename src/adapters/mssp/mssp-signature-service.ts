import type { Clock } from '../../application/ports/clock.port.js';
import type { MobileSignatureService, RemoteSignature } from '../../application/ports/signing.port.js';
import { Unavailable } from '../../application/ports/unavailable.js';
import { milliseconds, minutes, plus, seconds } from '../../domain/kernel/instant.js';
import { Outbound } from '../outbound/outbound.js';
import { canSign, signatureText } from '../remote-signing/signature-text.js';
import type { Transactions } from '../remote-signing/transactions.js';
import { MsspExchange, newApTransId } from './exchange.js';
import { MsspFailure } from './mssp-failure.js';
import { MsspRequests, type SignatureToAsk } from './requests.js';
import type { MsspAnswer } from './responses.js';
import { type MsspSettings, readMsspSettings, type ReadMsspSettings } from './settings.js';
import { type Failure, meaningOf } from './status-codes.js';
import type { MsspTransaction } from './transactions.js';

export interface MsspDeps {
  readonly settings: MsspSettings;
  readonly clock: Clock;
  readonly transactions: Transactions<MsspTransaction>;
}

type Request = Parameters<MobileSignatureService['start']>[0];
type Result = NonNullable<MsspTransaction['result']>;

/** How long a provider may take beyond the time that the person has. */
const grace = seconds(30);
/** How long an outcome can be asked for again. */
const remembered = minutes(10);

const refused = (failure: Failure): Result => ({ kind: 'refused', failure });

/**
 * Asks a SIM for a signature through a provider that speaks ETSI TS 102 204. What the provider says about the person is an
 * outcome; an answer that does not come, cannot be read or is to something else is `Unavailable`, with the reason as its
 * cause. Asked to `start` the same transaction again, it asks nobody again.
 */
export class MsspSignatureService implements MobileSignatureService {
  private readonly settings: ReadMsspSettings;
  private readonly outbound: Outbound;
  private readonly requests: MsspRequests;
  private readonly exchange: MsspExchange;
  private readonly underWay = new AbortController();
  private readonly asking = new Map<string, Promise<RemoteSignature>>();

  /** Throws a `TypeError` that names the setting that is wrong. */
  constructor(private readonly deps: MsspDeps) {
    this.settings = readMsspSettings(deps.settings);
    this.outbound = new Outbound(deps.settings.tls);
    this.requests = new MsspRequests(this.settings, deps.clock);
    this.exchange = new MsspExchange(this.outbound, this.settings);
  }

  /** Resolves once the provider has the request (synch: once it was sent, and no refusal came at once). */
  async start({ transactionId, phone, challenge, prompt }: Request): Promise<void> {
    if ((await this.deps.transactions.find(transactionId)) !== undefined) return;
    const msisdn = phone.replace(/^\+/, '');
    const endsAt = plus(this.deps.clock.now(), seconds(this.settings.timeOutSeconds));
    const transaction: MsspTransaction = { apTransId: newApTransId(), msisdn, endsAt };
    await reported(async () => {
      const found = await this.certificateOf(msisdn);
      if (found.kind === 'refused') return this.keep(transactionId, { ...transaction, result: found });
      const known = { ...transaction, ...(found.certificate !== undefined && { certificate: found.certificate }) };
      const ask = { msisdn, challenge, prompt };
      if (this.settings.messagingMode === 'synch') return this.startSynch(transactionId, known, ask);
      return this.startAsynch(transactionId, known, ask);
    });
  }

  /** Parallel askers of one transaction share one question to the provider, who may give a signature out once. */
  status(transactionId: string): Promise<RemoteSignature> {
    const standing = this.asking.get(transactionId);
    if (standing !== undefined) return standing;
    const asked = this.statusNow(transactionId).finally(() => this.asking.delete(transactionId));
    this.asking.set(transactionId, asked);
    return asked;
  }

  /** Ends requests that wait and lets go of connections. */
  close(): void {
    this.underWay.abort();
    this.outbound.close();
  }

  private async statusNow(transactionId: string): Promise<RemoteSignature> {
    const transaction = await this.deps.transactions.find(transactionId);
    if (transaction === undefined) return refused('expired');
    const { result, msspTransId, endsAt } = transaction;
    if (result !== undefined) return result;
    if (this.deps.clock.now() >= plus(endsAt, grace)) return this.end(transactionId, transaction, refused('expired'));
    if (msspTransId === undefined) return { kind: 'waiting' };
    return reported(async () => {
      const apTransId = newApTransId();
      const answer = await this.exchange.run({
        operation: 'MSS_StatusQuery',
        envelope: this.requests.status(apTransId, msspTransId),
        about: { apTransIds: [apTransId, transaction.apTransId], msisdn: transaction.msisdn, msspTransId },
        timeoutMs: this.settings.requestTimeoutMs,
      });
      const outcome = this.outcomeOf(transaction, answer);
      return outcome === 'waiting' ? { kind: 'waiting' } : this.end(transactionId, transaction, outcome);
    });
  }

  /** Bare signatures need one; asked for before the phone lights up, so that a SIM without one stays dark. */
  private async certificateOf(
    msisdn: string,
  ): Promise<{ readonly kind: 'found'; readonly certificate?: string } | Extract<Result, { kind: 'refused' }>> {
    if (this.settings.format === 'PKCS7') return { kind: 'found' };
    const apTransId = newApTransId();
    const { code, certificate } = await this.exchange.run({
      operation: 'MSS_Registration',
      envelope: this.requests.registration(apTransId, msisdn),
      about: { apTransIds: [apTransId] },
      timeoutMs: this.settings.requestTimeoutMs,
    });
    const meaning = meaningOf(code, this.settings.statuses);
    switch (meaning) {
      case 'accepted':
      case 'registered':
      case 'signed':
        if (certificate === undefined) return { kind: 'refused', failure: 'unknownSubscriber' };
        if (!canSign(certificate)) return { kind: 'refused', failure: 'failed' };
        return { kind: 'found', certificate: Buffer.from(certificate).toString('base64') };
      case 'unavailable':
        throw new MsspFailure('status', code);
      case 'pending':
        return { kind: 'refused', failure: 'failed' };
      default:
        return { kind: 'refused', failure: meaning };
    }
  }

  private async startAsynch(transactionId: string, transaction: MsspTransaction, ask: SignatureToAsk): Promise<void> {
    const answer = await this.askForSignature(transaction, ask, this.settings.requestTimeoutMs);
    if (meaningOf(answer.code, this.settings.statuses) === 'unavailable') throw new MsspFailure('status', answer.code);
    const outcome = this.outcomeOf(transaction, answer);
    if (outcome !== 'waiting') return this.keep(transactionId, { ...transaction, result: outcome });
    if (answer.msspTransId === undefined) throw new MsspFailure('xml', 'no MSSP_TransID');
    return this.keep(transactionId, { ...transaction, msspTransId: answer.msspTransId });
  }

  /** The answer comes when the person has acted. A refusal that needs no person is waited for, so that it is told at once. */
  private async startSynch(transactionId: string, transaction: MsspTransaction, ask: SignatureToAsk): Promise<void> {
    await this.keep(transactionId, transaction);
    const timeoutMs = this.settings.timeOutSeconds * 1_000 + grace;
    let sent: () => void = () => undefined;
    const leaving = new Promise<void>((resolve) => {
      sent = resolve;
    });
    let failure: MsspFailure | undefined;
    const answered = this.askForSignature(transaction, ask, timeoutMs, { onSent: sent, signal: this.underWay.signal })
      .then((answer) => {
        const outcome = this.outcomeOf(transaction, answer);
        return outcome === 'waiting' ? refused('failed') : outcome;
      })
      .catch((error: unknown) => {
        failure = error instanceof MsspFailure ? error : new MsspFailure('wire', 'unknown', { cause: error });
        return refused('failed');
      })
      .then((result) => this.keep(transactionId, { ...transaction, result }).catch(() => undefined));
    await Promise.race([leaving, answered]);
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, this.settings.earlyAnswerMs).unref())]);
    if (failure !== undefined) throw failure;
  }

  private askForSignature(
    { apTransId, msisdn }: MsspTransaction,
    ask: SignatureToAsk,
    timeoutMs: number,
    more: { readonly onSent?: () => void; readonly signal?: AbortSignal } = {},
  ): Promise<MsspAnswer> {
    const envelope = this.requests.signature(apTransId, ask);
    const about = { apTransIds: [apTransId], msisdn };
    return this.exchange.run({ operation: 'MSS_Signature', envelope, about, timeoutMs, ...more });
  }

  /** A code that ends a transaction ends it, also one that blames the systems: a person can begin anew at once. */
  private outcomeOf({ certificate }: MsspTransaction, { code, signature }: MsspAnswer): Result | 'waiting' {
    const meaning = meaningOf(code, this.settings.statuses);
    switch (meaning) {
      case 'accepted':
      case 'pending':
        return 'waiting';
      case 'signed': {
        const bytes = certificate === undefined ? undefined : Buffer.from(certificate, 'base64');
        const text = signature && signatureText(signature, bytes, this.settings.issuers);
        return text === undefined ? refused('failed') : { kind: 'signed', signature: text };
      }
      case 'registered':
      case 'unavailable':
        return refused('failed');
      default:
        return refused(meaning);
    }
  }

  private async end(transactionId: string, transaction: MsspTransaction, result: Result): Promise<Result> {
    await this.keep(transactionId, { ...transaction, result });
    return result;
  }

  private keep(transactionId: string, transaction: MsspTransaction): Promise<void> {
    const life = milliseconds(seconds(this.settings.timeOutSeconds) + remembered);
    return this.deps.transactions.keep(transactionId, transaction, life);
  }
}

/** What went wrong between the systems, as the port tells it. */
async function reported<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof MsspFailure) throw new Unavailable('mobileSignatureService', undefined, { cause: error });
    throw error;
  }
}
