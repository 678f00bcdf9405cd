import type { Instant } from '../../../domain/kernel/instant.js';
import type { Population } from '../population/population.js';
import { certificatesOf, revokedSince, type SandboxCertificate } from './certificates.js';

/** The revocation list of all sandbox authorities. */
export class SandboxRevocations {
  private readonly since = new Map<string, Instant>();

  constructor(population: Population) {
    for (const holder of [...population.people, ...population.organisations]) {
      if (!holder.certificates.some(({ state }) => state === 'revoked')) continue;
      certificatesOf(holder).forEach((certificate, at) => {
        if (holder.certificates[at]?.state === 'revoked') this.revoke(certificate, revokedSince);
      });
    }
  }

  /** Revoked from this time on; the first revocation stands. */
  revoke({ body }: SandboxCertificate, since: Instant): void {
    const key = listKey(body.issuer, body.serial);
    this.since.set(key, Math.min(this.since.get(key) ?? since, since) as Instant);
  }

  revokedSince(issuer: string, serial: string): Instant | undefined {
    return this.since.get(listKey(issuer, serial));
  }
}

const listKey = (issuer: string, serial: string): string => `${issuer}/${serial}`;
