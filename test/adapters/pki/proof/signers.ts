import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Hash } from '../../../../src/adapters/pki/algorithms/digest-algorithm.js';
import { algorithmFor, signData } from '../../../../src/adapters/pki/algorithms/sign-data.js';
import { signatureId } from '../../../../src/adapters/pki/algorithms/write-algorithm.js';
import {
  bitString,
  type Der,
  element,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  tagged,
  time,
  utf8String,
} from '../../../../src/adapters/pki/der/writer.js';
import { inside } from '../../../../src/adapters/pki/der/der-reader.js';
import { readOne } from '../../../../src/adapters/pki/der/tlv.js';
import { bitStringOctets } from '../../../../src/adapters/pki/der/values.js';
import { Tag } from '../../../../src/adapters/pki/der/tags.js';

export interface Signer {
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
  readonly spki: Uint8Array;
}

const kinds = {
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  rsa1024: () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
  p256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  p521: () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  ed25519: () => generateKeyPairSync('ed25519'),
};
export type KeyKind = keyof typeof kinds;

const name = (text: string): Der => sequence(setOf(sequence(oid('2.5.4.3'), utf8String(text))));

export interface CertificateWish {
  readonly subject?: string;
  readonly issuer?: string;
  readonly serial?: number | string;
  readonly hash?: Hash;
}

/** A key with a certificate that it signs itself: enough for what binds a signature to a certificate. */
export function makeSigner(kind: KeyKind, wish: CertificateWish = {}): Signer {
  const { publicKey, privateKey } = kinds[kind]();
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return { certificate: selfSigned(kind, spki, privateKey, wish), key: privateKey, spki };
}

/** Another certificate for the same key. */
export const renewed = (kind: KeyKind, { spki, key }: Signer, wish: CertificateWish): Signer => ({
  certificate: selfSigned(kind, spki, key, wish),
  key,
  spki,
});

/** The content of the bit string, as RFC 5280 §4.2.1.2 (1) makes key identifiers of it. */
function keyBits(spki: Uint8Array): Uint8Array {
  const fields = inside(readOne(spki));
  fields.next();
  return bitStringOctets(fields.next());
}

function selfSigned(kind: KeyKind, spki: Uint8Array, key: KeyObject, wish: CertificateWish): Uint8Array {
  const { subject = `Signer ${kind}`, issuer = subject, serial = 4711 } = wish;
  const algorithm = kind === 'rsa1024' ? ({ scheme: 'rsaPkcs1', hash: 'sha256' } as const) : algorithmFor(spki, wish);
  const keyId = sequence(oid('2.5.29.14'), octetString(octetString(createHash('sha1').update(keyBits(spki)).digest())));
  const usage = sequence(oid('2.5.29.15'), octetString(element(Tag.bitString, Uint8Array.of(7, 0x80))));
  const tbs = sequence(
    tagged(0, integer(2)),
    integer(serial),
    signatureId(algorithm),
    name(issuer),
    sequence(time(Date.parse('2024-01-01')), time(Date.parse('2044-01-01'))),
    name(subject),
    Buffer.from(spki),
    tagged(3, sequence(keyId, usage)),
  );
  return sequence(tbs, signatureId(algorithm), bitString(signData(algorithm, tbs, key)));
}

export const pem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};
