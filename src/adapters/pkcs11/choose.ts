import { TokenFailure } from './token-failure.js';
import { isNamed, type TokenCertificate } from './token-certificates.js';
import type { Token } from './token-module.js';

export interface TokenChoice {
  readonly slot?: number;
  readonly tokenLabel?: string;
}

export interface CertificateChoice {
  /** Serial number, SHA-256 fingerprint or CKA_ID in hex, or the label. */
  readonly certificate?: string;
  /** CKA_LABEL of the certificate. */
  readonly keyLabel?: string;
}

/** Nothing is guessed: one token that fits, or a failure that lists what there is. */
export function chosenTokens(tokens: readonly Token[], { slot, tokenLabel }: TokenChoice): readonly Token[] {
  if (tokens.length === 0) throw new TokenFailure('token.notPresent');
  const fitting = tokens.filter(
    (token) => (slot === undefined || token.slot === slot) && (tokenLabel === undefined || token.label === tokenLabel),
  );
  if (fitting.length === 0) throw new TokenFailure('token.notFound', { tokens: tokens.map(nameOfToken) });
  return fitting;
}

export function chosenToken(tokens: readonly Token[], choice: TokenChoice): Token {
  const [token, ...others] = chosenTokens(tokens, choice);
  if (token === undefined || others.length > 0)
    throw new TokenFailure('token.several', { tokens: tokens.map(nameOfToken) });
  return token;
}

export function chosenCertificate(
  certificates: readonly TokenCertificate[],
  { certificate: name, keyLabel }: CertificateChoice,
): TokenCertificate {
  if (certificates.length === 0) throw new TokenFailure('token.noCertificate');
  const fitting = certificates.filter(
    (one) => (name === undefined || isNamed(one, name)) && (keyLabel === undefined || one.label === keyLabel),
  );
  const [certificate, ...others] = fitting;
  const listed = { certificates: certificates.map(nameOfCertificate) };
  if (certificate === undefined) throw new TokenFailure('token.certificateNotFound', listed);
  if (others.length > 0) throw new TokenFailure('token.severalCertificates', listed);
  return certificate;
}

const nameOfToken = ({ slot, label, maker, model, serial }: Token): string =>
  `${slot}: ${label}, ${maker} ${model}, ${serial}`;
const nameOfCertificate = ({ serial, label, holder }: TokenCertificate): string =>
  `${serial}: ${label || '-'}, ${holder}`;
