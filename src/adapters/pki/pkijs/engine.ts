import { webcrypto } from 'node:crypto';
import { CryptoEngine } from 'pkijs';

/** pkijs over node's WebCrypto, apart from the engine that pkijs keeps for the whole process. */
export const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as never });

/** The name pkijs has for an algorithm, `undefined` for one that it does not know. */
export const nameOf = (oid: string): string | undefined => {
  const found = engine.getAlgorithmByOID(oid) as { readonly name?: string };
  return found.name;
};

export const strongDigests: ReadonlySet<string | undefined> = new Set(['SHA-256', 'SHA-384', 'SHA-512']);

/** The bytes as a buffer of their own, which is what pkijs takes. */
export const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
