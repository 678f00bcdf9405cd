import { DerReader } from '../../pki/der/der-reader.js';
import { DerError } from '../../pki/der/der-error.js';
import { contextConstructed, Tag } from '../../pki/der/tags.js';
import { readOne, type Tlv } from '../../pki/der/tlv.js';
import { boolean, integerHex, octetString, oid } from '../../pki/der/values.js';
import { oids } from './oids.js';

/** Which certificate an OCSP client asks about. */
export interface CertificateQuestion {
  /** The CertID as it came: the answer repeats it. */
  readonly raw: Uint8Array;
  readonly hashAlgorithm: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: string;
}

export interface OcspRequest {
  readonly questions: readonly CertificateQuestion[];
  /** The value of the nonce extension, as it came. */
  readonly nonce: Uint8Array | undefined;
}

const maxBytes = 16 * 1024;
const maxQuestions = 16;

/** Reads a request of RFC 6960 §4.1.1; a signature on it is not looked at. `undefined`: it is none. */
export function readOcspRequest(bytes: Uint8Array): OcspRequest | undefined {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function read(bytes: Uint8Array): OcspRequest | undefined {
  const whole = new DerReader(sequenceIn(readOne(bytes, maxBytes)));
  const request = new DerReader(whole.next(Tag.sequence).content);
  whole.optional(contextConstructed(0));
  whole.end();
  request.optional(contextConstructed(0));
  request.optional(contextConstructed(1));
  const list = new DerReader(request.next(Tag.sequence).content);
  const extensions = request.optional(contextConstructed(2));
  request.end();
  const questions: CertificateQuestion[] = [];
  while (!list.done) {
    if (questions.length >= maxQuestions) return undefined;
    questions.push(readQuestion(new DerReader(list.next(Tag.sequence).content)));
  }
  return { questions, nonce: extensions && readNonce(extensions) };
}

function readQuestion(one: DerReader): CertificateQuestion {
  const id = one.next(Tag.sequence);
  one.optional(contextConstructed(0));
  one.end();
  const fields = new DerReader(id.content);
  const algorithm = new DerReader(fields.next(Tag.sequence).content);
  const question = {
    raw: id.raw,
    hashAlgorithm: oid(algorithm.next()),
    issuerNameHash: octetString(fields.next()),
    issuerKeyHash: octetString(fields.next()),
    serial: integerHex(fields.next()),
  };
  fields.end();
  return question;
}

function readNonce(extensions: Tlv): Uint8Array | undefined {
  const list = new DerReader(sequenceIn(readOne(extensions.content)));
  let nonce: Uint8Array | undefined;
  while (!list.done) {
    const fields = new DerReader(list.next(Tag.sequence).content);
    const id = oid(fields.next());
    const critical = fields.optional(Tag.boolean);
    if (critical !== undefined) boolean(critical);
    const value = octetString(fields.next());
    if (id === oids.ocspNonce) nonce = value;
  }
  return nonce;
}

function sequenceIn(tlv: Tlv): Uint8Array {
  if (tlv.tag !== Tag.sequence) throw new DerError('tag');
  return tlv.content;
}
