import { hash as digest } from 'node:crypto';
import type { SigningChoice } from '../pki/algorithms/sign-data.js';
import { digestOf, type SignatureAlgorithm } from '../pki/algorithms/signature-algorithm.js';
import { prepareCms } from '../pki/proof/cms-writer.js';
import { type CertificateChoice, chosenCertificate, chosenToken, chosenTokens, type TokenChoice } from './choose.js';
import { ecdsaDer, rawText, webEidText } from './signature-texts.js';
import { contentOf, type TokenCertificate } from './token-certificates.js';
import { type TokenCode, type TokenFacts, TokenFailure } from './token-failure.js';
import { type Token, TokenModule } from './token-module.js';
import { signerFor, type TokenSigner } from './token-signer.js';

export type ProofFormat = 'cms' | 'raw' | 'web-eid';

export interface SigningRequest extends TokenChoice, CertificateChoice {
  /** Path of the PKCS#11 module. */
  readonly module: string;
  readonly challenge: string;
  readonly format: ProofFormat;
  /** `scheme://host[:port]` of the portal; the Web eID form signs it too. */
  readonly origin?: string;
  readonly choice?: SigningChoice;
}

/** Where the PIN comes from; asked once, after the certificate was shown. It is wiped after use. */
export type PinSource = () => Promise<
  { readonly ok: true; readonly pin: Uint8Array } | { readonly ok: false; readonly code: TokenCode }
>;

export type ToolAnswer<T> =
  | { readonly ok: true; readonly value: T }
  /** A catalogue code of src/application/errors/token.errors.ts. */
  | { readonly ok: false; readonly code: TokenCode; readonly facts: TokenFacts };

/**
 * Signs with tokens on this computer through their PKCS#11 modules. The PIN goes to the token and nowhere else.
 * @throws Node's ERR_MODULE_NOT_FOUND where the peer `koffi` is not installed
 */
export class Pkcs11SigningTool {
  constructor(private readonly openModule: (path: string) => Promise<TokenModule> = TokenModule.open) {}

  /** What the tokens show without a PIN. */
  list(asked: TokenChoice & { readonly module: string }): Promise<ToolAnswer<readonly TokenCertificate[]>> {
    return this.withModule(asked.module, async (module) =>
      chosenTokens(module.tokens(), asked).flatMap((token) => {
        const session = module.open(token.slot);
        try {
          return contentOf(session, token).certificates;
        } finally {
          session.close();
        }
      }),
    );
  }

  /** The text that goes into `signature` of a proof. `show` is called before the PIN is asked for. */
  sign(
    request: SigningRequest,
    pinFrom: PinSource,
    show: (certificate: TokenCertificate) => void,
  ): Promise<ToolAnswer<string>> {
    return this.withModule(request.module, async (module) => {
      const token = chosenToken(module.tokens(), request);
      const session = module.open(token.slot);
      try {
        const { certificates, authorities } = contentOf(session, token);
        const certificate = chosenCertificate(certificates, request);
        show(certificate);
        const pin = await pinFor(token, pinFrom);
        try {
          if (!token.isOpen) session.login(pin);
          const signer = signerFor(module, session, certificate, request.choice ?? {}, pin);
          return proofText(request, certificate.der, authorities.slice(0, longestChain), signer);
        } finally {
          pin?.fill(0);
        }
      } finally {
        session.close();
      }
    });
  }

  private async withModule<T>(path: string, use: (module: TokenModule) => Promise<T>): Promise<ToolAnswer<T>> {
    try {
      const module = await this.openModule(path);
      try {
        return { ok: true, value: await use(module) };
      } finally {
        module.close();
      }
    } catch (error) {
      if (!(error instanceof TokenFailure)) throw error;
      return { ok: false, code: error.code, facts: error.facts };
    }
  }
}

/** A verifier reads no more. */
const longestChain = 8;

/** None for a token that asks for it by itself, or that wants none. */
async function pinFor(token: Token, pinFrom: PinSource): Promise<Uint8Array | undefined> {
  if (token.isOpen) return undefined;
  if (token.isPinLocked) throw new TokenFailure('token.pinLocked');
  if (!token.hasPin) throw new TokenFailure('token.pinNotSet');
  if (token.hasKeypad) return undefined;
  const answer = await pinFrom();
  if (!answer.ok) throw new TokenFailure(answer.code);
  return answer.pin;
}

function proofText(
  { challenge, format, origin = '' }: SigningRequest,
  certificate: Uint8Array,
  chain: readonly Uint8Array[],
  { algorithm, choice, sign }: TokenSigner,
): string {
  const data = Buffer.from(challenge, 'utf8');
  switch (format) {
    case 'raw':
      return rawText({ certificate, algorithm, signature: sign(data) }, chain);
    case 'web-eid':
      return webEidText({ certificate, algorithm, signature: sign(webEidData(origin, data, algorithm)) });
    case 'cms': {
      const cms = prepareCms({ ...choice, content: data, certificate, chain, detached: true });
      const signature = sign(cms.toBeSigned);
      const finished = cms.finish(algorithm.scheme === 'ecdsa' ? ecdsaDer(signature) : signature);
      return Buffer.from(finished).toString('base64');
    }
  }
}

/** What Web eID signs: the digest of the origin and the digest of the nonce, one after the other. */
function webEidData(origin: string, nonce: Uint8Array, algorithm: SignatureAlgorithm): Uint8Array {
  const hash = digestOf(algorithm);
  return Buffer.concat([digest(hash, origin, 'buffer'), digest(hash, nonce, 'buffer')]);
}
