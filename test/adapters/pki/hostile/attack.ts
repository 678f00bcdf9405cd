import { anchorsMadeHere } from '../../../../src/adapters/pki/anchors/trust-anchors.js';
import type { RevocationReply, RevocationTransport } from '../../../../src/adapters/pki/revocation/transport.js';
import { PkiSignatureVerifier } from '../../../../src/adapters/pki/verifier.js';
import type { PoolOptions } from '../../../../src/adapters/pki/verifier-options.js';
import { instant } from '../../../../src/domain/kernel/instant.js';
import { holderIdentifiers } from '../../../../src/domain/registration/holder-identity.js';
import type { Attempt } from './row.js';
import { type ForgedWorld, now, type Replies, type Reply } from './world.js';

/** The whole way of a certificate proof: reading, signature, path, revocation, holder, and whom it registers. */
export class Gate {
  private replies: Replies = {};
  readonly verifier: PkiSignatureVerifier;

  /** With `pool` on threads, as servers verify. */
  constructor(
    private readonly world: ForgedWorld,
    pool?: PoolOptions,
  ) {
    const transport: RevocationTransport = {
      fetch: async ({ url }) => replyOf(this.replies[url] ?? world.truth(url)),
    };
    const { publicRoot, governmentRoot, publicCa, governmentCa } = world;
    const anchors = anchorsMadeHere({ public: [publicRoot.der], government: [governmentRoot.der] });
    this.verifier = new PkiSignatureVerifier({
      anchors,
      transport,
      intermediates: [publicCa.der, governmentCa.der],
      ...(pool !== undefined && { pool }),
    });
  }

  /** The codes it is refused with, or none and whom it registers. */
  async codes(attempt: Attempt): Promise<readonly string[]> {
    const { subject = 'citizen', signature, replies = {} } = attempt;
    this.replies = replies;
    const result = await this.verifier.verify({
      signature,
      challenge: attempt.challenge ?? this.world.challenge,
      origin: attempt.origin ?? this.world.origin,
      anchors: attempt.anchors ?? (subject === 'agency' ? 'government' : 'public'),
      at: instant(attempt.at ?? now),
    });
    if (result.kind === 'refused') return result.failures;
    const identifiers = holderIdentifiers(subject, result.holder);
    return identifiers.ok ? [] : [identifiers.refusal.code];
  }
}

const replyOf = (reply: Reply): RevocationReply =>
  reply === 'silence' ? { kind: 'silent', why: 'unreachable' } : { kind: 'answered', bytes: reply };
