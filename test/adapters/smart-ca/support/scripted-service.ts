import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MemoryTransactions } from '../../../../src/adapters/remote-signing/transactions.js';
import type { SmartCaSettings } from '../../../../src/adapters/smart-ca/settings.js';
import { SmartCaService, type SmartCaTransaction } from '../../../../src/adapters/smart-ca/smart-ca-service.js';
import { SettableClock } from '../../../support/settable-clock.js';
import { certificates, redirectUri, settingsFor } from './rssp-world.js';

export type Call = 'token' | 'list' | 'info' | 'signhash' | 'gettraninfo';

export interface Seen {
  readonly call: Call;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Told {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
}

export const token = 'the-access-token-of-a-person';
export const tranId = 'tran-1';
export const sig = Buffer.alloc(256, 7).toString('base64');
export const envelope = (content: unknown, code = 0): Told => ({
  body: { code, codeDesc: 'X', message: 'x', content },
});
export const signedAs = (status: unknown, documents: unknown = [{ name: 'challenge', sig }]): Told =>
  envelope({ tranId, tranStatus: status, documents });

/** What a service answers where all goes well; the person has signed. */
export const well: Readonly<Record<Call, Told>> = {
  token: { body: { access_token: token, refresh_token: 'the-refresh-token', token_type: 'Bearer', expires_in: 3600 } },
  list: envelope(['c1']),
  info: envelope({
    key: { status: 'enabled' },
    cert: { status: 'valid', certificates: [Buffer.from(certificates.own.der).toString('base64')] },
  }),
  signhash: envelope({ tranId }),
  gettraninfo: signedAs(1),
};

export type Script = Partial<Record<Call, Told | ((seen: Seen, count: number) => Told)>>;

export interface Scripted {
  readonly service: SmartCaService;
  readonly clock: SettableClock;
  readonly transactions: MemoryTransactions<SmartCaTransaction>;
  readonly seen: Seen[];
  /** Starts one signature and asks for it: what comes out. */
  signing(): Promise<unknown>;
  close(): Promise<void>;
}

/** A client whose service says what the test says; everything goes well that the script leaves out. */
export async function scripted(script: Script = {}, settings: Partial<SmartCaSettings> = {}): Promise<Scripted> {
  const seen: Seen[] = [];
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const call = (path.split('/').at(-1) ?? '') as Call;
      const one: Seen = { call, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(one);
      const asked = script[call] ?? well[call];
      const told = typeof asked === 'function' ? asked(one, seen.filter((other) => other.call === call).length) : asked;
      const { status = 200, type = 'application/json; charset=utf-8', body } = told;
      const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      reply.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = new SettableClock();
  const transactions = new MemoryTransactions<SmartCaTransaction>(clock);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  const service = new SmartCaService({ settings: settingsFor(baseUrl, settings), clock, transactions });
  return {
    service,
    clock,
    transactions,
    seen,
    async signing() {
      await service.start({
        transactionId: 't',
        code: 'the-code',
        redirectUri,
        challenge: 'thách thức',
        prompt: '4711',
      });
      return service.status('t');
    },
    async close() {
      service.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
