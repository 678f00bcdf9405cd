import type { Certificate } from '../../x509/certificate.js';
import type { NameConstraints } from '../../x509/extension-values.js';
import type { GeneralName } from '../../x509/general-name.js';
import { isWithin } from '../../x509/name.js';
import { Oid } from '../../x509/oids.js';
import { dnsWithin, mailWithin, uriWithin } from './host-names.js';

/** How a name stands to a subtree; `unclear` is held against it either way. */
type Standing = 'within' | 'outside' | 'unclear';

const standing = (within: boolean | undefined): Standing =>
  within === undefined ? 'unclear' : within ? 'within' : 'outside';

/** An address and a range of address and mask; of one family. */
function ipWithin(octets: Uint8Array, range: Uint8Array): boolean | undefined {
  if (octets.length !== 4 && octets.length !== 16) return undefined;
  if (range.length !== 8 && range.length !== 32) return undefined;
  const size = range.length / 2;
  return (
    octets.length === size && octets.every((octet, i) => ((octet ^ (range[i] ?? 0)) & (range[size + i] ?? 0)) === 0)
  );
}

/** RFC 5280 §4.2.1.10; kinds that have no rule there are unclear. */
function standingOf(name: GeneralName, base: GeneralName): Standing {
  if (name.kind === 'directory' && base.kind === 'directory') return standing(isWithin(name.name, base.name));
  if (name.kind === 'dns' && base.kind === 'dns') return standing(dnsWithin(name.value, base.value));
  if (name.kind === 'email' && base.kind === 'email') return standing(mailWithin(name.value, base.value));
  if (name.kind === 'uri' && base.kind === 'uri') return standing(uriWithin(name.value, base.value));
  if (name.kind === 'ip' && base.kind === 'ip') return standing(ipWithin(name.octets, base.octets));
  return 'unclear';
}

/** Excluding a.example excludes a wildcard that covers it. */
const covers = (name: GeneralName, base: GeneralName): boolean =>
  name.kind === 'dns' &&
  base.kind === 'dns' &&
  name.value.startsWith('*.') &&
  dnsWithin(base.value, name.value.slice(2));

/**
 * Names of a certificate that constraints speak of: its subject, its alternative names, and mail addresses in the subject,
 * which RFC 5280 asks for only where there are no alternative names, and which people read all the same.
 */
function constrainedNames({ subject, extensions: { subjectAltName = [] } }: Certificate): GeneralName[] {
  const names: GeneralName[] = subject.rdnKeys.length === 0 ? [] : [{ kind: 'directory', name: subject }];
  const mail = subject.attributes.filter((attribute) => attribute.oid === Oid.emailAddress);
  return [...names, ...subjectAltName, ...mail.map(({ value }): GeneralName => ({ kind: 'email', value }))];
}

/** More comparisons than any honest path needs. */
const maxComparisons = 1 << 18;

/**
 * The name constraints in force along a path (RFC 5280 §6.1.3 (b), (c) and §6.1.4 (g)): a name must lie within each set of
 * permitted subtrees that has one of its kind, and within no excluded one.
 */
export class NameSubtrees {
  private readonly inForce: NameConstraints[] = [];
  private comparisons = 0;

  add(constraints: NameConstraints | undefined): void {
    if (constraints !== undefined) this.inForce.push(constraints);
  }

  judge(certificate: Certificate): 'allowed' | 'forbidden' | 'tooComplex' {
    const names = constrainedNames(certificate);
    for (const { permitted, excluded } of this.inForce) {
      this.comparisons += names.length * (permitted.length + excluded.length);
      if (this.comparisons > maxComparisons) return 'tooComplex';
      if (!names.every((name) => isPermitted(name, permitted) && !isExcluded(name, excluded))) return 'forbidden';
    }
    return 'allowed';
  }
}

function isPermitted(name: GeneralName, permitted: readonly GeneralName[]): boolean {
  const ofKind = permitted.filter(({ kind }) => kind === name.kind);
  return ofKind.length === 0 || ofKind.some((base) => standingOf(name, base) === 'within');
}

const isExcluded = (name: GeneralName, excluded: readonly GeneralName[]): boolean =>
  excluded.some((base) => base.kind === name.kind && (standingOf(name, base) !== 'outside' || covers(name, base)));
