import type { Instant } from '../../../domain/kernel/instant.js';
import type { Population } from '../population/population.js';
import { authority } from './authorities.js';
import { type AuthorityId, authoritySerial } from './authority-definitions.js';
import { wasIssuedHere } from './issued.js';
import type { SandboxCertificate } from './certificates.js';
import { certificatesOf, revokedSince } from './population-certificates.js';

/** Why, by the numbers of RFC 5280 §5.3.1 that authorities use for holders. */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  caCompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
} as const;
export type RevocationReason = keyof typeof revocationReasons;

export interface Revocation {
  readonly serial: string;
  readonly since: Instant;
  readonly reason: RevocationReason;
}

export type CertificateStatus =
  | { readonly kind: 'good' }
  | (Revocation & { readonly kind: 'revoked' })
  /** The authority never issued it. */
  | { readonly kind: 'unknown' };

/** The books of all sandbox authorities: what they issued to whom in a population, and what they took back. */
export class SandboxRevocations {
  private readonly byAuthority = new Map<AuthorityId, Map<string, Revocation>>();
  private readonly known = new Set<string>();
  private opened = false;

  constructor(private readonly population: Population) {}

  /** Revoked from this time on; the first revocation stands. */
  revoke({ issuedBy, body }: SandboxCertificate, since: Instant, reason: RevocationReason = 'unspecified'): void {
    this.enter(issuedBy, { serial: body.serial, since, reason });
  }

  /** An issuing authority is revoked by its root. */
  revokeAuthority(id: AuthorityId, since: Instant, reason: RevocationReason = 'caCompromise'): void {
    this.enter(authority(id).issuer.id, { serial: authoritySerial(id), since, reason });
  }

  statusOf(id: AuthorityId, serial: string, at: Instant): CertificateStatus {
    this.open();
    const revocation = this.byAuthority.get(id)?.get(serial);
    if (revocation !== undefined && revocation.since <= at) return { kind: 'revoked', ...revocation };
    const issued = this.known.has(`${id}/${serial}`) || wasIssuedHere(id, serial);
    return { kind: issued ? 'good' : 'unknown' };
  }

  /** What was revoked by then, in the order in which it was entered. */
  revokedBy(id: AuthorityId, at: Instant): readonly Revocation[] {
    this.open();
    return [...(this.byAuthority.get(id)?.values() ?? [])].filter(({ since }) => since <= at);
  }

  private enter(id: AuthorityId, revocation: Revocation): void {
    this.open();
    const book = this.byAuthority.get(id) ?? new Map<string, Revocation>();
    this.byAuthority.set(id, book);
    const standing = book.get(revocation.serial);
    if (standing === undefined || revocation.since < standing.since) book.set(revocation.serial, revocation);
  }

  /** Read from the population when somebody first asks. */
  private open(): void {
    if (this.opened) return;
    this.opened = true;
    for (const holder of [...this.population.people, ...this.population.organisations]) {
      for (const [at, certificate] of certificatesOf(holder).entries()) {
        this.known.add(`${certificate.issuedBy}/${certificate.body.serial}`);
        if (holder.certificates[at]?.state === 'revoked') this.revoke(certificate, revokedSince);
      }
    }
  }
}
