import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { MssProvider, type MssProviderOptions } from './mss-provider.js';
import type { SimPhones } from './sim-phones.js';

export interface SandboxMsspOptions extends MssProviderOptions {
  /** PEM. With `clientCa`, whoever asks has to show a certificate of that authority. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientCa?: string };
  /** A free one when left out. */
  readonly port?: number;
  /** Asked before each request: true makes the provider answer 503, as one that is down. */
  readonly isDown?: () => boolean;
}

/** The paths of the three operations, as providers have them. */
const paths = {
  signature: '/soap/services/MSS_SignaturePort',
  status: '/soap/services/MSS_StatusQueryPort',
  registration: '/soap/services/MSS_RegistrationPort',
} as const;
const known: ReadonlySet<string> = new Set(Object.values(paths));

const mostBytes = 64 * 1024;

/** The provider on this machine: SOAP over HTTP or HTTPS, on the loopback address alone. */
export class SandboxMssp {
  private constructor(
    private readonly server: Server,
    /** The phones of its subscribers. */
    readonly phones: SimPhones,
    /** Where it is asked. */
    readonly endpoints: { readonly signature: string; readonly status: string; readonly registration: string },
  ) {}

  static async start(options: SandboxMsspOptions): Promise<SandboxMssp> {
    const provider = new MssProvider(options);
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      answerHttp(provider, options, request, response).catch(() => response.destroy());
    };
    const { tls } = options;
    const limits = {
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 5_000,
      maxHeaderSize: 16 * 1024,
    };
    const server =
      tls === undefined ? createPlain(limits, answer) : createSecure({ ...limits, ...secure(tls) }, answer);
    server.maxConnections = 256;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const origin = tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
    return new SandboxMssp(server, provider.phones, {
      signature: origin + paths.signature,
      status: origin + paths.status,
      registration: origin + paths.registration,
    });
  }

  /** Ends every connection: what waits for a person is cut off. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}

const secure = ({ certificate, key, clientCa }: NonNullable<SandboxMsspOptions['tls']>) => ({
  cert: certificate,
  key,
  minVersion: 'TLSv1.2' as const,
  ...(clientCa !== undefined && { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
});

async function answerHttp(
  provider: MssProvider,
  { isDown }: SandboxMsspOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const end = (status: number): unknown => response.writeHead(status, { connection: 'close' }).end();
  if (isDown?.() === true) return void end(503);
  if (!known.has(request.url ?? '')) return void end(404);
  if (request.method !== 'POST') return void end(405);
  if (!/^(?:text\/xml|application\/soap\+xml)\b/i.test(request.headers['content-type'] ?? '')) return void end(415);
  const body = await readBody(request);
  if (body === undefined) return void end(413);
  const { status, envelope } = await provider.answer(body);
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': `${envelope.includes('http://www.w3.org/2003/05/soap-envelope') ? 'application/soap+xml' : 'text/xml'}; charset=utf-8`,
    'content-length': Buffer.byteLength(envelope),
  });
  response.end(envelope);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
