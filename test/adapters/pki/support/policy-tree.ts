import { Oid } from '../../../../src/adapters/pki/x509/oids.js';
import type { PolicySettings } from '../../../../src/adapters/pki/path/path-request.js';
import type { PolicyMapping } from '../../../../src/adapters/pki/x509/policy-extensions.js';

export type TreeSettings = PolicySettings;

/** What of a certificate policies depend on. */
export interface PolicyCertificate {
  readonly selfIssued: boolean;
  readonly policies: readonly string[] | undefined;
  readonly mappings: readonly PolicyMapping[];
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
  readonly inhibitAnyPolicy: number | undefined;
}

interface TreeNode {
  readonly policy: string;
  expected: string[];
  readonly depth: number;
  readonly parent: TreeNode | undefined;
  children: TreeNode[];
}

const any = Oid.anyPolicy;

const grow = (parent: TreeNode, policy: string, expected: readonly string[] = [policy]): void => {
  parent.children.push({ policy, expected: [...expected], depth: parent.depth + 1, parent, children: [] });
};

const atDepth = (node: TreeNode, depth: number): TreeNode[] =>
  node.depth === depth ? [node] : node.children.flatMap((child) => atDepth(child, depth));

/** Deletes nodes above `depth` that have no children, again and again; false: nothing is left. */
function prune(node: TreeNode, depth: number): boolean {
  if (node.depth >= depth) return true;
  node.children = node.children.filter((child) => prune(child, depth));
  return node.children.length > 0;
}

const drop = (node: TreeNode): void => {
  if (node.parent !== undefined) node.parent.children = node.parent.children.filter((child) => child !== node);
};

/** §6.1.3 (d): the next level of the tree, or undefined for NULL. */
function entered(root: TreeNode, policies: readonly string[], i: number, anyCounts: boolean): TreeNode | undefined {
  const parents = atDepth(root, i - 1);
  for (const policy of policies.filter((one) => one !== any)) {
    const matching = parents.filter(({ expected }) => expected.includes(policy));
    const wild = parents.filter((parent) => parent.policy === any);
    for (const parent of matching.length > 0 ? matching : wild) grow(parent, policy);
  }
  if (policies.includes(any) && anyCounts)
    for (const parent of parents)
      for (const policy of parent.expected)
        if (!parent.children.some((child) => child.policy === policy)) grow(parent, policy);
  return prune(root, i) ? root : undefined;
}

/** §6.1.4 (b). */
function mapped(root: TreeNode, mappings: readonly PolicyMapping[], i: number, allowed: boolean): TreeNode | undefined {
  for (const [domain, group] of Map.groupBy(mappings, ({ issuerDomain }) => issuerDomain)) {
    const expected = group.map(({ subjectDomain }) => subjectDomain);
    const nodes = atDepth(root, i).filter(({ policy }) => policy === domain);
    if (!allowed) nodes.forEach(drop);
    else if (nodes.length > 0) for (const node of nodes) node.expected = [...expected];
    else
      for (const wild of atDepth(root, i).filter(({ policy }) => policy === any)) {
        if (wild.parent !== undefined) grow(wild.parent, domain, expected);
      }
  }
  return prune(root, i) ? root : undefined;
}

/** §6.1.5 (g): the tree within the policies that are acceptable; the policies it is valid under. */
function intersection(root: TreeNode, initial: ReadonlySet<string>, n: number): string[] {
  const all = (node: TreeNode): TreeNode[] => [node, ...node.children.flatMap(all)];
  const valid = all(root).filter(({ parent, policy }) => parent?.policy === any && policy !== any);
  const wild = atDepth(root, n).some(({ policy }) => policy === any);
  const named = valid.map(({ policy }) => policy);
  if (initial.has(any)) return [...new Set([...named, ...(wild ? [any] : [])])].sort();
  return [...new Set([...named.filter((policy) => initial.has(policy)), ...(wild ? initial : [])])].sort();
}

/**
 * RFC 5280 §6.1 for policies alone, on the tree as the RFC has it, kept apart from the graph that is tested by it. Gives the
 * user-constrained policies, sorted.
 */
export function validByTree(path: readonly PolicyCertificate[], settings: TreeSettings): readonly string[] | 'invalid' {
  const n = path.length;
  let tree: TreeNode | undefined = { policy: any, expected: [any], depth: 0, parent: undefined, children: [] };
  let explicit = settings.requireExplicitPolicy ? 0 : n + 1;
  let mapping = settings.inhibitPolicyMapping ? 0 : n + 1;
  let inhibitAny = settings.inhibitAnyPolicy ? 0 : n + 1;
  for (const [index, certificate] of path.entries()) {
    const i = index + 1;
    const { policies, selfIssued, mappings } = certificate;
    tree = tree && policies && entered(tree, policies, i, inhibitAny > 0 || (i < n && selfIssued));
    if (explicit === 0 && tree === undefined) return 'invalid';
    if (i === n) break;
    tree = tree && mapped(tree, mappings, i, mapping > 0);
    if (!selfIssued)
      [explicit, mapping, inhibitAny] = [explicit, mapping, inhibitAny].map((k) => Math.max(0, k - 1)) as [
        number,
        number,
        number,
      ];
    explicit = Math.min(explicit, certificate.requireExplicitPolicy ?? explicit);
    mapping = Math.min(mapping, certificate.inhibitPolicyMapping ?? mapping);
    inhibitAny = Math.min(inhibitAny, certificate.inhibitAnyPolicy ?? inhibitAny);
  }
  const last = path.at(-1);
  explicit = last?.requireExplicitPolicy === 0 ? 0 : Math.max(0, explicit - 1);
  const agreed = tree === undefined ? [] : intersection(tree, settings.initialPolicies, n);
  return explicit === 0 && agreed.length === 0 ? 'invalid' : agreed;
}
