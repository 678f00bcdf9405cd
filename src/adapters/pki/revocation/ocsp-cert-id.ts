import { hash } from 'node:crypto';
import type { Certificate } from '../x509/certificate.js';
import { certIdHashes } from './ocsp-oids.js';
import type { OcspCertId } from './ocsp-response.js';

/** How an issuer and a serial number are named to a responder. */
export interface NamedCertificate {
  readonly certificate: Certificate;
  /** Whose key signed it; an anchor counts by its name and key. */
  readonly issuer: Pick<Certificate, 'subject' | 'subjectPublicKey'>;
}

/** The name under one digest, or `undefined` for a digest nobody uses. */
export function certIdOf({ certificate, issuer }: NamedCertificate, oid: string): OcspCertId | undefined {
  const algorithm = certIdHashes.get(oid);
  if (algorithm === undefined) return undefined;
  return {
    hash: oid,
    issuerName: hash(algorithm, certificate.issuer.raw, 'hex'),
    issuerKey: hash(algorithm, issuer.subjectPublicKey, 'hex'),
    serial: certificate.serial,
  };
}

export function isAbout(id: OcspCertId, named: NamedCertificate): boolean {
  const own = certIdOf(named, id.hash);
  if (named.certificate.issuer.key !== named.issuer.subject.key) return false;
  return own?.serial === id.serial && own.issuerName === id.issuerName && own.issuerKey === id.issuerKey;
}
