import { Agent as PlainAgent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { OutboundTls } from './endpoint.js';
import { WireFailure } from './wire-failure.js';

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The whole exchange, connecting included, in milliseconds. */
  readonly timeoutMs: number;
  /** The most bytes of an answer. */
  readonly maxBytes: number;
  /** Ends the exchange early, as `broken`. */
  readonly signal?: AbortSignal;
  /** Called once when the request has left this process. */
  readonly onSent?: () => void;
}

export interface OutboundReply {
  readonly status: number;
  /** Without parameters, in lower case; '' when there is none. */
  readonly mediaType: string;
  readonly body: Uint8Array;
}

/**
 * Asks counterparties over HTTP(S): TLS 1.2 or later, certificates always checked, bounded in time and size, redirects not
 * followed (they come back as their status), nothing retried. Rejects with `WireFailure` alone.
 */
export class Outbound {
  private readonly secure: SecureAgent;
  private readonly plain = new PlainAgent({ keepAlive: true, maxSockets: 64 });

  /** Throws when a certificate or key cannot be read, or the two do not fit. */
  constructor({ ca, certificate, key, passphrase, serverName }: OutboundTls = {}) {
    const identity = {
      ...(ca !== undefined && { ca: typeof ca === 'string' ? ca : [...ca] }),
      ...(certificate !== undefined && { cert: certificate }),
      ...(key !== undefined && { key }),
      ...(passphrase !== undefined && { passphrase }),
    };
    createSecureContext(identity);
    this.secure = new SecureAgent({
      ...identity,
      keepAlive: true,
      maxSockets: 64,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(serverName !== undefined && { servername: serverName }),
    });
  }

  async exchange(url: URL, request: OutboundRequest): Promise<OutboundReply> {
    let exchange: ClientRequest | undefined;
    let timer: NodeJS.Timeout | undefined;
    let overdue = false;
    let answered = false;
    try {
      return await new Promise<OutboundReply>((resolve, reject) => {
        exchange = this.open(url, request);
        timer = setTimeout(() => {
          overdue = true;
          exchange?.destroy();
        }, request.timeoutMs);
        exchange.on('error', reject);
        exchange.on('close', () => {
          if (!answered) reject(new Error('closed without an answer'));
        });
        exchange.on('finish', () => request.onSent?.());
        exchange.on('response', (response) => {
          answered = true;
          readReply(response, url, request.maxBytes).then(resolve, reject);
        });
        exchange.end(request.body);
      });
    } catch (error) {
      if (overdue) throw new WireFailure('timeout', url.host);
      throw error instanceof WireFailure ? error : new WireFailure(faultOf(error), url.host, { cause: error });
    } finally {
      clearTimeout(timer);
      exchange?.on('error', () => undefined).destroy();
    }
  }

  /** Lets go of idle connections. */
  close(): void {
    this.secure.destroy();
    this.plain.destroy();
  }

  private open(url: URL, { method, headers, body, signal }: OutboundRequest): ClientRequest {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const common = { method, headers: { ...headers, ...length }, ...(signal !== undefined && { signal }) };
    return url.protocol === 'https:'
      ? secureRequest(url, { ...common, agent: this.secure })
      : plainRequest(url, { ...common, agent: this.plain });
  }
}

async function readReply(response: IncomingMessage, url: URL, maxBytes: number): Promise<OutboundReply> {
  const { statusCode = 0, headers } = response;
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new WireFailure('encoded', url.host);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new WireFailure('tooLarge', url.host);
    chunks.push(chunk);
  }
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  return { status: statusCode, mediaType: mediaType.trim().toLowerCase(), body: Buffer.concat(chunks) };
}

const notConnected: ReadonlySet<unknown> = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

function faultOf(error: unknown): 'unreachable' | 'untrusted' | 'broken' {
  const { code } = error as { readonly code?: unknown };
  if (notConnected.has(code)) return 'unreachable';
  return typeof code === 'string' &&
    /^(?:ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code)
    ? 'untrusted'
    : 'broken';
}
