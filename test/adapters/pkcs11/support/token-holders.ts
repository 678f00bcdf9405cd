import { type ForgedCertificate, forgeCertificate } from '../../pki/support/forged-certificate.js';
import {
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
} from '../../pki/support/forged-extensions.js';
import { forgeKey, type ForgedKeyKind } from '../../pki/support/forged-keys.js';
import { forgeName } from '../../pki/support/forged-names.js';

const day = 86_400_000;
const validity = { notBefore: Date.now() - day, notAfter: Date.now() + 365 * day };

function makeAuthority(): ForgedCertificate {
  const key = forgeKey();
  const subject = forgeName([
    ['C', 'VN'],
    ['CN', 'Mây Xanh CA'],
  ]);
  const extensions = [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign'), subjectKeyIdentifier(key.keyId)];
  return forgeCertificate({ subject, key, issuer: { key, name: subject }, ...validity, extensions });
}

export const authority = makeAuthority();

/** A certificate whose key can be put on a token. */
export function holder(name: string, kind: ForgedKeyKind): ForgedCertificate {
  const key = forgeKey(kind);
  return forgeCertificate({
    subject: forgeName([
      ['C', 'VN'],
      ['CN', name],
      ['UID', 'CCCD:001090990001'],
    ]),
    key,
    issuer: authority,
    ...validity,
    extensions: [
      basicConstraints(false),
      keyUsage('digitalSignature', 'nonRepudiation'),
      subjectKeyIdentifier(key.keyId),
      authorityKeyIdentifier(authority.key.keyId),
    ],
  });
}
