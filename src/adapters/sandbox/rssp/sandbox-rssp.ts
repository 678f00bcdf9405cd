import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readEndpoint } from '../../outbound/endpoint.js';
import { Outbound } from '../../outbound/outbound.js';
import type { PageLogin } from '../redirects.js';
import type { RsspApps } from './rssp-apps.js';
import { type RsspAnswer, type RsspNotice, RsspProvider, type RsspProviderOptions } from './rssp-provider.js';

export interface SandboxRsspOptions extends Omit<RsspProviderOptions, 'notify'> {
  /** A free one when left out. */
  readonly port?: number;
  /** Asked before each request: true makes the service answer 503, as one that is down. */
  readonly isDown?: () => boolean;
}

const mostBytes = 64 * 1024;

/**
 * The remote signing service on this machine: OAuth and JSON over HTTP, on the loopback address alone. Its notices go to
 * this machine alone too, once, and whoever does not take one is not told again. The login page is a matter of who runs it: `logIn`.
 */
export class SandboxRssp {
  private constructor(
    private readonly server: Server,
    private readonly outbound: Outbound,
    private readonly provider: RsspProvider,
    /** Where the API is. */
    readonly baseUrl: string,
  ) {}

  static async start(options: SandboxRsspOptions): Promise<SandboxRssp> {
    const outbound = new Outbound();
    const provider = new RsspProvider({ ...options, notify: (url, notice) => void notify(outbound, url, notice) });
    const limits = {
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 5_000,
      maxHeaderSize: 16 * 1024,
    };
    const server = createServer(limits, (request, response) => {
      answerHttp(provider, options, request, response).catch(() => response.destroy());
    });
    server.maxConnections = 256;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    return new SandboxRssp(server, outbound, provider, `http://127.0.0.1:${port}`);
  }

  /** The apps of its subscribers. */
  get apps(): RsspApps {
    return this.provider.apps;
  }

  /** Logs a subscriber in on the page that was opened at this address. */
  logIn(who: string, pageUrl: string): PageLogin {
    return this.provider.logIn(who, pageUrl);
  }

  async close(): Promise<void> {
    this.outbound.close();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}

async function notify(outbound: Outbound, url: string, notice: RsspNotice): Promise<void> {
  try {
    const target = readEndpoint('notifyUrl', url);
    if (target.protocol !== 'http:') return;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(notice);
    await outbound.exchange(target, { method: 'POST', headers, body, timeoutMs: 2_000, maxBytes: 4_096 });
  } catch {
    // A notice that nobody took is lost, as it would be in reality.
  }
}

async function answerHttp(
  provider: RsspProvider,
  { isDown }: SandboxRsspOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const end = (status: number): void => void response.writeHead(status, { connection: 'close' }).end();
  if (isDown?.() === true) return end(503);
  if (request.method !== 'POST') return end(405);
  const body = await readBody(request);
  if (body === undefined) return end(413);
  const { status, json } = await answer(provider, request, body);
  if (response.destroyed) return;
  const text = JSON.stringify(json);
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(text);
}

async function answer(
  provider: RsspProvider,
  { url = '', headers }: IncomingMessage,
  body: string,
): Promise<RsspAnswer> {
  const type = headers['content-type'] ?? '';
  if (url === '/auth/token')
    return type.startsWith('application/x-www-form-urlencoded')
      ? provider.token(new URLSearchParams(body))
      : { status: 415, json: { error: 'invalid_request' } };
  if (!type.startsWith('application/json')) return { status: 415, json: { error: 'invalid_request' } };
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  const fields = fieldsIn(body);
  if (fields === undefined) return { status: 400, json: { code: 30000, codeDesc: 'CLIENT_INPUT_INVALID' } };
  return provider.call(url, token, fields);
}

function fieldsIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
