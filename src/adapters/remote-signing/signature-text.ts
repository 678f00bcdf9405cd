import { X509Certificate } from 'node:crypto';

/** DER of ContentInfo's type signedData, after the outer length. */
const signedData = Buffer.from('06092a864886f70d010702', 'hex');

const isCms = (bytes: Uint8Array): boolean => {
  const at = Buffer.from(bytes.subarray(0, 24)).indexOf(signedData);
  return bytes[0] === 0x30 && at >= 2 && at <= 6;
};

const curves: Readonly<Record<string, string>> = { prime256v1: 'ES256' };

/** RSA and P-256 alone: what a SIM signs is a SHA-256 digest. */
function algorithmOf(certificate: Uint8Array): string | undefined {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(certificate).publicKey;
    if (asymmetricKeyType === 'rsa') return 'RS256';
    return asymmetricKeyType === 'ec' ? curves[asymmetricKeyDetails?.namedCurve ?? ''] : undefined;
  } catch {
    return undefined;
  }
}

/** A verifier reads no more. */
const longestChain = 8;

const read = (der: Uint8Array): X509Certificate | undefined => {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
};

/** Of so many issuers that a verifier would not read them, those whose names lead up from the certificate. */
function chainOf(certificate: Uint8Array, issuers: readonly string[]): readonly string[] {
  if (issuers.length <= longestChain) return issuers;
  const left = new Map([...new Set(issuers)].map((text) => [text, read(Buffer.from(text, 'base64'))]));
  const chain: string[] = [];
  let below = [read(certificate)];
  while (below.length > 0 && chain.length < longestChain) {
    const above = [...left].filter(([, issuer]) => issuer && below.some((one) => one?.checkIssued(issuer)));
    for (const [text] of above) left.delete(text);
    chain.push(...above.map(([text]) => text));
    below = above.map(([, issuer]) => issuer);
  }
  return chain.slice(0, longestChain);
}

/**
 * What a provider answered, as the verifier takes it: a CMS in base64, or a bare signature with its certificate and those of
 * its issuers (DER, base64). Nothing, when there is neither a CMS nor a certificate whose key could have signed.
 */
export function signatureText(
  signature: Uint8Array,
  certificate: Uint8Array | undefined,
  issuers: readonly string[] = [],
): string | undefined {
  if (isCms(signature)) return Buffer.from(signature).toString('base64');
  const algorithm = certificate && algorithmOf(certificate);
  if (certificate === undefined || algorithm === undefined) return undefined;
  return JSON.stringify({
    format: 'raw',
    certificate: Buffer.from(certificate).toString('base64'),
    chain: chainOf(certificate, issuers),
    signature: Buffer.from(signature).toString('base64'),
    algorithm,
  });
}

/** Whether a certificate can be used at all, asked before a phone lights up. */
export const canSign = (certificate: Uint8Array): boolean => algorithmOf(certificate) !== undefined;
