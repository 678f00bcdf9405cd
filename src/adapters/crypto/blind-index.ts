import { createHmac, type KeyObject } from 'node:crypto';
import type { BlindIndex } from '../../application/ports/blind-index.port.js';
import { identifierText, normaliserVersion } from '../../domain/values/identifier.js';
import { keyedDigest } from './digests.js';

export interface Pepper {
  /** Stored beside every key made with it. Never used again for another key. */
  readonly version: string;
  readonly key: KeyObject;
}

export interface BlindIndexKeys {
  /** The active ones, in the one order that every process of the deployment uses; the first is current. */
  readonly peppers: readonly Pepper[];
  readonly tagKey: KeyObject;
}

/**
 * HMAC-SHA-256 under every active pepper. While a pepper is being replaced, two are active: identifiers are looked up
 * and claimed under both (docs/adr/0032-blind-claim-keys-and-peppers.md).
 */
export function makeBlindIndex({ peppers, tagKey }: BlindIndexKeys): BlindIndex {
  if (peppers.length === 0) throw new Error('A blind index needs a pepper');
  if (new Set(peppers.map(({ version }) => version)).size !== peppers.length)
    throw new Error('Two peppers of one version');
  return {
    keys(identifier) {
      const text = identifierText(identifier);
      const normaliser = normaliserVersion(identifier.kind);
      return peppers.map(({ version, key }) => ({
        kind: identifier.kind,
        digest: createHmac('sha256', key).update(text).digest('hex'),
        pepper: version,
        normaliser,
      }));
    },
    tag: (purpose, text) => keyedDigest(tagKey, purpose, text),
  };
}
