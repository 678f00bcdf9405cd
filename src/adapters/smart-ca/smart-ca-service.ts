import { createHash } from 'node:crypto';
import type { Clock } from '../../application/ports/clock.port.js';
import type { RemoteSignature, RemoteSigningService } from '../../application/ports/signing.port.js';
import { Unavailable } from '../../application/ports/unavailable.js';
import { type Instant, milliseconds, minutes, plus, seconds } from '../../domain/kernel/instant.js';
import { Outbound } from '../outbound/outbound.js';
import { canSign, signatureText } from '../remote-signing/signature-text.js';
import type { Transactions } from '../remote-signing/transactions.js';
import type { Failure } from './result-codes.js';
import { type ReadSmartCaSettings, readSmartCaSettings, type SmartCaSettings } from './settings.js';
import { type Called, type RemoteCredential, SmartCaApi } from './smart-ca-api.js';
import { SmartCaFailure } from './smart-ca-failure.js';

type Result = Exclude<RemoteSignature, { kind: 'waiting' }>;

/** One request to a person's app, from `start` until nobody asks for it any more. It holds a token: keep it sealed. */
export interface SmartCaTransaction {
  /** From then on it has run out, whatever the service says. */
  readonly endsAt: Instant;
  /** The service's number, and the token that may ask for it; gone once it is over. */
  readonly asked?: { readonly tranId: string; readonly token: string; readonly certificates: readonly string[] };
  /** Once it is over. */
  readonly result?: Result;
}

export interface SmartCaDeps {
  readonly settings: SmartCaSettings;
  readonly clock: Clock;
  readonly transactions: Transactions<SmartCaTransaction>;
}

type Request = Parameters<RemoteSigningService['start']>[0];

/** How long the service may take beyond the time that the person has. */
const grace = seconds(30);
/** How long an outcome can be asked for again. */
const remembered = minutes(10);
/** How many certificates of a person are looked at for one that signs. */
const mostCredentials = 10;

const refused = (failure: Failure): Result => ({ kind: 'refused', failure });

/**
 * Asks for a signature through SmartCA: the person logs in there, the code of the redirect is exchanged for a token, the digest of
 * the challenge goes to the app, and the transaction is asked for until it is over. What the service says about the person
 * is an outcome; an answer that does not come, cannot be read or is to something else is `Unavailable`.
 */
export class SmartCaService implements RemoteSigningService {
  private readonly settings: ReadSmartCaSettings;
  private readonly outbound: Outbound;
  private readonly api: SmartCaApi;
  private readonly asking = new Map<string, Promise<RemoteSignature>>();

  /** Throws a `TypeError` that names the setting that is wrong. */
  constructor(private readonly deps: SmartCaDeps) {
    this.settings = readSmartCaSettings(deps.settings);
    this.outbound = new Outbound(deps.settings.tls);
    this.api = new SmartCaApi(this.outbound, this.settings);
  }

