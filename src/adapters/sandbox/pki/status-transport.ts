import type { RevocationReply, RevocationRequest, RevocationTransport } from '../../pki/revocation/transport.js';
import { isUnavailable } from '../../../application/ports/unavailable.js';
import type { SandboxControls } from '../controls.js';
import { statusHost } from './addresses.js';
import type { StatusService } from './status-service.js';

/** Asks the sandbox's own OCSP responders and lists, without a network. The control `statusService` takes them down. */
export class SandboxStatusTransport implements RevocationTransport {
  constructor(
    private readonly service: StatusService,
    private readonly controls: SandboxControls,
  ) {}

  async fetch({ method, url, body, kind }: RevocationRequest): Promise<RevocationReply> {
    if (!url.startsWith(`${statusHost}/`)) return { kind: 'silent', why: 'notAllowed' };
    const path = url.slice(statusHost.length);
    try {
      const answer = await this.controls.ask('statusService', kind, { method, url }, () =>
        this.service.answer({ method, path, ...(body !== undefined && { body }) }),
      );
      return answer.status === 200 ? { kind: 'answered', bytes: answer.body } : { kind: 'silent', why: 'httpStatus' };
    } catch (error) {
      if (isUnavailable(error)) return { kind: 'silent', why: 'unreachable' };
      throw error;
    }
  }
}
