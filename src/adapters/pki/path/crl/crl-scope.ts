import type { Certificate } from '../../x509/certificate.js';
import type { Crl } from '../../x509/crl.js';
import type { DistributionPoint, DistributionPointName } from '../../x509/distribution-points.js';
import { sameGeneralName, type GeneralName } from '../../x509/general-name.js';
import { keyUnder, type Name } from '../../x509/name.js';
import { Oid } from '../../x509/oids.js';
import { allReasons, type ReasonMask } from '../../x509/reasons.js';

/** The point that RFC 5280 §6.3.3 assumes beside those a certificate names: CRLs of its issuer for all reasons. */
export const assumedPoint = ({ issuer }: Certificate): DistributionPoint => ({
  name: { kind: 'full', names: [{ kind: 'directory', name: issuer }] },
  reasons: undefined,
  crlIssuer: undefined,
});

const directoryNames = (names: readonly GeneralName[]): Name[] =>
  names.flatMap((one) => (one.kind === 'directory' ? [one.name] : []));

/** (b)(1): the certificate's issuer, or the one the point names, whose CRL must then say that it is an indirect one. */
export function hasRightIssuer(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  if (point.crlIssuer === undefined) return crl.issuer.key === certificate.issuer.key;
  const named = directoryNames(point.crlIssuer).some(({ key }) => key === crl.issuer.key);
  return named && crl.issuingDistributionPoint?.indirect === true;
}

/** A name relative to an issuer, made whole; full names as they are. */
const spelledOut = (name: DistributionPointName, issuers: readonly Name[]): readonly (GeneralName | string)[] =>
  name.kind === 'full' ? name.names : issuers.map((issuer) => keyUnder(issuer, name.name));

const matches = (a: GeneralName | string, b: GeneralName | string): boolean => {
  if (typeof a !== 'string' && typeof b !== 'string') return sameGeneralName(a, b);
  const key = (one: GeneralName | string): string | undefined =>
    typeof one === 'string' ? one : one.kind === 'directory' ? one.name.key : undefined;
  return key(a) !== undefined && key(a) === key(b);
};

function hasRightName(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  const issued = crl.issuingDistributionPoint?.name;
  if (issued === undefined) return true;
  const pointIssuers = point.crlIssuer === undefined ? [certificate.issuer] : directoryNames(point.crlIssuer);
  const wanted = point.name === undefined ? (point.crlIssuer ?? []) : spelledOut(point.name, pointIssuers);
  return spelledOut(issued, [crl.issuer]).some((one) => wanted.some((other) => matches(one, other)));
}

/** (b)(2): whether the CRL speaks of certificates like this one at this point. */
export function isInScope(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  const scope = crl.issuingDistributionPoint;
  if (scope === undefined) return true;
  const isAuthority = certificate.extensions.basicConstraints?.ca === true;
  if (scope.onlyAttributeCerts || (scope.onlyUserCerts && isAuthority) || (scope.onlyCaCerts && !isAuthority))
    return false;
  return hasRightName(crl, point, certificate);
}

/** (d): the reasons about which this CRL, found at this point, has the say. */
export const reasonsCovered = (crl: Crl, point: DistributionPoint): ReasonMask =>
  (point.reasons ?? allReasons) & (crl.issuingDistributionPoint?.onlySomeReasons ?? allReasons);

const sameExtension = (a: Crl, b: Crl, id: string): boolean => {
  const [one, other] = [a.extensions.get(id), b.extensions.get(id)];
  return one === undefined || other === undefined ? one === other : Buffer.compare(one.value, other.value) === 0;
};

/** (c): whether the delta brings this complete CRL further (RFC 5280 §5.2.4). */
export const extendsCrl = (delta: Crl, complete: Crl): boolean =>
  delta.deltaBase !== undefined &&
  delta.number !== undefined &&
  complete.number !== undefined &&
  delta.issuer.key === complete.issuer.key &&
  complete.number >= delta.deltaBase &&
  complete.number < delta.number &&
  sameExtension(delta, complete, Oid.issuingDistributionPoint) &&
  sameExtension(delta, complete, Oid.authorityKeyIdentifier);
