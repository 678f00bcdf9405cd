import type { Certificate } from '../x509/certificate.js';

/** Finds who may have issued a certificate: everybody of that name, the likeliest first. */
export class IssuerIndex {
  private readonly anchors = new Set<string>();
  private readonly byName = new Map<string, Certificate[]>();

  constructor(anchors: readonly Certificate[], candidates: readonly Certificate[]) {
    const seen = new Set<string>();
    for (const certificate of [...anchors, ...candidates]) {
      if (seen.has(certificate.fingerprint)) continue;
      seen.add(certificate.fingerprint);
      const namesakes = this.byName.get(certificate.subject.key);
      if (namesakes === undefined) this.byName.set(certificate.subject.key, [certificate]);
      else namesakes.push(certificate);
    }
    for (const { fingerprint } of anchors) this.anchors.add(fingerprint);
  }

  isAnchor(certificate: Certificate): boolean {
    return this.anchors.has(certificate.fingerprint);
  }

  named(nameKey: string): readonly Certificate[] {
    return this.byName.get(nameKey) ?? [];
  }

  /** Key identifiers are hints (RFC 5280 §4.2.1.1): they order the candidates and exclude none. */
  issuersOf(certificate: Certificate, at: number): readonly Certificate[] {
    const { authorityKeyIdentifier } = certificate.extensions;
    const unlikely = (issuer: Certificate): number => {
      const { subjectKeyIdentifier } = issuer.extensions;
      const wanted = authorityKeyIdentifier?.keyId;
      const otherKey = wanted !== undefined && subjectKeyIdentifier !== undefined && wanted !== subjectKeyIdentifier;
      const outdated = at < issuer.notBefore || at > issuer.notAfter;
      return (otherKey ? 4 : 0) + (outdated ? 2 : 0) + (this.isAnchor(issuer) ? 0 : 1);
    };
    return this.named(certificate.issuer.key).toSorted((a, b) => unlikely(a) - unlikely(b));
  }
}
