import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../application/ports/clock.port.js';
import { seconds } from '../../../domain/kernel/instant.js';
import { XmlProblem } from '../../soap/xml-problem.js';
import { type MssAnswer, type MssStatus, writeMssAnswer, writeMssFault } from './mss-answer.js';
import {
  dataToSign,
  type DataToSign,
  displayedText,
  formatOf,
  msisdnOf,
  type MssRequest,
  readMssRequest,
} from './mss-message.js';
import type { SimCard, SimCards } from './sim-card.js';
import { type SimReaction, SimPhones } from './sim-phones.js';

export interface MssProviderOptions {
  readonly cards: SimCards;
  readonly clock: Clock;
  /** Whoever asks has to be this. */
  readonly ap: { readonly id: string; readonly password: string };
  readonly msspUri: string;
  /** Whether what people did is told by a status (as the standard says) or by a fault (as some providers do). */
  readonly outcomes?: 'status' | 'fault';
}

export interface MssReply {
  readonly status: 200 | 500;
  readonly envelope: string;
}

interface Transaction {
  readonly msisdn: string;
  answer: MssAnswer;
}

const reactions: Readonly<Record<Exclude<SimReaction, 'accept'>, MssStatus>> = {
  refuse: 'USER_CANCEL',
  wrongPin: 'PIN_NR_BLOCKED',
  timeout: 'EXPIRED_TRANSACTION',
};

const remembered = 2_000;
const mostWaiting = 256;

/**
 * A provider of ETSI TS 102 204 signatures: credentials, subscribers, both messaging modes, one request a phone. Refuses an
 * AP_TransID that was used before, so that a client which reuses one does not get away with it.
 */
export class MssProvider {
  readonly phones: SimPhones;
  private readonly transactions = new Map<string, Transaction>();
  private readonly used = new Map<string, true>();
  private waiting = 0;

  constructor(private readonly options: MssProviderOptions) {
    this.phones = new SimPhones(options.clock);
  }

  /** Answers a SOAP request; a synchronous one when the person has acted. */
  async answer(body: Uint8Array): Promise<MssReply> {
    let request: MssRequest | undefined;
    try {
      request = readMssRequest(body);
      if (request === undefined) return fault('1.2', 'WRONG_PARAM');
      const answer = this.mayAsk(request) ? await this.run(request) : refusal('UNAUTHORIZED_ACCESS');
      const { status } = answer;
      const faults = this.options.outcomes === 'fault' && Object.values(reactions).includes(status);
      if (faults || faultStatuses.has(status)) return fault(request.version, status);
      const now = new Date(this.options.clock.now());
      return { status: 200, envelope: writeMssAnswer(request, answer, this.options.msspUri, now) };
    } catch (error) {
      const status = error instanceof XmlProblem ? xmlStatus(error) : 'INTERNAL_ERROR';
      return fault(request?.version ?? '1.2', status);
    }
  }

