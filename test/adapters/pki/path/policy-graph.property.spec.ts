import fc from 'fast-check';
import { PolicyGraph } from '../../../../src/adapters/pki/path/policy-graph.js';
import { Oid } from '../../../../src/adapters/pki/x509/oids.js';
import type { Certificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { runs } from '../../../support/fc-runs.js';
import { validByTree, type PolicyCertificate, type TreeSettings } from '../support/policy-tree.js';

const any = Oid.anyPolicy;
const policies = ['1.1', '1.2', '1.3'];
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const skip = fc.integer({ min: 0, max: 3 });

const certificate: fc.Arbitrary<PolicyCertificate> = fc.record({
  selfIssued: fc.boolean(),
  policies: optional(fc.uniqueArray(fc.constantFrom(...policies, any), { minLength: 1, maxLength: 4 })),
  mappings: fc.uniqueArray(
    fc.record({ issuerDomain: fc.constantFrom(...policies), subjectDomain: fc.constantFrom(...policies) }),
    { maxLength: 3, selector: (one) => `${one.issuerDomain}>${one.subjectDomain}` },
  ),
  requireExplicitPolicy: optional(skip),
  inhibitPolicyMapping: optional(skip),
  inhibitAnyPolicy: optional(skip),
});

const settings: fc.Arbitrary<TreeSettings> = fc.record({
  initialPolicies: fc.oneof(
    fc.constant(new Set<string>([any])),
    fc.uniqueArray(fc.constantFrom(...policies), { minLength: 1 }).map((chosen) => new Set(chosen)),
  ),
  requireExplicitPolicy: fc.boolean(),
  inhibitPolicyMapping: fc.boolean(),
  inhibitAnyPolicy: fc.boolean(),
});

/** As much of a certificate as policies are read from. */
const asCertificate = (one: PolicyCertificate): Certificate => {
  const name = { key: one.selfIssued ? 'same' : 'subject' };
  const { requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = one;
  return {
    subject: name,
    issuer: { key: one.selfIssued ? 'same' : 'issuer' },
    extensions: {
      certificatePolicies: one.policies,
      policyMappings: one.mappings,
      policyConstraints: { requireExplicitPolicy, inhibitPolicyMapping },
      inhibitAnyPolicy,
    },
  } as unknown as Certificate;
};

function validByGraph(path: readonly PolicyCertificate[], given: TreeSettings): readonly string[] | 'invalid' {
  const graph = new PolicyGraph(given, path.length);
  let valid = true;
  for (const [i, one] of path.entries()) {
    if (!graph.enter(asCertificate(one), i + 1)) valid = false;
    if (i + 1 < path.length) graph.prepareNext(asCertificate(one));
  }
  const last = path.at(-1);
  const agreed = last && graph.finish(asCertificate(last));
  return valid && agreed !== undefined ? [...agreed.user].sort() : 'invalid';
}

describe('policies along a path', () => {
  it('are those of the tree of RFC 5280, which is written down beside', () => {
    fc.assert(
      fc.property(fc.array(certificate, { minLength: 1, maxLength: 5 }), settings, (path, given) => {
        expect(validByGraph(path, given)).toEqual(validByTree(path, given));
      }),
      { numRuns: runs * 10 },
    );
  });

  it('cost no more than their number, where the tree would grow without end', () => {
    const names = Array.from({ length: 12 }, (_, i) => `1.${i}`);
    const wide: PolicyCertificate = {
      selfIssued: false,
      policies: names,
      mappings: names.flatMap((from) => names.map((to) => ({ issuerDomain: from, subjectDomain: to }))),
      requireExplicitPolicy: 0,
      inhibitPolicyMapping: undefined,
      inhibitAnyPolicy: undefined,
    };
    const path = [...Array.from({ length: 20 }, () => wide), { ...wide, mappings: [] }];
    const given = {
      initialPolicies: new Set<string>([any]),
      requireExplicitPolicy: true,
      inhibitPolicyMapping: false,
      inhibitAnyPolicy: false,
    };
    expect(validByGraph(path, given)).toEqual(names.toSorted());
  });
});
