import { createHash, createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { Tag } from '../../../pki/der/tags.js';
import {
  type Der,
  element,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  setOf,
  tagged,
} from '../../../pki/der/writer.js';

const ids = {
  data: '1.2.840.113549.1.7.1',
  sha256: '2.16.840.1.101.3.4.2.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

const iterations = 2048;

export interface Pkcs12Contents {
  readonly privateKey: KeyObject;
  /** The key's certificate first, in DER. */
  readonly certificates: readonly [Der, ...Der[]];
  readonly friendlyName: string;
  readonly password: string;
}

/** A PFX (RFC 7292): the key under PBES2 with AES-256, certificates in the clear, all of it under an HMAC of SHA-256. */
export function writePkcs12({ privateKey, certificates, friendlyName, password }: Pkcs12Contents): Der {
  const [own, ...others] = certificates;
  const attributes = setOf(
    sequence(oid(ids.friendlyName), setOf(element(Tag.bmpString, bmp(friendlyName)))),
    sequence(oid(ids.localKeyId), setOf(octetString(createHash('sha1').update(own).digest()))),
  );
  const shrouded = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password });
  const keys = sequence(sequence(oid(ids.shroudedKeyBag), tagged(0, shrouded), attributes));
  const bags = sequence(certificateBag(own, attributes), ...others.map((one) => certificateBag(one)));
  const safe = sequence(contentInfo(bags), contentInfo(keys));
  return sequence(integer(3), contentInfo(safe), macOver(safe, password));
}

const contentInfo = (content: Der): Der => sequence(oid(ids.data), tagged(0, octetString(content)));

const certificateBag = (certificate: Der, ...attributes: readonly Der[]): Der =>
  sequence(
    oid(ids.certificateBag),
    tagged(0, sequence(oid(ids.x509Certificate), tagged(0, octetString(certificate)))),
    ...attributes,
  );

function macOver(content: Der, password: string): Der {
  const salt = randomBytes(16);
  const mac = createHmac('sha256', macKey(password, salt)).update(content).digest();
  const digestInfo = sequence(sequence(oid(ids.sha256), nothing()), octetString(mac));
  return sequence(digestInfo, octetString(salt), integer(iterations));
}

const blockOctets = 64;
const macPurpose = 3;

/** RFC 7292 appendix B.2, for the one block of SHA-256 that a key of 32 octets takes. */
function macKey(password: string, salt: Buffer): Buffer {
  const words = Buffer.concat([bmp(password), Buffer.alloc(2)]);
  let key = Buffer.concat([Buffer.alloc(blockOctets, macPurpose), filled(salt), filled(words)]);
  for (let round = 0; round < iterations; round += 1) key = createHash('sha256').update(key).digest();
  return key;
}

/** Repeated up to whole blocks. */
const filled = (text: Buffer): Buffer => Buffer.alloc(blockOctets * Math.ceil(text.length / blockOctets), text);

const bmp = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