  private mayAsk({ apId, apPassword }: MssRequest): boolean {
    const [given, wanted] = [Buffer.from(apPassword, 'utf8'), Buffer.from(this.options.ap.password, 'utf8')];
    return apId === this.options.ap.id && given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  private async run(request: MssRequest): Promise<MssAnswer> {
    switch (request.name) {
      case 'MSS_RegistrationReq':
        return this.register(request);
      case 'MSS_SignatureReq':
        return this.sign(request);
      case 'MSS_StatusReq':
        return this.status(request);
      default:
        return refusal('WRONG_PARAM');
    }
  }

  private register(request: MssRequest): MssAnswer {
    const card = this.options.cards(msisdnOf(request));
    if (card === undefined) return refusal('UNKNOWN_CLIENT');
    const { certificate, msisdn } = card;
    return certificate === undefined
      ? { status: 'NO_CERT_FOUND', msisdn }
      : { status: 'REGISTRATION_OK', msisdn, certificate };
  }

  private async sign(request: MssRequest): Promise<MssAnswer> {
    const { apTransId, element } = request;
    if (this.used.has(apTransId)) return refusal('WRONG_PARAM');
    remember(this.used, apTransId, true);
    const card = this.options.cards(msisdnOf(request));
    if (card === undefined) return refusal('UNKNOWN_CLIENT');
    const { msisdn } = card;
    if (card.certificate === undefined) return { status: 'NO_KEY_FOUND', msisdn };
    const data = dataToSign(request);
    if (data === undefined) return refusal('INAPPROPRIATE_DATA');
    const format = formatOf(request);
    if (!['PKCS1', 'PKCS7'].includes(format)) return refusal('UNSUPPORTED_PROFILE');
    const mode = element.attributes.get('MessagingMode');
    const life = Number(element.attributes.get('TimeOut') ?? 300);
    if ((mode !== 'synch' && mode !== 'asynchClientServer') || !(life >= 1 && life <= 3_600))
      return refusal('WRONG_PARAM');
    if (this.phones.isBusy(msisdn)) return { status: 'PB_SIGNATURE_PROCESS', msisdn };
    const asked = { request, card, data, format, life };
    return mode === 'synch' ? this.signNow(asked) : this.signLater(asked);
  }

  private async signNow(asked: Asked): Promise<MssAnswer> {
    if (this.waiting >= mostWaiting) return refusal('INTERNAL_ERROR');
    this.waiting += 1;
    const sweeping = setInterval(() => this.phones.sweep(), 50).unref();
    try {
      return await this.ask(asked);
    } finally {
      clearInterval(sweeping);
      this.waiting -= 1;
    }
  }

  private signLater(asked: Asked): MssAnswer {
    const msspTransId = `S${randomBytes(8).toString('hex')}`;
    const { msisdn } = asked.card;
    const transaction: Transaction = { msisdn, answer: { status: 'OUTSTANDING_TRANSACTION', msisdn, msspTransId } };
    remember(this.transactions, msspTransId, transaction);
    void this.ask(asked).then((answer) => {
      transaction.answer = { ...answer, msspTransId };
    });
    return { status: 'REQUEST_OK', msisdn, msspTransId };
  }

  private ask({ request, card, data, format, life }: Asked): Promise<MssAnswer> {
    const { msisdn, holder } = card;
    return new Promise((resolve) => {
      const shown = { transactionId: request.apTransId, text: displayedText(request), holder, msisdn };
      this.phones.ask({ ...shown, life: seconds(life) }, (reaction) => {
        resolve(reaction === 'accept' ? signed(card, data, format) : { status: reactions[reaction], msisdn });
      });
    });
  }

  private async status({ element }: MssRequest): Promise<MssAnswer> {
    const transaction = this.transactions.get(element.attributes.get('MSSP_TransID') ?? '');
    if (transaction === undefined) return refusal('WRONG_PARAM');
    this.phones.sweep();
    // What the person did just now may still be on its way from the card.
    await new Promise((resolve) => setImmediate(resolve));
    return transaction.answer;
  }
}

interface Asked {
  readonly request: MssRequest;
  readonly card: SimCard;
  readonly data: DataToSign;
  readonly format: string;
  readonly life: number;
}

async function signed(card: SimCard, { bytes, isDigestInfo }: DataToSign, format: string): Promise<MssAnswer> {
  const { msisdn } = card;
  const bare = isDigestInfo ? 'digestInfo' : 'message';
  try {
    return { status: 'SIGNATURE', msisdn, signature: await card.sign(bytes, format === 'PKCS7' ? 'cms' : bare) };
  } catch {
    return { status: 'INTERNAL_ERROR', msisdn };
  }
}

/** Answers that end before there is a transaction come as faults. */
const faultStatuses: ReadonlySet<MssStatus> = new Set<MssStatus>([
  'WRONG_PARAM',
  'MISSING_PARAM',
  'UNAUTHORIZED_ACCESS',
  'UNKNOWN_CLIENT',
  'INAPPROPRIATE_DATA',
  'UNSUPPORTED_PROFILE',
  'INTERNAL_ERROR',
]);

const refusal = (status: MssStatus): MssAnswer => ({ status });
const xmlStatus = ({ problem }: XmlProblem): MssStatus => (problem === 'missing' ? 'MISSING_PARAM' : 'WRONG_PARAM');
const fault = (version: MssRequest['version'], status: MssStatus): MssReply => ({
  status: 500,
  envelope: writeMssFault(version, status),
});

function remember<T>(into: Map<string, T>, key: string, value: T): void {
  into.set(key, value);
  const [oldest] = into.keys();
  if (into.size > remembered && oldest !== undefined) into.delete(oldest);
}
