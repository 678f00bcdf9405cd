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

export interface BuildEnd {
  readonly deadEnd: DeadEnd;
  /** A limit ended the search. */
  readonly cutShort: boolean;
}

/**
 * All paths from `target` to an anchor, likeliest first, each searched for only when it is asked for. Returns the longest
 * dead end and whether a limit cut the search short.
 */
export function* buildPaths(
  target: Certificate,
  index: IssuerIndex,
  links: LinkVerifier,
  at: number,
  limits: BuildLimits = defaultBuildLimits,
): Generator<AnchoredPath, BuildEnd> {
  const search = new Search(index, links, at, limits);
  yield* search.from([target]);
  return search;
}

/** Depth first: as deep as the longest path that is allowed. */
class Search implements BuildEnd {
  deadEnd: DeadEnd = { path: [], verdicts: [] };
  cutShort = false;
  private steps = 0;

  constructor(
    private readonly index: IssuerIndex,
    private readonly links: LinkVerifier,
    private readonly at: number,
    private readonly limits: BuildLimits,
  ) {}

  *from(path: readonly [Certificate, ...Certificate[]]): Generator<AnchoredPath, void> {
    const last = path.at(-1) ?? path[0];
    const verdicts: LinkVerdict[] = [];
    if (this.isOver()) return;
    this.steps += 1;
    for (const issuer of this.index.issuersOf(last, this.at)) {
      if (isLoop(path, issuer)) continue;
      const verdict = this.links.verify(last, issuer);
      verdicts.push(verdict);
      if (verdict === 'overBudget') {
        this.cutShort = true;
        break;
      }
      if (verdict !== 'valid') continue;
      if (this.index.isAnchor(issuer)) yield { path, anchor: issuer };
      else if (path.length >= this.limits.maxLength) this.cutShort = true;
      else yield* this.from([...path, issuer]);
    }
    if (path.length > this.deadEnd.path.length) this.deadEnd = { path, verdicts };
  }

  private isOver(): boolean {
    if (this.steps < this.limits.maxSteps) return false;
    this.cutShort = true;
    return true;
  }
}
