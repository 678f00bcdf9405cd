import type { Certificate } from '../x509/certificate.js';
import type { IssuerIndex } from './issuer-index.js';
import type { LinkVerdict, LinkVerifier } from './link-verifier.js';

/** A chain whose every signature was verified, from the certificate asked about to an anchor, which is not part of it. */
export interface AnchoredPath {
  readonly path: readonly Certificate[];
  readonly anchor: Certificate;
}

/** How far the search came where it reached no anchor. */
export interface DeadEnd {
  readonly path: readonly Certificate[];
  /** What became of the candidates that had the right name: the verdicts on their keys. */
  readonly verdicts: readonly LinkVerdict[];
}

export interface BuildLimits {
  readonly maxLength: number;
  readonly maxSteps: number;
}

export const defaultBuildLimits: BuildLimits = { maxLength: 12, maxSteps: 512 };

/** The same key under the same name again leads nowhere new, whichever certificate says so. */
const isLoop = (path: readonly Certificate[], issuer: Certificate): boolean =>
  path.some((one) => one.subject.key === issuer.subject.key && Buffer.compare(one.spki, issuer.spki) === 0);

/**
 * All paths from `target` to an anchor, likeliest first, found as they are asked for. Returns the longest dead end and
 * whether the search was cut short by a limit.
 */
export function* buildPaths(
  target: Certificate,
  index: IssuerIndex,
  links: LinkVerifier,
  at: number,
  { maxLength, maxSteps }: BuildLimits = defaultBuildLimits,
): Generator<AnchoredPath, { readonly deadEnd: DeadEnd; readonly cutShort: boolean }> {
  const open: (readonly Certificate[])[] = [[target]];
  let deadEnd: DeadEnd = { path: [target], verdicts: [] };
  let cutShort = false;
  for (let steps = 0; ; steps += 1) {
    const path = open.pop();
    const last = path?.at(-1);
    if (path === undefined || last === undefined) return { deadEnd, cutShort };
    if (steps >= maxSteps) return { deadEnd, cutShort: true };
    const verdicts: LinkVerdict[] = [];
    const longer: (readonly Certificate[])[] = [];
    for (const issuer of index.issuersOf(last, at)) {
      if (isLoop(path, issuer)) continue;
      const verdict = links.verify(last, issuer);
      verdicts.push(verdict);
      if (verdict === 'overBudget') return { deadEnd: further(deadEnd, { path, verdicts }), cutShort: true };
      if (verdict !== 'valid') continue;
      if (index.isAnchor(issuer)) yield { path, anchor: issuer };
      else if (path.length >= maxLength) cutShort = true;
      else longer.push([...path, issuer]);
    }
    open.push(...longer.reverse());
    deadEnd = further(deadEnd, { path, verdicts });
  }
}

const further = (best: DeadEnd, found: DeadEnd): DeadEnd =>
  found.path.length > best.path.length || (found.path.length === best.path.length && best.verdicts.length === 0)
    ? found
    : best;
