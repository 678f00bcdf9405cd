import type { Certificate } from '../../x509/certificate.js';
import type { RevokedEntry } from '../../x509/crl-entries.js';
import type { Crl } from '../../x509/crl.js';
import type { CrlProblem } from './crl-verdict.js';

/**
 * The line about this certificate; an indirect CRL may have the same serial number of several issuers. In any other one all
 * lines are about its issuer's certificates, whatever they say.
 */
export const entryFor = (crl: Crl, { serial, issuer }: Certificate): RevokedEntry | undefined =>
  crl.entries.bySerial
    .get(serial)
    ?.find(({ certificateIssuer }) =>
      certificateIssuer === undefined || crl.issuingDistributionPoint?.indirect !== true
        ? crl.issuer.key === issuer.key
        : certificateIssuer.some((one) => one.kind === 'directory' && one.name.key === issuer.key),
    );

/** Whether a CRL can be used at our clock, before anybody asks who signed it. */
export function usability({ thisUpdate, nextUpdate, unknownCritical }: Crl, at: number): CrlProblem | undefined {
  if (unknownCritical.length > 0) return 'unknownCritical';
  if (thisUpdate > at) return 'fromTheFuture';
  return nextUpdate === undefined || at > nextUpdate ? 'stale' : undefined;
}

/** The newest first: an older one that is still in force must not hide what a newer one says. */
export const newestFirst = (crls: readonly Crl[]): Crl[] => crls.toSorted((a, b) => b.thisUpdate - a.thisUpdate);
