import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { contextPrimitive, Tag } from '../der/tags.js';
import type { Tlv } from '../der/tlv.js';
import { oid, smallInteger } from '../der/values.js';

export interface PolicyMapping {
  readonly issuerDomain: string;
  readonly subjectDomain: string;
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
}

/** SkipCerts and path lengths: not negative. */
export function count(tlv: Tlv, tag: number = Tag.integer): number {
  const value = smallInteger(tlv, tag);
  if (value < 0) throw new DerError('value');
  return value;
}

function policyInformation(tlv: Tlv): string {
  const reader = inside(tlv);
  const policy = oid(reader.next());
  // Qualifiers are advice for people; they are part of the signed bytes and decide nothing.
  reader.optional(Tag.sequence);
  reader.end();
  return policy;
}

/** The policies of RFC 5280 §4.2.1.4; none may be named twice. */
export function certificatePolicies(tlv: Tlv): string[] {
  const reader = inside(tlv);
  const policies: string[] = [];
  while (!reader.done) policies.push(policyInformation(reader.next()));
  if (policies.length === 0 || new Set(policies).size !== policies.length) throw new DerError('value');
  return policies;
}

function policyMapping(tlv: Tlv): PolicyMapping {
  const reader = inside(tlv);
  const issuerDomain = oid(reader.next());
  const subjectDomain = oid(reader.next());
  reader.end();
  return { issuerDomain, subjectDomain };
}

export function policyMappings(tlv: Tlv): PolicyMapping[] {
  const reader = inside(tlv);
  const mappings: PolicyMapping[] = [];
  while (!reader.done) mappings.push(policyMapping(reader.next()));
  if (mappings.length === 0) throw new DerError('value');
  return mappings;
}

export function policyConstraints(tlv: Tlv): PolicyConstraints {
  const reader = inside(tlv);
  const require = reader.optional(contextPrimitive(0));
  const inhibit = reader.optional(contextPrimitive(1));
  reader.end();
  if (require === undefined && inhibit === undefined) throw new DerError('value');
  return {
    requireExplicitPolicy: require && count(require, require.tag),
    inhibitPolicyMapping: inhibit && count(inhibit, inhibit.tag),
  };
}
