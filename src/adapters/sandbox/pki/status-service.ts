import type { Clock } from '../../../application/ports/clock.port.js';
import { type Duration, minutes, plus } from '../../../domain/kernel/instant.js';
import { type Authority, authority } from './authorities.js';
import { type AuthorityId, authorityIds } from './authority-definitions.js';
import { answerOcsp } from './ocsp-responder.js';
import { writeRevocationList } from './revocation-list.js';
import type { SandboxRevocations } from './revocations.js';

/** For how long an OCSP answer and a list are good: a revocation is seen everywhere once so much time has passed. */
export const ocspLife: Duration = minutes(5);
export const crlLife: Duration = minutes(60);

export interface StatusQuestion {
  readonly method: 'GET' | 'POST';
  /** From the root of the service: `/ocsp/token`, `/crl/token.crl`, `/certificates/token.cer`. */
  readonly path: string;
  readonly body?: Uint8Array;
}

export interface StatusAnswer {
  readonly status: 200 | 404 | 405;
  readonly contentType: string;
  readonly body: Uint8Array;
}

const nothing = (status: 404 | 405): StatusAnswer => ({ status, contentType: 'text/plain', body: new Uint8Array() });
const found = (contentType: string, body: Uint8Array): StatusAnswer => ({ status: 200, contentType, body });

/** What the addresses inside certificates lead to: OCSP (POST, and GET as in RFC 6960 A.1), lists, and authorities. */
export class StatusService {
  private readonly lists = new Map<AuthorityId, { readonly made: number; readonly count: number; der: Uint8Array }>();

  constructor(
    private readonly revocations: SandboxRevocations,
    private readonly clock: Clock,
  ) {}

  answer({ method, path, body }: StatusQuestion): StatusAnswer {
    const [, service, name = '', ...rest] = path.split('/');
    const issuer = authorityNamed(name.replace(/\.(crl|cer)$/, ''));
    if (issuer === undefined) return nothing(404);
    switch (service) {
      case 'ocsp': {
        const request = method === 'POST' ? body : requestIn(rest.join('/'));
        return request === undefined ? nothing(405) : found('application/ocsp-response', this.ocsp(issuer, request));
      }
      case 'crl':
        return method === 'GET' ? found('application/pkix-crl', this.list(issuer)) : nothing(405);
      case 'certificates':
        return method === 'GET' ? found('application/pkix-cert', issuer.certificate) : nothing(405);
      default:
        return nothing(404);
    }
  }

  private ocsp(issuer: Authority, request: Uint8Array): Uint8Array {
    const thisUpdate = this.clock.now();
    const times = { thisUpdate, nextUpdate: plus(thisUpdate, ocspLife) };
    return answerOcsp(request, issuer, (serial) => this.revocations.statusOf(issuer.id, serial, thisUpdate), times);
  }

  /** The last list, unless half its life is over or something has been revoked since. */
  private list(issuer: Authority): Uint8Array {
    const now = this.clock.now();
    const revoked = this.revocations.revokedBy(issuer.id, now);
    const last = this.lists.get(issuer.id);
    if (last?.count === revoked.length && now >= last.made && now - last.made < crlLife / 2) return last.der;
    const der = writeRevocationList(issuer, revoked, { thisUpdate: now, nextUpdate: plus(now, crlLife) });
    this.lists.set(issuer.id, { made: now, count: revoked.length, der });
    return der;
  }
}

function authorityNamed(name: string): Authority | undefined {
  const id = authorityIds.find((one) => one === name);
  return id && authority(id);
}

/** The request of a GET: base64 in the rest of the path, percent-encoded or not. */
function requestIn(path: string): Uint8Array | undefined {
  try {
    return path === '' ? undefined : Buffer.from(decodeURIComponent(path), 'base64');
  } catch {
    return undefined;
  }
}
