import { constants, privateEncrypt } from 'node:crypto';
import type { SandboxCertificate } from '../pki/certificates.js';
import { certificatesOf } from '../pki/population-certificates.js';
import type { CertificateState } from '../population/person.js';
import type { Population } from '../population/population.js';
import type { RemoteCertificate, RemoteSubscribers } from './remote-subscriber.js';

/** DER of DigestInfo {SHA-256, NULL} up to the digest. */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const statuses: Readonly<Record<CertificateState, RemoteCertificate['status']>> = {
  valid: 'valid',
  revoked: 'revoked',
  expired: 'expired',
  notYetValid: 'valid',
};

/** A certificate of the sandbox, kept by a remote signing service. Its key is RSA. */
export const remoteCertificateOf = (
  certificate: SandboxCertificate,
  status: RemoteCertificate['status'] = 'valid',
): RemoteCertificate => ({
  credentialId: `credential-${certificate.body.serial}`,
  certificates: [certificate.der, ...certificate.chain],
  serial: certificate.body.serial,
  status,
  sign: (digest) =>
    privateEncrypt(
      { key: certificate.key.privateKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.concat([digestInfo, digest]),
    ),
});

/** The people and organisations of the sandbox with a SmartCA certificate. */
export const smartCaSubscribersOf =
  (population: Population): RemoteSubscribers =>
  (who) => {
    const holder = population.holder(who);
    if (holder === undefined) return undefined;
    const credentials = holder.certificates.flatMap(({ carrier, state }, at) => {
      const certificate = carrier === 'smartCa' ? certificatesOf(holder)[at] : undefined;
      return certificate === undefined ? [] : [remoteCertificateOf(certificate, statuses[state])];
    });
    return credentials.length === 0
      ? undefined
      : { id: `${holder.kind}/${holder.handle}`, holder: holder.name, credentials };
  };
