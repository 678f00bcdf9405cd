import { checkDer } from '../der/check-der.js';
import { DerError } from '../der/der-error.js';
import { DerReader, inside } from '../der/der-reader.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { time } from '../der/time.js';
import { readAll, readOne, type Tlv } from '../der/tlv.js';
import * as values from '../der/values.js';
import { reasonOf, type RevocationReason } from '../x509/reasons.js';
import { ocspOids } from './ocsp-oids.js';

/** Why a responder would not say (RFC 6960 §4.2.1). Nobody signs that, so it is worth no more than silence. */
export type OcspRefusal = 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized';

export type OcspStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly at: number; readonly reason: RevocationReason };

/** Which certificate an answer is about; digests in hex. */
export interface OcspCertId {
  /** Of the digest's algorithm. */
  readonly hash: string;
  readonly issuerName: string;
  readonly issuerKey: string;
  readonly serial: string;
}

export interface OcspSingle {
  readonly id: OcspCertId;
  readonly status: OcspStatus;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
}

/** The answer of a responder as it is written; nothing of it is verified yet. */
export interface OcspBasic {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  /** Whatever the responder thinks helps; DER each. */
  readonly certificates: readonly Uint8Array[];
  readonly responder:
    | { readonly by: 'name'; readonly name: Uint8Array }
    | { readonly by: 'key'; /** SHA-1 of the key's bits. */ readonly key: Uint8Array };
  readonly producedAt: number;
  readonly singles: readonly OcspSingle[];
  /** The value of the nonce extension as it stands. */
  readonly nonce: Uint8Array | undefined;
}

export type OcspResponse =
  | { readonly kind: 'successful'; readonly basic: OcspBasic }
  | { readonly kind: 'refused'; readonly refusal: OcspRefusal };

const refusals = new Map<number, OcspRefusal>([
  [1, 'malformedRequest'],
  [2, 'internalError'],
  [3, 'tryLater'],
  [5, 'sigRequired'],
  [6, 'unauthorized'],
]);

/** An answer holds one certificate's status and a certificate or two; some hold a few more. */
export const maxOcspBytes = 64 * 1024;
const maxSingles = 64;
const maxCertificates = 8;

/** Reads RFC 6960 §4.2.1 strictly. Throws DerError, also for a critical extension that this reader does not know. */
export function parseOcspResponse(bytes: Uint8Array): OcspResponse {
  checkDer(bytes, { maxBytes: maxOcspBytes });
  const response = inside(readOne(bytes));
  const status = values.smallInteger(response.next(Tag.enumerated), Tag.enumerated);
  const explicit = response.optional(contextConstructed(0));
  response.end();
  if (status !== 0) {
    const refusal = refusals.get(status);
    if (refusal === undefined || explicit !== undefined) throw new DerError('value');
    return { kind: 'refused', refusal };
  }
  if (explicit === undefined) throw new DerError('truncated');
  const typed = inside(readOne(explicit.content));
  if (values.oid(typed.next()) !== ocspOids.basic) throw new DerError('value');
  const basic = values.octetString(typed.next());
  typed.end();
  return { kind: 'successful', basic: parseBasic(basic) };
}

function parseBasic(bytes: Uint8Array): OcspBasic {
  checkDer(bytes, { maxBytes: maxOcspBytes });
  const outer = inside(readOne(bytes));
  const tbs = outer.next(Tag.sequence);
  const signatureAlgorithm = outer.next(Tag.sequence).raw;
  const signature = values.bitStringOctets(outer.next());
  const certificates = outer.optional(contextConstructed(0));
  outer.end();
  return {
    tbs: tbs.raw,
    signatureAlgorithm,
    signature,
    certificates: certificates === undefined ? [] : sequenceOf(certificates, maxCertificates).map(({ raw }) => raw),
    ...parseData(tbs),
  };
}

