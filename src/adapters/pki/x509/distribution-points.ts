import { DerError } from '../der/der-error.js';
import { inside, type DerReader } from '../der/der-reader.js';
import { contextConstructed, contextPrimitive } from '../der/tags.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { boolean } from '../der/values.js';
import { generalNames, type GeneralName } from './general-name.js';
import { relativeNameOf, type RelativeName } from './name.js';
import { reasonFlags, type ReasonMask } from './reasons.js';

export type DistributionPointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  | { readonly kind: 'relative'; readonly name: RelativeName };

/** RFC 5280 §4.2.1.13. */
export interface DistributionPoint {
  readonly name: DistributionPointName | undefined;
  /** Absent: the CRL covers every reason. */
  readonly reasons: ReasonMask | undefined;
  /** Absent: the certificate's own issuer signs the CRL. */
  readonly crlIssuer: readonly GeneralName[] | undefined;
}

/** RFC 5280 §5.2.5: which certificates a CRL speaks of. */
export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | undefined;
  readonly onlyUserCerts: boolean;
  readonly onlyCaCerts: boolean;
  readonly onlySomeReasons: ReasonMask | undefined;
  readonly indirect: boolean;
  readonly onlyAttributeCerts: boolean;
}

function pointName(tlv: Tlv): DistributionPointName {
  const choice = readOne(tlv.content);
  if (choice.tag === contextConstructed(0)) return { kind: 'full', names: generalNames(choice, choice.tag) };
  if (choice.tag === contextConstructed(1)) return { kind: 'relative', name: relativeNameOf(choice.content) };
  throw new DerError('tag');
}

const nameIn = (reader: DerReader): DistributionPointName | undefined => {
  const tlv = reader.optional(contextConstructed(0));
  return tlv && pointName(tlv);
};

function distributionPoint(tlv: Tlv): DistributionPoint {
  const reader = inside(tlv);
  const name = nameIn(reader);
  const reasons = reader.optional(contextPrimitive(1));
  const issuer = reader.optional(contextConstructed(2));
  reader.end();
  // RFC 5280: a point of reasons alone names nothing.
  if (name === undefined && issuer === undefined) throw new DerError('value');
  return {
    name,
    reasons: reasons && reasonFlags(reasons, reasons.tag),
    crlIssuer: issuer && generalNames(issuer, issuer.tag),
  };
}

export function distributionPoints(tlv: Tlv): DistributionPoint[] {
  const reader = inside(tlv);
  const points: DistributionPoint[] = [];
  while (!reader.done) points.push(distributionPoint(reader.next()));
  if (points.length === 0) throw new DerError('value');
  return points;
}

export function issuingDistributionPoint(tlv: Tlv): IssuingDistributionPoint {
  const reader = inside(tlv);
  const flag = (n: number): boolean => {
    const field = reader.optional(contextPrimitive(n));
    return field !== undefined && boolean(field, field.tag);
  };
  const name = nameIn(reader);
  const onlyUserCerts = flag(1);
  const onlyCaCerts = flag(2);
  const reasons = reader.optional(contextPrimitive(3));
  const indirect = flag(4);
  const onlyAttributeCerts = flag(5);
  reader.end();
  const onlySomeReasons = reasons && reasonFlags(reasons, reasons.tag);
  if ([onlyUserCerts, onlyCaCerts, onlyAttributeCerts].filter(Boolean).length > 1) throw new DerError('value');
  return { name, onlyUserCerts, onlyCaCerts, onlySomeReasons, indirect, onlyAttributeCerts };
}
