/** Real certificates: the verifier behind the port `SignatureVerifier`, its anchors, and the audit of its evidence. */
export {
  AnchorsError,
  type AnchorProblem,
  type AnchorSource,
  loadTrustAnchors,
} from '../../adapters/pki/anchors/load-anchors.js';
export type { TrustAnchor, TrustAnchors } from '../../adapters/pki/anchors/trust-anchors.js';
export { HttpRevocationTransport, type HttpTransportOptions } from '../../adapters/pki/revocation/http-transport.js';
export { defaultRevocationPolicy, type RevocationPolicy } from '../../adapters/pki/revocation/policy.js';
export type {
  RevocationReply,
  RevocationRequest,
  RevocationTransport,
  Silence,
} from '../../adapters/pki/revocation/transport.js';
export { PkiSignatureAudit } from '../../adapters/pki/signature-audit.js';
export type { PkiVerifierOptions, PoolOptions } from '../../adapters/pki/verifier-options.js';
export { PkiSignatureVerifier } from '../../adapters/pki/verifier.js';
export { openPkiVerifier, type PkiConfig, type PkiConfigRead, readPkiConfig } from '../pki-config.js';
export type { ConfigProblem } from '../settings.js';
