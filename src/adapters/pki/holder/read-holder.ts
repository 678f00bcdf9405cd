import { createHash } from 'node:crypto';
import type { CertificateHolder } from '../../../application/ports/signing.port.js';
import { instant } from '../../../domain/kernel/instant.js';
import { parsed, type Parsed, type Refusal } from '../../../domain/kernel/refusal.js';
import { sortCertificateNumbers } from '../../../domain/registration/certificate-numbers.js';
import { parseHolderName } from '../../../domain/registration/holder-name.js';
import { parseCertificateKey } from '../../../domain/values/certificate-key.js';
import { parseEmail } from '../../../domain/values/email.js';
import type { Certificate } from '../x509/certificate.js';
import { commonNames, emailTexts, numberTexts, shownName } from './subject.js';

export type HolderReading =
  | { readonly ok: true; readonly holder: CertificateHolder }
  /** Catalogue codes, all that were found. */
  | { readonly ok: false; readonly failures: readonly string[] };

/**
 * Who a certificate says its holder is: by the attributes of its DER name, never by splitting text. Whether the
 * certificate is genuine is not asked here, and whether its numbers are well formed is for `holderIdentifiers`.
 */
export function readHolder(certificate: Certificate): HolderReading {
  const name = oneName(certificate);
  const numbers = sortCertificateNumbers(numberTexts(certificate.subject));
  const key = parseCertificateKey({
    issuerDigest: sha256(certificate.issuer.raw),
    serial: certificate.serial,
    keyDigest: sha256(certificate.spki),
  });
  if (!name.ok || !numbers.ok || !key.ok)
    return { ok: false, failures: [name, numbers, key].flatMap((read) => (read.ok ? [] : [read.refusal.code])) };
  const validFrom = instant(certificate.notBefore);
  const validUntil = instant(certificate.notAfter);
  const email = emailTexts(certificate).find((text) => parseEmail(text).ok);
  return {
    ok: true,
    holder: {
      summary: {
        holder: name.value,
        issuer: shownName(certificate.issuer),
        serial: certificate.serial,
        validFrom: new Date(validFrom).toISOString(),
        validUntil: new Date(validUntil).toISOString(),
      },
      fingerprint: sha256(Buffer.from(key.value.value, 'utf8')),
      validFrom,
      validUntil,
      ...numbers.value,
      name: name.value,
      ...(email !== undefined && { email }),
    },
  };
}

/** Two names that differ are a trap: one is shown to the person, the other is what somebody reads later. */
function oneName({ subject }: Certificate): Parsed<string, string> {
  const names = new Map<string, string>();
  for (const raw of commonNames(subject)) {
    const read = parseHolderName(raw);
    if (!read.ok) return read;
    const folded = read.value.toLowerCase();
    if (!names.has(folded)) names.set(folded, read.value);
  }
  const [name] = names.values();
  if (name === undefined) return refused('certificate.nameMissing');
  return names.size > 1 ? refused('certificate.severalNames') : parsed(name);
}

const refused = (code: string): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { code, facts: {} },
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