  async authorizeUrl({
    state,
    redirectUri,
  }: {
    readonly state: string;
    readonly redirectUri: string;
  }): Promise<string> {
    const url = new URL(this.settings.authorizeUrl);
    const { clientId, scope } = this.settings;
    const asked = { response_type: 'code', client_id: clientId, state, redirect_uri: redirectUri, scope };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Resolves once the app has the request. The code is spent, whatever comes of it. */
  async start({ transactionId, code, redirectUri, challenge, prompt }: Request): Promise<void> {
    if ((await this.deps.transactions.find(transactionId)) !== undefined) return;
    const endsAt = plus(this.deps.clock.now(), seconds(this.settings.timeOutSeconds));
    await reported(async () => {
      const called = await this.ask({ transactionId, code, redirectUri, challenge, prompt });
      const outcome = called.kind === 'done' ? { asked: called.value } : { result: refused(called.failure) };
      await this.keep(transactionId, { endsAt, ...outcome });
    });
  }

  /** Parallel askers of one transaction share one question to the service. */
  status(transactionId: string): Promise<RemoteSignature> {
    const standing = this.asking.get(transactionId);
    if (standing !== undefined) return standing;
    const asked = this.statusNow(transactionId).finally(() => this.asking.delete(transactionId));
    this.asking.set(transactionId, asked);
    return asked;
  }

  /**
   * Somebody says that a transaction is over. Notices are not signed, so nothing in them is believed: the service is asked,
   * and only about a transaction of ours under both of its numbers. Never rejects.
   */
  async notified(notice: { readonly tranId?: unknown; readonly refTranId?: unknown }): Promise<void> {
    const { tranId, refTranId } = notice;
    if (typeof tranId !== 'string' || typeof refTranId !== 'string' || refTranId.length > 256) return;
    try {
      const transaction = await this.deps.transactions.find(refTranId);
      if (transaction?.asked?.tranId === tranId) await this.status(refTranId);
    } catch {
      // The portal asks by itself until the time is over.
    }
  }

  /** Lets go of connections. */
  close(): void {
    this.outbound.close();
  }

  private async statusNow(transactionId: string): Promise<RemoteSignature> {
    const transaction = await this.deps.transactions.find(transactionId);
    if (transaction === undefined) return refused('expired');
    const { result, asked, endsAt } = transaction;
    if (result !== undefined) return result;
    if (asked === undefined || this.deps.clock.now() >= plus(endsAt, grace))
      return this.end(transactionId, endsAt, refused('expired'));
    return reported(async () => {
      const called = await this.api.transaction(asked.token, asked.tranId);
      if (called.kind === 'refused') return this.end(transactionId, endsAt, refused(called.failure));
      const { meaning, signature } = called.value;
      if (meaning === 'waiting') return { kind: 'waiting' };
      if (meaning !== 'done')
        return this.end(transactionId, endsAt, refused(meaning === 'unavailable' ? 'failed' : meaning));
      const [own = '', ...issuers] = asked.certificates;
      const chain = [...issuers, ...this.settings.issuers];
      const text = signature && signatureText(signature, Buffer.from(own, 'base64'), chain);
      const signed: Result = text === undefined ? refused('failed') : { kind: 'signed', signature: text };
      return this.end(transactionId, endsAt, signed);
    });
  }

  private async ask(request: Request): Promise<Called<NonNullable<SmartCaTransaction['asked']>>> {
    const { transactionId, code, redirectUri, challenge, prompt } = request;
    const granted = await this.api.token(code, redirectUri);
    if (granted.kind === 'refused') return granted;
    const token = granted.value;
    const found = await this.credentialOf(token);
    if (found.kind === 'refused') return found;
    const { credentialId, certificates } = found.value;
    const sent = await this.api.signHash(token, {
      credentialId,
      refTranId: transactionId,
      description: this.settings.display.replaceAll('{code}', () => prompt),
      hash: createHash('sha256').update(challenge, 'utf8').digest(),
    });
    if (sent.kind === 'refused') return sent;
    const kept = certificates.map((der) => Buffer.from(der).toString('base64'));
    return { kind: 'done', value: { tranId: sent.value, token, certificates: kept } };
  }

  /** The first certificate that is in use and whose key signs what we ask for. */
  private async credentialOf(token: string): Promise<Called<RemoteCredential>> {
    const listed = await this.api.credentialIds(token);
    if (listed.kind === 'refused') return listed;
    for (const credentialId of listed.value.slice(0, mostCredentials)) {
      const called = await this.api.credential(token, credentialId);
      if (called.kind === 'refused') continue;
      const [own] = called.value.certificates;
      if (called.value.usable && own !== undefined && canSign(own)) return called;
    }
    return { kind: 'refused', failure: 'unknownSubscriber' };
  }

  private async end(transactionId: string, endsAt: Instant, result: Result): Promise<Result> {
    await this.keep(transactionId, { endsAt, result });
    return result;
  }

  private keep(transactionId: string, transaction: SmartCaTransaction): Promise<void> {
    const life = milliseconds(seconds(this.settings.timeOutSeconds) + remembered);
    return this.deps.transactions.keep(transactionId, transaction, life);
  }
}

/** What went wrong between the systems, as the port tells it. */
async function reported<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SmartCaFailure) throw new Unavailable('remoteSigningService', undefined, { cause: error });
    throw error;
  }
}
