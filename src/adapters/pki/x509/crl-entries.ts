import { DerError } from '../der/der-error.js';
import { inside, type DerReader } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import { time } from '../der/time.js';
import type { Tlv } from '../der/tlv.js';
import { smallInteger } from '../der/values.js';
import { serialOf } from './certificate.js';
import { extensionList, unknownCritical, valueReader } from './extension-list.js';
import { generalNames, type GeneralName } from './general-name.js';
import { Oid } from './oids.js';
import { reasonOf, type RevocationReason } from './reasons.js';

/** One line of a CRL. */
export interface RevokedEntry {
  readonly serial: string;
  readonly revokedAt: number;
  readonly reason: RevocationReason;
  /** When the key is believed to have been lost; absent if the authority does not say. */
  readonly invalidSince: number | undefined;
  /** Who issued the certificate; undefined means the issuer of the CRL. An entry without one repeats the one before. */
  readonly certificateIssuer: readonly GeneralName[] | undefined;
}

export interface CrlEntries {
  /** By serial; more than one only where an indirect CRL speaks of several issuers. */
  readonly bySerial: ReadonlyMap<string, readonly RevokedEntry[]>;
  readonly count: number;
  /** An entry has a critical extension that nothing here knows: the CRL says something that is not understood. */
  readonly unknownCritical: readonly string[];
}

const handled: ReadonlySet<string> = new Set([Oid.reasonCode, Oid.invalidityDate, Oid.certificateIssuer]);

interface EntryDetails {
  readonly reason: RevocationReason;
  readonly invalidSince: number | undefined;
  readonly certificateIssuer: readonly GeneralName[] | undefined;
  readonly unknown: readonly string[];
}

const noDetails: EntryDetails = {
  reason: 'unspecified',
  invalidSince: undefined,
  certificateIssuer: undefined,
  unknown: [],
};

const reasonIn = (tlv: Tlv): RevocationReason => {
  const reason = reasonOf(smallInteger(tlv, Tag.enumerated));
  if (reason === undefined) throw new DerError('value');
  return reason;
};

function detailsOf(tlv: Tlv): EntryDetails {
  const extensions = extensionList(tlv);
  const value = valueReader(extensions);
  return {
    reason: value(Oid.reasonCode, reasonIn) ?? 'unspecified',
    invalidSince: value(Oid.invalidityDate, (date) => time(date, Tag.generalizedTime)),
    certificateIssuer: value(Oid.certificateIssuer, (names) => generalNames(names)),
    unknown: unknownCritical(extensions, handled),
  };
}

/** Most lines of a CRL end alike: each ending is read once. */
function endings(): (reader: DerReader) => EntryDetails {
  const known = new Map<string, EntryDetails>();
  return (reader) => {
    const tlv = reader.optional(Tag.sequence);
    if (tlv === undefined) return noDetails;
    const { buffer, byteOffset, length } = tlv.raw;
    const key = Buffer.from(buffer, byteOffset, length).toString('latin1');
    const details = known.get(key) ?? detailsOf(tlv);
    if (known.size < maxEndings) known.set(key, details);
    return details;
  };
}

const maxEndings = 256;

/** `tlv` is revokedCertificates; undefined where a CRL revokes nothing. */
export function crlEntries(tlv: Tlv | undefined): CrlEntries {
  const bySerial = new Map<string, RevokedEntry[]>();
  const unknown = new Set<string>();
  let count = 0;
  let issuer: readonly GeneralName[] | undefined;
  const reader = tlv && inside(tlv);
  const detailsIn = endings();
  while (reader !== undefined && !reader.done) {
    const fields = inside(reader.next());
    const serial = serialOf(fields.next());
    const revokedAt = time(fields.next());
    const details = detailsIn(fields);
    fields.end();
    issuer = details.certificateIssuer ?? issuer;
    for (const id of details.unknown) unknown.add(id);
    const { reason, invalidSince } = details;
    const entry: RevokedEntry = { serial, revokedAt, reason, invalidSince, certificateIssuer: issuer };
    const others = bySerial.get(serial);
    if (others === undefined) bySerial.set(serial, [entry]);
    else others.push(entry);
    count += 1;
  }
  return { bySerial, count, unknownCritical: [...unknown] };
}
