import { isUnavailable } from '../../../application/ports/unavailable.js';
import { HttpRevocationTransport } from '../../pki/revocation/http-transport.js';
import type { RevocationReply, RevocationRequest, RevocationTransport } from '../../pki/revocation/transport.js';
import type { SandboxControls } from '../controls.js';
import { statusHost } from './addresses.js';
import type { StatusService } from './status-service.js';

const notAllowed: RevocationReply = { kind: 'silent', why: 'notAllowed' };

const pathIn = (url: string): string | undefined =>
  url.startsWith(`${statusHost}/`) ? url.slice(statusHost.length) : undefined;

/** Asks the authorities in this process: no network, the clock of the sandbox. */
export class InProcessStatus implements RevocationTransport {
  constructor(private readonly service: StatusService) {}

  async fetch({ method, url, body }: RevocationRequest): Promise<RevocationReply> {
    const path = pathIn(url);
    if (path === undefined) return notAllowed;
    const answer = this.service.answer({ method, path, ...(body !== undefined && { body }) });
    return answer.status === 200 ? { kind: 'answered', bytes: answer.body } : { kind: 'silent', why: 'httpStatus' };
  }
}

/** Asks over HTTP where the authorities' service really is, which may be known late. */
export class StatusOverHttp implements RevocationTransport {
  private transport: { readonly host: string; readonly http: HttpRevocationTransport } | undefined;

  constructor(private readonly address: () => string) {}

  fetch(request: RevocationRequest): Promise<RevocationReply> {
    const path = pathIn(request.url);
    if (path === undefined) return Promise.resolve(notAllowed);
    const url = `${this.address()}${path}`;
    const { host } = new URL(url);
    if (this.transport?.host !== host) this.transport = { host, http: new HttpRevocationTransport({ hosts: [host] }) };
    return this.transport.http.fetch({ ...request, url });
  }
}

/** Either of them, as the control `statusService` lets it: down, slow, or with an answer put in its mouth. */
export class ControlledStatus implements RevocationTransport {
  constructor(
    private readonly inner: RevocationTransport,
    private readonly controls: SandboxControls,
  ) {}

  async fetch(request: RevocationRequest): Promise<RevocationReply> {
    const { kind, method, url } = request;
    try {
      return await this.controls.ask('statusService', kind, { method, url }, () => this.inner.fetch(request));
    } catch (error) {
      if (isUnavailable(error)) return { kind: 'silent', why: 'unreachable' };
      throw error;
    }
  }
}
