import { readFileSync } from 'node:fs';
import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import { CertificateFileError, readCertificateFile } from './certificate-file.js';
import { anchorOf, type TrustAnchor, type TrustAnchors } from './trust-anchors.js';

/** Where the anchors of one set are, and which ones they have to be. */
export interface AnchorSource {
  /** PEM, DER or P7B. */
  readonly files: readonly string[];
  /** SHA-256 of each certificate's DER, hex; colons and capitals as fingerprints are printed are fine. */
  readonly pins: readonly string[];
}

/** One thing that keeps the anchors from being used, told to whoever runs the deployment. */
export interface AnchorProblem {
  readonly set: TrustAnchorSet;
  /** The file, or the pin. */
  readonly given: string;
  readonly vi: string;
  readonly en: string;
}

/** The anchors are not what the configuration says. Everything that is wrong is named, not only the first. */
export class AnchorsError extends Error {
  readonly code = 'anchors';
  constructor(readonly problems: readonly AnchorProblem[]) {
    super(problems.map(({ set, given, vi, en }) => `${set} ${given}: ${vi} / ${en}`).join('\n'));
    this.name = 'AnchorsError';
  }
}

/**
 * Reads the anchors of both sets. A certificate that is not pinned, a pin without its certificate, and a file that cannot
 * be read each throw AnchorsError: a deployment trusts what its operator named, twice, or nothing.
 */
export function loadTrustAnchors(sources: Readonly<Record<TrustAnchorSet, AnchorSource>>): TrustAnchors {
  const problems: AnchorProblem[] = [];
  const load = (set: TrustAnchorSet): readonly TrustAnchor[] => loadSet(set, sources[set], problems);
  const anchors = { public: load('public'), government: load('government') };
  if (problems.length > 0) throw new AnchorsError(problems);
  return anchors;
}

function loadSet(
  set: TrustAnchorSet,
  { files, pins }: AnchorSource,
  problems: AnchorProblem[],
): readonly TrustAnchor[] {
  const tell = (given: string, vi: string, en: string): void => void problems.push({ set, given, vi, en });
  const wanted = new Set(pins.map((pin) => pin.replaceAll(':', '').toLowerCase()));
  for (const pin of wanted)
    if (!/^[0-9a-f]{64}$/.test(pin)) tell(pin, 'không phải là SHA-256', 'is no SHA-256 in hexadecimal');
  const found = new Map<string, TrustAnchor>();
  for (const file of files) {
    for (const anchor of readAnchors(file, tell)) {
      if (wanted.has(anchor.sha256)) found.set(anchor.sha256, anchor);
      else
        tell(
          file,
          `chứa chứng thư số chưa được ghim ${anchor.sha256}`,
          `holds a certificate that is not pinned: ${anchor.sha256}`,
        );
    }
  }
  for (const pin of wanted)
    if (/^[0-9a-f]{64}$/.test(pin) && !found.has(pin))
      tell(pin, 'không có chứng thư số nào khớp', 'matches no certificate in the files');
  return [...found.values()];
}

const problemTexts = {
  empty: { vi: 'không chứa chứng thư số nào', en: 'holds no certificate' },
  tooLarge: { vi: 'quá lớn', en: 'is too large' },
  privateKey: { vi: 'chứa khóa bí mật', en: 'holds a private key' },
  unreadable: { vi: 'không phải là PEM, DER hay P7B hợp lệ', en: 'is no PEM, DER or P7B that can be read' },
} as const;

function readAnchors(file: string, tell: (given: string, vi: string, en: string) => void): readonly TrustAnchor[] {
  try {
    return readCertificateFile(readFileSync(file)).map(anchorOf);
  } catch (error) {
    const known = error instanceof CertificateFileError ? problemTexts[error.problem] : undefined;
    if (known !== undefined) tell(file, known.vi, known.en);
    else tell(file, 'không đọc được', `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
    return [];
  }
}
