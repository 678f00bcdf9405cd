import { forgeKey } from '../support/forged-keys.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { row, type RowGroup } from './row.js';
import { day, type ForgedWorld, minute, now } from './world.js';
import { instant } from '../../../../src/domain/kernel/instant.js';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const spoiled = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[copy.length + at] = (copy.at(at) ?? 0) ^ 1;
  return copy;
};

/** The signature of An under another challenge, sent in answer to ours. */
const challenged = (what: string, other: (world: ForgedWorld) => string) =>
  row(what, 'signature.wrongChallenge', (world) => ({
    signature: world.cms(world.an, { content: Buffer.from(other(world)) }),
  }));

/** Signatures that do not hold, or hold for something else. */
export const signatureRows: RowGroup = {
  title: 'The signature, and what was signed',
  rows: [
    row('a flipped bit in the signature', 'signature.invalid', (world) => ({
      signature: base64(spoiled(world.cmsBytes(world.an), -1)),
    })),
    row('a signature by somebody else’s key', 'signature.invalid', (world) => ({
      signature: world.cms({ ...world.an, key: world.company.key }),
    })),
    row('a signature over nothing', 'signature.invalid', (world) => ({
      signature: world.cms(world.an, { signedInstead: Buffer.alloc(0) }),
    })),
    row('the signature of a raw proof in another encoding', 'signature.invalid', (world) => ({
      signature: world.raw(world.an, { signature: base64(der.sequence(der.integer(1), der.integer(1))) }),
    })),
    row('r and s of zero', 'signature.invalid', (world) => ({
      signature: world.raw(world.an, { signature: base64(Buffer.alloc(64)) }),
    })),
    row('an algorithm of another kind of key', 'signature.invalid', (world) => ({
      signature: world.raw(world.an, { algorithm: 'RS256' }),
    })),
    row('the algorithm "none"', 'signature.unsupported', (world) => ({
      signature: world.raw(world.an, { algorithm: 'none', signature: 'AA==' }),
    })),
    row('a keyed digest, with the public key as its key', 'signature.unsupported', (world) => ({
      signature: world.raw(world.an, { algorithm: 'HS256' }),
    })),
    challenged('a swapped nonce', () => base64(Buffer.alloc(32, 7))),
    challenged('yesterday’s signature, replayed', (world) =>
      world.challengeFor({ time: instant(now - day), random: 'x3Jm9uQx7vZ2pL5sT8wR1yB4nC6dF0gH' }),
    ),
    challenged('the nonce of a login', (world) => world.challengeFor({ purpose: 'login' })),
    challenged('the nonce of another origin', (world) => world.challengeFor({ origin: 'https://portal.example.net' })),
    challenged('the nonce of another registration', (world) => world.challengeFor({ process: 'registration-2' })),
    challenged('the nonce of another minute', (world) => world.challengeFor({ time: instant(now - 2 * minute) })),
    challenged('the challenge with a line break after it', (world) => `${world.challenge}\n`),
    row('another nonce inside the CMS', 'signature.wrongChallenge', (world) => ({
      signature: world.cms(world.an, { content: Buffer.from('other'), detached: false }),
    })),
    row('our nonce inside, another in the digest', 'signature.invalid', (world) => ({
      signature: world.cms(world.an, { digestOf: Buffer.from('other'), detached: false }),
    })),
    row('a raw signature of another nonce', 'signature.invalid', (world) => ({
      signature: world.raw(),
      challenge: world.challengeFor({ purpose: 'login' }),
    })),
    row('a Web eID token of another origin', 'signature.invalid', (world) => ({
      signature: world.webEid(world.an, 'https://portal.example.net'),
    })),
    row('no signed attributes', 'signature.attributesMissing', (world) => ({
      signature: world.cms(world.an, { attributes: 'none' }),
    })),
    row('no digest among the attributes', 'signature.attributesMissing', (world) => ({
      signature: world.cms(world.an, { attributes: 'noMessageDigest' }),
    })),
    row('no content type among the attributes', 'signature.attributesMissing', (world) => ({
      signature: world.cms(world.an, { attributes: 'noContentType' }),
    })),
    row('two digests among the attributes', 'signature.unreadable', (world) => ({
      signature: world.cms(world.an, { attributes: 'twoMessageDigests' }),
    })),
    row('a content type that is not data', 'signature.unreadable', (world) => ({
      signature: world.cms(world.an, { contentType: '1.2.840.113549.1.9.16.1.4' }),
    })),
    row('another content type among the attributes', 'signature.unreadable', (world) => ({
      signature: world.cms(world.an, { attributeContentType: '1.2.840.113549.1.7.5' }),
    })),
    row('two signers', 'signature.notOneSigner', (world) => ({ signature: world.cms(world.an, { signers: 2 }) })),
    row('no signer', 'signature.notOneSigner', (world) => ({ signature: world.cms(world.an, { signers: 0 }) })),
    row('the signer’s certificate left out', 'signature.signerUnknown', (world) => ({
      signature: world.cms(world.an, { certificates: [world.publicCa.der] }),
    })),
    row('no certificates', 'signature.signerUnknown', (world) => ({
      signature: world.cms(world.an, { certificates: [] }),
    })),
    row('a signer named by another serial number', 'signature.signerUnknown', (world) => ({
      signature: world.cms({ ...world.an, serial: '01' }),
    })),
    row('attributes that name another certificate', 'signature.otherCertificate', (world) => ({
      signature: world.cms(world.an, { names: world.company.der }),
    })),
    row('a digest by SHA-1', 'signature.weakDigest', (world) => ({
      signature: world.cms(world.an, { way: { hash: 'sha1' } }),
    })),
    row('a digest by MD5', 'signature.weakDigest', (world) => ({
      signature: world.cms(world.holder({ key: 'rsa2048' }), { way: { hash: 'md5' } }),
    })),
    row('PSS over SHA-1', 'signature.weakDigest', (world) => ({
      signature: world.cms(world.holder({ key: 'rsa2048' }), { way: { hash: 'sha1', pss: true } }),
    })),
    row('RSA with SHA-1 in the raw form', 'signature.weakDigest', (world) => ({
      signature: world.raw(world.an, { algorithm: 'RS1' }),
    })),
    row('a digest that is not the signature’s', 'signature.algorithmMismatch', (world) => ({
      signature: world.cms(world.an, { namedDigest: 'sha512' }),
    })),
    row('an RSA key of 1024 bits', 'signature.weakKey', (world) => ({
      signature: world.cms(world.holder({ key: forgeKey('rsa1024') })),
    })),
    row('a key on P-192', 'signature.unsupported', (world) => ({
      signature: world.cms(world.holder({ key: forgeKey('p192') })),
    })),
  ],
};
