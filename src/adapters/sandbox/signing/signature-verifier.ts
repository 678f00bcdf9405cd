import type { SignatureResult, SignatureVerifier } from '../../../application/ports/signing.port.js';
import { anchorsMadeHere } from '../../pki/anchors/trust-anchors.js';
import type { RevocationTransport } from '../../pki/revocation/transport.js';
import { PkiSignatureVerifier } from '../../pki/verifier.js';
import type { PoolOptions } from '../../pki/verifier-options.js';
import type { SandboxControls } from '../controls.js';
import { anchorOf, authority } from '../pki/authorities.js';

type Request = Parameters<SignatureVerifier['verify']>[0];

/**
 * The real verifier, with the sandbox's roots for anchors and its authorities to ask about revocation; only what the
 * controls do to it is made up. It is opened with the first signature.
 */
export class SandboxSignatureVerifier implements SignatureVerifier {
  private opened: PkiSignatureVerifier | undefined;

  constructor(
    private readonly transport: RevocationTransport,
    private readonly controls: SandboxControls,
    private readonly pool: PoolOptions | undefined,
  ) {}

  verify(request: Request): Promise<SignatureResult> {
    return this.controls.ask('signatureVerifier', 'verify', request, () => this.verifier.verify(request));
  }

  /** Ends its threads, where it has any. */
  async close(): Promise<void> {
    await this.opened?.close();
  }

  private get verifier(): PkiSignatureVerifier {
    const { transport, pool } = this;
    this.opened ??= new PkiSignatureVerifier({
      anchors: anchorsMadeHere({
        public: [anchorOf('public').certificate],
        government: [anchorOf('government').certificate],
      }),
      // Web eID tokens bring no chain along.
      intermediates: (['token', 'sim', 'remote', 'agencies'] as const).map((id) => authority(id).certificate),
      transport,
      ...(pool !== undefined && { pool }),
    });
    return this.opened;
  }
}
