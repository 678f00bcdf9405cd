import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { maxOcspBytes } from './ocsp-response.js';
import type { RevocationReply, RevocationRequest, RevocationTransport, Silence } from './transport.js';

export interface HttpTransportOptions {
  /**
   * Whom this deployment asks: `host` or `host:port`, exactly. A certificate that names anybody else is answered by
   * `notAllowed`, and nothing leaves this machine. None is there by default.
   */
  readonly hosts: readonly string[];
  /** From the first byte sent to the last one received. Default: 5 seconds. */
  readonly timeoutMs?: number;
  /** Of a revocation list. Default: 32 MiB. An OCSP answer has a smaller limit of its own. */
  readonly maxCrlBytes?: number;
}

const mediaTypes = {
  ocsp: { send: 'application/ocsp-request', accept: 'application/ocsp-response' },
  crl: { send: '', accept: 'application/pkix-crl, application/octet-stream;q=0.5' },
} as const;

/** Asks over HTTP or HTTPS, and nobody but the hosts of the configuration. Redirects are not followed. */
export class HttpRevocationTransport implements RevocationTransport {
  readonly #hosts: ReadonlySet<string>;
  readonly #timeoutMs: number;
  readonly #maxCrlBytes: number;

  constructor({ hosts, timeoutMs = 5_000, maxCrlBytes = 32 << 20 }: HttpTransportOptions) {
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
    this.#timeoutMs = timeoutMs;
    this.#maxCrlBytes = maxCrlBytes;
  }

  fetch(request: RevocationRequest): Promise<RevocationReply> {
    const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
    if (url === undefined || !this.#mayAsk(url)) return Promise.resolve(silent('notAllowed'));
    return new Promise((resolve) => {
      const { send, accept } = mediaTypes[request.kind];
      const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const call = open(url, {
        method: request.method,
        headers: { accept, ...(request.body !== undefined && { 'content-type': send }) },
        agent: false,
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      const end = (reply: RevocationReply): void => {
        resolve(reply);
        call.destroy();
      };
      call.on('error', (error) =>
        end(silent(error.name === 'AbortError' || isTimeout(error) ? 'timeout' : 'unreachable')),
      );
      call.on('response', (response) => {
        const { statusCode = 0 } = response;
        if (statusCode >= 300 && statusCode < 400) return end(silent('redirected'));
        if (statusCode !== 200) return end(silent('httpStatus'));
        const most = request.kind === 'ocsp' ? maxOcspBytes : this.#maxCrlBytes;
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > most) end(silent('tooLarge'));
          else parts.push(part);
        });
        response.on('error', () => end(silent('unreachable')));
        response.on('end', () => resolve({ kind: 'answered', bytes: Buffer.concat(parts) }));
        response.on('close', () => end(silent('unreachable')));
      });
      call.end(request.body);
    });
  }

  #mayAsk({ protocol, username, password, hostname, host }: URL): boolean {
    if ((protocol !== 'http:' && protocol !== 'https:') || username !== '' || password !== '') return false;
    return (
      this.#hosts.has(host) || (host === hostname && this.#hosts.has(`${host}:${protocol === 'http:' ? 80 : 443}`))
    );
  }
}

const silent = (why: Silence): RevocationReply => ({ kind: 'silent', why });
const isTimeout = (error: Error): boolean => (error.cause as Error | undefined)?.name === 'TimeoutError';
