import type { Clock } from '../../../application/ports/clock.port.js';
import type { CertificateHolder, SignatureResult, SignatureVerifier } from '../../../application/ports/signing.port.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { SandboxControls } from '../controls.js';
import { references } from '../references.js';
import { anchorKey, type CertificateBody } from './certificates.js';
import type { SandboxRevocations } from './revocations.js';
import { sha256Hex, verifyText } from './sandbox-keys.js';
import { readSignedText, signedBytes, type SignedText } from './signing-tool.js';

type Request = Parameters<SignatureVerifier['verify']>[0];

/** In the order in which they decide the message. */
export const signatureFailures = [
  'signature.invalid',
  'signature.wrongChallenge',
  'certificate.untrusted',
  'certificate.notYetValid',
  'certificate.expired',
  'certificate.revoked',
] as const;
export type SignatureFailure = (typeof signatureFailures)[number];

/** Truly verifies what the sandbox's signing tools make: signature, challenge, authority, validity and revocation. */
export class SandboxSignatureVerifier implements SignatureVerifier {
  private readonly reference: () => string;

  constructor(
    private readonly revocations: SandboxRevocations,
    private readonly controls: SandboxControls,
    clock: Clock,
  ) {
    this.reference = references('verification', clock);
  }

  verify(request: Request): Promise<SignatureResult> {
    return this.controls.ask('signatureVerifier', 'verify', request, () => {
      const signed = readSignedText(request.signature);
      const body = signed && readBody(signed.certificate);
      if (signed === undefined || body === undefined) return this.refused(request, ['signature.unreadable']);
      const failures = this.failures(request, signed, body);
      return failures.length === 0 ? this.verified(request, body) : this.refused(request, failures, body);
    });
  }

  private failures(request: Request, signed: SignedText, body: CertificateBody): readonly SignatureFailure[] {
    const revoked = this.revocations.revokedSince(body.issuer, body.serial);
    const signatureIsGood = verifyText(body.publicKey, signedBytes(signed.challenge), signed.signature);
    const found: Readonly<Record<SignatureFailure, boolean>> = {
      'signature.invalid': !signatureIsGood,
      'signature.wrongChallenge': signatureIsGood && signed.challenge !== request.challenge,
      'certificate.untrusted': !verifyText(anchorKey(request.anchors), signed.certificate, signed.issuerSignature),
      'certificate.notYetValid': request.at < body.validFrom,
      'certificate.expired': request.at >= body.validUntil,
      'certificate.revoked': revoked !== undefined && request.at >= revoked,
    };
    return signatureFailures.filter((failure) => found[failure]);
  }

  private verified(request: Request, body: CertificateBody): SignatureResult {
    return { kind: 'verified', holder: holderOf(body), ...this.answer(request, { valid: true, certificate: body }) };
  }

  private refused(
    request: Request,
    failures: readonly (SignatureFailure | 'signature.unreadable')[],
    certificate?: CertificateBody,
  ): SignatureResult {
    return { kind: 'refused', failures, ...this.answer(request, { valid: false, failures, certificate }) };
  }

  private answer(request: Request, report: Readonly<Record<string, unknown>>) {
    const raw = JSON.stringify({ ...report, anchors: request.anchors, at: iso(request.at) });
    return { raw, reference: this.reference() };
  }
}

const iso = (at: Instant): string => new Date(at).toISOString();

function holderOf(body: CertificateBody): CertificateHolder {
  const { serial, issuer, holder, personIds, taxCodes, budgetCodes, email, validFrom, validUntil } = body;
  return {
    summary: { holder, issuer, serial, validFrom: iso(validFrom), validUntil: iso(validUntil) },
    fingerprint: sha256Hex(`${issuer}\n${serial}\n${body.publicKey}`),
    validFrom,
    validUntil,
    personIds,
    taxCodes,
    budgetCodes,
    name: holder,
    ...(email !== undefined && { email }),
  };
}

/** The text of a certificate, or `undefined` when it is none; whether it is genuine is not asked here. */
function readBody(text: string): CertificateBody | undefined {
  try {
    const body = JSON.parse(text) as Partial<CertificateBody> | null;
    if (typeof body !== 'object' || body === null) return undefined;
    const { serial, issuer, holder, publicKey, email, validFrom, validUntil } = body;
    const texts = [serial, issuer, holder, publicKey, email ?? ''].every((part) => typeof part === 'string');
    const times = [validFrom, validUntil].every(isInstant);
    const lists = [body.personIds, body.taxCodes, body.budgetCodes].every(isListOfTexts);
    return texts && times && lists ? (body as CertificateBody) : undefined;
  } catch {
    return undefined;
  }
}

/** In the range of a Date, so that it can be written. */
const isInstant = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) <= 8.64e15;
const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
