import { createHmac, hash, type KeyObject } from 'node:crypto';
import type { Digests } from '../../application/ports/digests.port.js';

/** HMAC-SHA-256, hex, over purpose and text. The purpose's length comes first, so that no two pairs read the same. */
export const keyedDigest = (key: KeyObject, purpose: string, text: string): string =>
  createHmac('sha256', key).update(`${purpose.length}:${purpose}:${text}`).digest('hex');

/** Digests under this deployment's challenge key. */
export const makeDigests = (challengeKey: KeyObject): Digests => ({
  sha256: (text) => hash('sha256', text, 'hex'),
  keyed: (purpose, text) => keyedDigest(challengeKey, purpose, text),
});
