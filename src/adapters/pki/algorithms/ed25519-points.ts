/**
 * The points whose order divides 8, as the octets of y without the sign of x, canonical or not. Signatures that verify
 * under such a key verify for other texts as well.
 */
const smallOrder: ReadonlySet<string> = new Set([
  `00${'00'.repeat(31)}`,
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
]);

/** Whether a public key of 32 octets is one of them. */
export function isSmallOrder(key: Uint8Array): boolean {
  const y = Buffer.from(key);
  y[31]! &= 0x7f;
  return smallOrder.has(y.toString('hex'));
}
