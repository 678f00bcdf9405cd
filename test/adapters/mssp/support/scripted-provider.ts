import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MsspSignatureService } from '../../../../src/adapters/mssp/mssp-signature-service.js';
import type { MsspSettings } from '../../../../src/adapters/mssp/settings.js';
import type { MsspTransaction } from '../../../../src/adapters/mssp/transactions.js';
import { MemoryTransactions } from '../../../../src/adapters/remote-signing/transactions.js';
import { SettableClock } from '../../../support/settable-clock.js';
import { certificates, msisdnOf, phones, settingsFor } from './mssp-world.js';

export const mssUri = 'http://uri.etsi.org/TS102204/v1.1.2#';
const soapUri = 'http://www.w3.org/2003/05/soap-envelope';

/** A request as a provider's test sees it. */
export interface Seen {
  readonly operation: 'signature' | 'status' | 'registration';
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly apTransId: string;
}

export interface Told {
  readonly status?: number;
  readonly type?: string;
  readonly body: string | Uint8Array;
}

export interface Parts {
  readonly apTransId: string;
  readonly code?: string;
  readonly msisdn?: string | undefined;
  readonly attributes?: string;
  readonly inside?: string;
  readonly namespace?: string;
}

const names = { signature: 'MSS_SignatureResp', status: 'MSS_StatusResp', registration: 'MSS_RegistrationResp' };

export const envelope = (body: string): string =>
  `<s:Envelope xmlns:s="${soapUri}"><s:Body>${body}</s:Body></s:Envelope>`;

/** An answer written by hand, so that every part of it can be wrong. */
export function response(operation: Seen['operation'], parts: Parts): string {
  const { apTransId, code = '100', msisdn = msisdnOf(phones.minh), attributes = '', inside = '' } = parts;
  const { namespace = mssUri } = parts;
  const user =
    'msisdn' in parts && parts.msisdn === undefined
      ? ''
      : `<m:MobileUser><m:MSISDN>${msisdn}</m:MSISDN></m:MobileUser>`;
  return envelope(
    `<m:${names[operation]} xmlns:m="${namespace}" MajorVersion="1" MinorVersion="1" ${attributes}>` +
      `<m:AP_Info AP_ID="x" AP_PWD="x" AP_TransID="${apTransId}" Instant="2026-03-02T02:00:00Z"/>` +
      `${operation === 'registration' ? '' : user}${inside}` +
      `<m:Status><m:StatusCode Value="${code}"/></m:Status></m:${names[operation]}>`,
  );
}

export const fault = (code: string, reason = 'REASON'): string =>
  envelope(
    `<s:Fault xmlns:m="${mssUri}"><s:Code><s:Value>s:Sender</s:Value>` +
      `<s:Subcode><s:Value>m:_${code}</s:Value></s:Subcode></s:Code>` +
      `<s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason></s:Fault>`,
  );

export const certificateOfMinh = Buffer.from(certificates.minh.der).toString('base64');
export const registered = (seen: Seen): string =>
  response('registration', { apTransId: seen.apTransId, code: '408' }).replace(
    '</m:Status>',
    `</m:Status><m:X509Certificate>${certificateOfMinh}</m:X509Certificate>`,
  );

export interface Scripted {
  readonly service: MsspSignatureService;
  readonly clock: SettableClock;
  readonly seen: Seen[];
  /** Starts one signature for Minh and asks for it: what comes out. */
  signing(): Promise<unknown>;
  close(): Promise<void>;
}

export type Script = (seen: Seen) => Told | string;

/** A client whose provider says what the test says; registrations go well unless the script answers them. */
export async function scripted(script: Script, settings: Partial<MsspSettings> = {}): Promise<Scripted> {
  const seen: Seen[] = [];
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const operation = request.url?.slice(1) as Seen['operation'];
      const apTransId = /AP_TransID="([^"]*)"/.exec(body)?.[1] ?? '';
      const one: Seen = { operation, headers: request.headers, body, apTransId };
      seen.push(one);
      const told = script(one);
      const {
        status = 200,
        type = 'application/soap+xml; charset=utf-8',
        body: text,
      } = typeof told === 'string' ? { body: told } : told;
      reply.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoints = {
    signature: `${origin}/signature`,
    status: `${origin}/status`,
    registration: `${origin}/registration`,
  };
  const clock = new SettableClock();
  const transactions = new MemoryTransactions<MsspTransaction>(clock);
  const service = new MsspSignatureService({ settings: settingsFor(endpoints, settings), clock, transactions });
  return {
    service,
    clock,
    seen,
    async signing() {
      await service.start({ transactionId: 't', phone: phones.minh, challenge: 'thách thức', prompt: '4711' });
      return service.status('t');
    },
    async close() {
      service.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
