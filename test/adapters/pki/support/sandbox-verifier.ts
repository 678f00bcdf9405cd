import { anchorsMadeHere, type TrustAnchors } from '../../../../src/adapters/pki/anchors/trust-anchors.js';
import type {
  RevocationReply,
  RevocationRequest,
  RevocationTransport,
} from '../../../../src/adapters/pki/revocation/transport.js';
import type { PkiVerifierOptions } from '../../../../src/adapters/pki/verifier-options.js';
import { PkiSignatureVerifier } from '../../../../src/adapters/pki/verifier.js';
import { authority } from '../../../../src/adapters/sandbox/pki/authorities.js';
import type { CertificateSubject } from '../../../../src/adapters/sandbox/pki/certificate-subject.js';
import { issueCertificate, type SandboxCertificate } from '../../../../src/adapters/sandbox/pki/certificates.js';
import { SandboxRevocations } from '../../../../src/adapters/sandbox/pki/revocations.js';
import { StatusService } from '../../../../src/adapters/sandbox/pki/status-service.js';
import { InProcessStatus } from '../../../../src/adapters/sandbox/pki/status-transport.js';
import { signWith, type SigningOptions } from '../../../../src/adapters/sandbox/pki/signing-tool.js';
import { makePopulation } from '../../../../src/adapters/sandbox/population/people.js';
import { type Duration, type Instant, instant, plus } from '../../../../src/domain/kernel/instant.js';

export const sandboxAnchors = (): TrustAnchors =>
  anchorsMadeHere({
    public: [authority('publicRoot').certificate],
    government: [authority('governmentRoot').certificate],
  });

/** When all of it happens, unless a test says otherwise. */
export const now = instant(Date.parse('2026-03-02T09:00:00+07:00'));
export const challenge = 'b3Blbi1zZXNhbWUtb3Blbi1zZXNhbWUtb3Blbi0xMjM0NQ==';
export const origin = 'https://portal.example';

/** Counts what is asked, and lets a test stand in for whoever answers. */
export class WatchedTransport implements RevocationTransport {
  readonly asked: RevocationRequest[] = [];
  readonly #last = new Map<RevocationRequest['kind'], RevocationReply>();
  /** `undefined`: the sandbox answers. */
  answer: (request: RevocationRequest) => Promise<RevocationReply> | RevocationReply | undefined = () => undefined;

  constructor(private readonly sandbox: RevocationTransport) {}

  async fetch(request: RevocationRequest): Promise<RevocationReply> {
    this.asked.push(request);
    const reply = (await this.answer(request)) ?? (await this.sandbox.fetch(request));
    this.#last.set(request.kind, reply);
    return reply;
  }

  /** The last one of its kind. */
  answerOf(kind: RevocationRequest['kind']): RevocationReply {
    return this.#last.get(kind) ?? { kind: 'silent', why: 'unreachable' };
  }
}

export const aHolder: CertificateSubject = {
  holder: 'TRẦN THỊ THỬ',
  personIds: ['CCCD:001099000017'.slice(5)],
  validFrom: instant(Date.parse('2025-06-01T00:00:00+07:00')),
  validUntil: instant(Date.parse('2028-06-01T00:00:00+07:00')),
};

/** A verifier over the sandbox's authorities, with a clock of its own. */
export function openVerifier(options: Partial<PkiVerifierOptions> = {}) {
  let at = now;
  const clock = { now: (): Instant => at };
  const revocations = new SandboxRevocations(makePopulation({ seed: 'pki', size: 60 }));
  const sandbox = new InProcessStatus(new StatusService(revocations, clock));
  const transport = new WatchedTransport(sandbox);
  const verifier = new PkiSignatureVerifier({ anchors: sandboxAnchors(), transport, ...options });
  return {
    verifier,
    transport,
    revocations,
    certificate: (subject: Partial<CertificateSubject> = {}): SandboxCertificate =>
      issueCertificate({ ...aHolder, ...subject }),
    at: (): Instant => at,
    wait(span: Duration) {
      at = plus(at, span);
    },
    verify: (certificate: SandboxCertificate, how: SigningOptions = {}) =>
      verifier.verify({ challenge, origin, signature: signWith(certificate, challenge, how), anchors: 'public', at }),
  };
}
