import { algorithmFor, type SigningChoice } from '../pki/algorithms/sign-data.js';
import type { SignatureAlgorithm } from '../pki/algorithms/signature-algorithm.js';
import { signingCall } from './mechanisms.js';
import type { TokenCertificate } from './token-certificates.js';
import { TokenFailure } from './token-failure.js';
import type { TokenModule } from './token-module.js';
import type { TokenSession } from './token-session.js';

/** The key of a certificate, on a token that was logged in to. */
export interface TokenSigner {
  readonly algorithm: SignatureAlgorithm;
  /** What leads to that algorithm; the digest of a curve is its own. */
  readonly choice: SigningChoice;
  /** ECDSA: r and s one after the other, each as long as the curve's order. */
  sign(data: Uint8Array): Uint8Array;
}

/**
 * @param pin again, for keys that want it before each use
 * @throws TokenFailure `token.noPrivateKey`: no key has the certificate's CKA_ID; `token.keyUnsupported`
 */
export function signerFor(
  module: TokenModule,
  session: TokenSession,
  certificate: TokenCertificate,
  wanted: SigningChoice,
  pin: Uint8Array | undefined,
): TokenSigner {
  const id = Buffer.from(certificate.id, 'hex');
  const [key] = id.length === 0 ? [] : session.privateKeys(id);
  if (key === undefined) throw new TokenFailure('token.noPrivateKey', { certificate: certificate.serial });
  const { algorithm, choice } = algorithmOf(certificate, wanted);
  const offered = module.mechanisms(certificate.slot);
  return {
    algorithm,
    choice,
    sign(data) {
      const { mechanism, input } = signingCall(algorithm, data, offered, module.wordSize);
      return session.sign(key, mechanism, input, pin);
    },
  };
}

function algorithmOf(
  { spki, serial }: TokenCertificate,
  wanted: SigningChoice,
): Pick<TokenSigner, 'algorithm' | 'choice'> {
  try {
    const algorithm = algorithmFor(spki, wanted);
    return algorithm.scheme === 'ecdsa' ? { algorithm: algorithmFor(spki), choice: {} } : { algorithm, choice: wanted };
  } catch (cause) {
    throw new TokenFailure('token.keyUnsupported', { certificate: serial }, { cause });
  }
}