function parseData(tbs: Tlv): Pick<OcspBasic, 'responder' | 'producedAt' | 'singles' | 'nonce'> {
  const data = inside(tbs);
  const version = data.optional(contextConstructed(0));
  if (version !== undefined && values.smallInteger(readOne(version.content)) !== 0) throw new DerError('value');
  const responder = parseResponder(data.next());
  const producedAt = time(data.next(Tag.generalizedTime));
  const singles = readAll(data.next(Tag.sequence).content, maxSingles).map(parseSingle);
  const extensions = readExtensions(data.optional(contextConstructed(1)), [ocspOids.nonce]);
  data.end();
  return { responder, producedAt, singles, nonce: extensions.get(ocspOids.nonce) };
}

function parseResponder(tlv: Tlv): OcspBasic['responder'] {
  const chosen = readOne(tlv.content);
  if (tlv.tag === contextConstructed(1)) {
    if (chosen.tag !== Tag.sequence) throw new DerError('tag');
    return { by: 'name', name: chosen.raw };
  }
  if (tlv.tag !== contextConstructed(2)) throw new DerError('tag');
  return { by: 'key', key: values.octetString(chosen) };
}

function parseSingle(tlv: Tlv): OcspSingle {
  const single = inside(tlv);
  const id = parseCertId(single.next());
  const status = parseStatus(single.next());
  const thisUpdate = time(single.next(Tag.generalizedTime));
  const next = single.optional(contextConstructed(0));
  readExtensions(single.optional(contextConstructed(1)), []);
  single.end();
  return { id, status, thisUpdate, nextUpdate: next && time(onlyOne(next, Tag.generalizedTime)) };
}

function parseCertId(tlv: Tlv): OcspCertId {
  const id = inside(tlv);
  const algorithm = inside(id.next());
  const hash = values.oid(algorithm.next());
  if (!algorithm.done) values.nothing(algorithm.next());
  algorithm.end();
  const issuerName = hex(values.octetString(id.next()));
  const issuerKey = hex(values.octetString(id.next()));
  const serial = values.integerHex(id.next());
  id.end();
  return { hash, issuerName, issuerKey, serial };
}

function parseStatus(tlv: Tlv): OcspStatus {
  switch (tlv.tag) {
    case contextPrimitive(0):
    case contextPrimitive(2):
      if (tlv.content.length > 0) throw new DerError('value');
      return { kind: tlv.tag === contextPrimitive(0) ? 'good' : 'unknown' };
    case contextConstructed(1): {
      const revoked = new DerReader(tlv.content);
      const at = time(revoked.next(Tag.generalizedTime));
      const reason = revoked.optional(contextConstructed(0));
      revoked.end();
      return { kind: 'revoked', at, reason: reason === undefined ? 'unspecified' : parseReason(reason) };
    }
    default:
      throw new DerError('tag');
  }
}

function parseReason(explicit: Tlv): RevocationReason {
  const reason = reasonOf(values.smallInteger(onlyOne(explicit, Tag.enumerated), Tag.enumerated));
  if (reason === undefined) throw new DerError('value');
  return reason;
}

/** Values by identifier. A critical one that is not `known` refuses the whole: it may change what the rest means. */
function readExtensions(explicit: Tlv | undefined, known: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  if (explicit === undefined) return found;
  for (const tlv of sequenceOf(explicit, maxSingles)) {
    const extension = inside(tlv);
    const oid = values.oid(extension.next());
    const critical = extension.optional(Tag.boolean);
    const value = values.octetString(extension.next());
    extension.end();
    if (found.has(oid)) throw new DerError('value');
    if (critical !== undefined && values.boolean(critical) && !known.includes(oid)) throw new DerError('value');
    found.set(oid, value);
  }
  return found;
}

/** The members of a SEQUENCE OF inside an explicit tag. */
const sequenceOf = (explicit: Tlv, most: number): readonly Tlv[] =>
  readAll(onlyOne(explicit, Tag.sequence).content, most);

function onlyOne(explicit: Tlv, tag: number): Tlv {
  const one = readOne(explicit.content);
  if (one.tag !== tag) throw new DerError('tag');
  return one;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
