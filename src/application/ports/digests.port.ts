/** One-way digests, hex. */
export interface Digests {
  /** SHA-256 of UTF-8 text; for tokens of full entropy and for payloads. */
  sha256(text: string): string;
  /** HMAC-SHA-256 under this deployment's challenge key; for short codes, whose plain digest could be searched. */
  keyed(purpose: string, text: string): string;
}
