import { randomBytes } from 'node:crypto';
import type { Outbound, OutboundReply } from '../outbound/outbound.js';
import { WireFailure } from '../outbound/wire-failure.js';
import { soapMediaType } from '../soap/envelope.js';
import { answerLimits } from '../soap/read-xml.js';
import { XmlProblem } from '../soap/xml-problem.js';
import { MsspFailure } from './mssp-failure.js';
import type { Operation } from './names.js';
import { type MsspAnswer, readAnswer } from './responses.js';
import type { ReadMsspSettings } from './settings.js';

/** An identifier of one request, never used twice: within 15 minutes, the same one would let a SIM sign without its PIN. */
export const newApTransId = (): string => `A${randomBytes(16).toString('hex')}`;

export interface Exchange {
  readonly operation: Operation;
  readonly envelope: string;
  /** What the answer has to be to. */
  readonly about: { readonly apTransIds: readonly string[]; readonly msisdn?: string; readonly msspTransId?: string };
  readonly timeoutMs: number;
  readonly onSent?: () => void;
  readonly signal?: AbortSignal;
}

/** Sends one message and reads the answer to that very message. Rejects with `MsspFailure` alone. */
export class MsspExchange {
  constructor(
    private readonly outbound: Outbound,
    private readonly settings: ReadMsspSettings,
  ) {}

  async run({ operation, envelope, about, timeoutMs, onSent, signal }: Exchange): Promise<MsspAnswer> {
    const { endpoints, soap } = this.settings;
    const mediaType = `${soapMediaType[soap]}; charset=utf-8`;
    const reply = await this.outbound
      .exchange(endpoints[endpointOf[operation]], {
        method: 'POST',
        headers: { 'content-type': mediaType, ...(soap === '1.1' && { soapaction: '""' }) },
        body: envelope,
        timeoutMs,
        maxBytes: answerLimits.bytes,
        ...(onSent !== undefined && { onSent }),
        ...(signal !== undefined && { signal }),
      })
      .catch((error: unknown) => {
        throw new MsspFailure('wire', error instanceof WireFailure ? error.fault : 'unknown', { cause: error });
      });
    const answer = read(operation, reply);
    checkAbout(answer, about);
    return answer;
  }
}

const endpointOf: Readonly<Record<Operation, keyof ReadMsspSettings['endpoints']>> = {
  MSS_Signature: 'signature',
  MSS_StatusQuery: 'status',
  MSS_Registration: 'registration',
};

/** Faults come with 500, by SOAP 1.2 also with 400. */
const speaksSoap: ReadonlySet<number> = new Set([200, 400, 500]);

function read(operation: Operation, { status, mediaType, body }: OutboundReply): MsspAnswer {
  if (!speaksSoap.has(status)) throw new MsspFailure('http', String(status));
  if (!/^(?:text|application)\/(?:soap\+)?xml$/.test(mediaType)) throw new MsspFailure('http', `${status} without XML`);
  try {
    return readAnswer(operation, body);
  } catch (error) {
    if (error instanceof MsspFailure) throw error;
    throw new MsspFailure('xml', error instanceof XmlProblem ? error.problem : 'unknown', { cause: error });
  }
}

/** A fault names no transaction; it came on the connection of the request, and decides nothing but refusals. */
function checkAbout(answer: MsspAnswer, { apTransIds, msisdn, msspTransId }: Exchange['about']): void {
  if (answer.apTransId !== undefined && !apTransIds.includes(answer.apTransId))
    throw new MsspFailure('mismatch', 'another AP_TransID');
  if (msspTransId !== undefined && answer.msspTransId !== undefined && answer.msspTransId !== msspTransId)
    throw new MsspFailure('mismatch', 'another MSSP_TransID');
  if (msisdn === undefined) return;
  const told = answer.msisdn?.replace(/^\+/, '');
  if (told === undefined ? answer.signature !== undefined : told !== msisdn)
    throw new MsspFailure('mismatch', 'another MSISDN');
}
