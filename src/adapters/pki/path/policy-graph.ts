import type { Certificate } from '../x509/certificate.js';
import { isSelfIssued } from '../x509/certificate.js';
import { Oid } from '../x509/oids.js';
import type { PolicySettings } from './path-request.js';

interface PolicyNode {
  readonly policy: string;
  expected: ReadonlySet<string>;
  readonly parents: readonly PolicyNode[];
}

type Level = ReadonlyMap<string, PolicyNode>;

const any = Oid.anyPolicy;
const node = (policy: string, parents: readonly PolicyNode[], expected = new Set([policy])): PolicyNode => ({
  policy,
  expected,
  parents,
});

/** The policies under which a path is valid. */
export interface PathPolicies {
  readonly authorities: ReadonlySet<string>;
  /** Of those, the ones acceptable to us. */
  readonly user: ReadonlySet<string>;
}

/**
 * Policy processing of RFC 5280 §6.1.2 to §6.1.5 on the graph of RFC 9618, which gives the answers of the tree without its
 * exponential growth: one node per policy and level, edges at most as many as policies and mappings.
 */
export class PolicyGraph {
  /** Nodes of the current depth; an empty level is RFC 5280's NULL tree. */
  private level: Level = new Map([[any, node(any, [])]]);
  private explicitPolicy: number;
  private policyMapping: number;
  private inhibitAny: number;

  /** `length`: how many certificates the path has. */
  constructor(
    private readonly settings: PolicySettings,
    private readonly length: number,
  ) {
    const never = length + 1;
    this.explicitPolicy = settings.requireExplicitPolicy ? 0 : never;
    this.policyMapping = settings.inhibitPolicyMapping ? 0 : never;
    this.inhibitAny = settings.inhibitAnyPolicy ? 0 : never;
  }

  /** §6.1.3 (d) to (f) for the certificate at `depth`, counted from 1 below the anchor; false: no policy is left. */
  enter(certificate: Certificate, depth: number): boolean {
    const { certificatePolicies } = certificate.extensions;
    if (certificatePolicies === undefined) this.level = new Map();
    else if (this.level.size > 0) {
      const anyCounts = this.inhibitAny > 0 || (depth < this.length && isSelfIssued(certificate));
      this.level = nextLevel(this.level, certificatePolicies, anyCounts);
    }
    return this.explicitPolicy > 0 || this.level.size > 0;
  }

  /** §6.1.4 (a), (b) and (h) to (j); false: a mapping from or to anyPolicy. */
  prepareNext(certificate: Certificate): boolean {
    const { policyMappings = [], policyConstraints, inhibitAnyPolicy } = certificate.extensions;
    const allowed = policyMappings.every((one) => one.issuerDomain !== any && one.subjectDomain !== any);
    if (allowed) this.map(policyMappings);
    if (!isSelfIssued(certificate)) {
      this.explicitPolicy = Math.max(0, this.explicitPolicy - 1);
      this.policyMapping = Math.max(0, this.policyMapping - 1);
      this.inhibitAny = Math.max(0, this.inhibitAny - 1);
    }
    this.explicitPolicy = Math.min(this.explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity);
    this.policyMapping = Math.min(this.policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity);
    this.inhibitAny = Math.min(this.inhibitAny, inhibitAnyPolicy ?? Infinity);
    return allowed;
  }

  /** §6.1.5 (a), (b) and (g) after the last certificate; undefined: a policy is asked for and none is acceptable. */
  finish(last: Certificate): PathPolicies | undefined {
    const explicit = Math.max(0, this.explicitPolicy - 1);
    const required = last.extensions.policyConstraints?.requireExplicitPolicy === 0 || explicit === 0;
    const policies = this.policies();
    return required && policies.user.size === 0 ? undefined : policies;
  }

  private map(mappings: readonly { readonly issuerDomain: string; readonly subjectDomain: string }[]): void {
    const level = new Map(this.level);
    const targets = new Map<string, Set<string>>();
    for (const { issuerDomain, subjectDomain } of mappings) {
      const known = targets.get(issuerDomain);
      if (known === undefined) targets.set(issuerDomain, new Set([subjectDomain]));
      else known.add(subjectDomain);
    }
    for (const [policy, expected] of targets) {
      const mapped = level.get(policy);
      if (this.policyMapping === 0) level.delete(policy);
      else if (mapped !== undefined) mapped.expected = expected;
      else {
        const wild = level.get(any);
        if (wild !== undefined) level.set(policy, node(policy, wild.parents, expected));
      }
    }
    this.level = level;
  }

  private policies(): PathPolicies {
    const authorities = new Set<string>();
    const seen = new Set<PolicyNode>();
    const open = [...this.level.values()];
    if (this.level.has(any)) authorities.add(any);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (next.policy !== any && next.parents.some((parent) => parent.policy === any)) authorities.add(next.policy);
      open.push(...next.parents);
    }
    return { authorities, user: acceptable(authorities, this.settings.initialPolicies) };
  }
}

/** RFC 9618 §5.3 (steps d.1 and d.2): what of the policies of one certificate follows from the level above. */
function nextLevel(above: Level, policies: readonly string[], anyCounts: boolean): Level {
  const expecting = new Map<string, PolicyNode[]>();
  for (const parent of above.values())
    for (const policy of parent.expected) {
      const parents = expecting.get(policy);
      if (parents === undefined) expecting.set(policy, [parent]);
      else parents.push(parent);
    }
  const wild = above.get(any);
  const level = new Map<string, PolicyNode>();
  for (const policy of policies) {
    if (policy === any) continue;
    const parents = expecting.get(policy) ?? (wild === undefined ? undefined : [wild]);
    if (parents !== undefined) level.set(policy, node(policy, parents));
  }
  if (anyCounts && policies.includes(any))
    for (const [policy, parents] of expecting) if (!level.has(policy)) level.set(policy, node(policy, parents));
  return level;
}

function acceptable(authorities: ReadonlySet<string>, initial: ReadonlySet<string>): ReadonlySet<string> {
  if (initial.has(any)) return authorities;
  return authorities.has(any) ? initial : new Set([...authorities].filter((policy) => initial.has(policy)));
}
