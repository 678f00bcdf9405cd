import { Certificate, ContentInfo, SignedData } from 'pkijs';
import { parseCertificate } from '../x509/certificate.js';

/**
 * The certificates of a P7B that is BER and not DER, as some authorities publish theirs; read by pkijs, and then each held
 * to strict DER again. `undefined` for what is no such file.
 */
export function berCertificates(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  try {
    const info = ContentInfo.fromBER(Uint8Array.from(bytes).buffer);
    const { certificates = [] } = new SignedData({ schema: info.content as unknown });
    return certificates
      .filter((one) => one instanceof Certificate)
      .map((one) => parseCertificate(new Uint8Array(one.toSchema().toBER())).raw);
  } catch {
    // pkijs throws errors of many kinds; whatever it could not read is told to the operator as unreadable.
    return undefined;
  }
}
