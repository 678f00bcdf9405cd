import { availableParallelism } from 'node:os';
import { readFileSync } from 'node:fs';
import { readCertificateFile } from '../adapters/pki/anchors/certificate-file.js';
import { HttpRevocationTransport } from '../adapters/pki/revocation/http-transport.js';
import { PkiSignatureVerifier } from '../adapters/pki/verifier.js';
import { AnchorsError, type AnchorSource, loadTrustAnchors } from '../adapters/pki/anchors/load-anchors.js';
import type { TrustAnchors } from '../adapters/pki/anchors/trust-anchors.js';
import type { RevocationPolicy } from '../adapters/pki/revocation/policy.js';
import type { TrustAnchorSet } from '../domain/policy/edition.js';
import {
  type ConfigProblem,
  type Flags,
  flagOf,
  oneOf,
  setting,
  settingsReader,
  variableOf,
  wholeNumber,
} from './settings.js';

/** How real certificates are verified. Nobody is trusted and nobody is asked unless it is named here. */
export interface PkiConfig {
  readonly anchors: TrustAnchors;
  /** DER of issuing authorities that signers do not always send along; trusted for nothing. */
  readonly issuers: readonly Uint8Array[];
  /** `host` or `host:port` of responders and lists that may be asked. */
  readonly revocationHosts: readonly string[];
  readonly revocation: Readonly<Record<TrustAnchorSet, { readonly mode: RevocationPolicy['mode'] }>>;
  /** Of a revocation list, in MiB: larger ones are neither fetched to the end nor parsed. */
  readonly revocationListMib: number;
  /** Default: one for each core but the one that the event loop needs. */
  readonly threads: number;
  /** How many verifications may wait for a thread. */
  readonly queue: number;
}

export type PkiConfigRead =
  | { readonly ok: true; readonly config: PkiConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const files = (name: string) =>
  setting<readonly string[]>({
    name,
    fallback: [],
    read: (text) => (listOf(text).length > 0 ? listOf(text) : undefined),
    vi: 'phải là đường dẫn tới các tệp PEM, DER hoặc P7B, cách nhau bằng dấu phẩy',
    en: 'has to be paths of PEM, DER or P7B files, separated by commas',
  });
const pins = (name: string) =>
  setting<readonly string[]>({
    name,
    fallback: [],
    read: (text) => {
      const all = listOf(text);
      return all.length > 0 && all.every((pin) => /^[0-9a-f]{64}$/i.test(pin.replaceAll(':', ''))) ? all : undefined;
    },
    vi: 'phải là các giá trị SHA-256 dạng thập lục phân, cách nhau bằng dấu phẩy',
    en: 'has to be SHA-256 values in hexadecimal, separated by commas',
  });
const mode = (name: string) =>
  setting<RevocationPolicy['mode']>({
    name,
    fallback: 'hard',
    read: oneOf(['hard', 'soft']),
    vi: 'phải là hard hoặc soft',
    en: 'has to be hard or soft',
  });

const settings = {
  anchorsPublic: files('anchorsPublic'),
  anchorsPublicPins: pins('anchorsPublicPins'),
  anchorsGovernment: files('anchorsGovernment'),
  anchorsGovernmentPins: pins('anchorsGovernmentPins'),
  issuers: files('issuers'),
  revocationHosts: setting<readonly string[]>({
    name: 'revocationHosts',
    fallback: [],
    read: (text) => {
      const all = listOf(text);
      return all.length > 0 && all.every(isHost) ? all : undefined;
    },
    vi: 'phải là tên máy, có thể kèm cổng, cách nhau bằng dấu phẩy',
    en: 'has to be host names, each with a port or without, separated by commas',
  }),
  revocationPublic: mode('revocationPublic'),
  revocationGovernment: mode('revocationGovernment'),
  revocationListMib: setting<number>({
    name: 'revocationListMib',
    fallback: 8,
    read: wholeNumber(1, 32),
    vi: 'phải là số từ 1 đến 32',
    en: 'has to be a number from 1 to 32',
  }),
  verifierThreads: setting<number>({
    name: 'verifierThreads',
    fallback: Math.max(1, availableParallelism() - 1),
    read: wholeNumber(1, 64),
    vi: 'phải là số từ 1 đến 64',
    en: 'has to be a number from 1 to 64',
  }),
  verifierQueue: setting<number>({
    name: 'verifierQueue',
    fallback: 256,
    read: wholeNumber(0, 100_000),
    vi: 'phải là số từ 0 đến 100000',
    en: 'has to be a number from 0 to 100000',
  }),
};

/** The names of all settings here, so that others know them. */
export const pkiSettingNames: readonly string[] = Object.values(settings).map(({ name }) => name);

/** An exact name: what is only like a host is none, so that no pattern lets more through than it seems to. */
function isHost(text: string): boolean {
  if (!/^[a-z0-9.:[\]-]+$/i.test(text) || !URL.canParse(`http://${text}/`)) return false;
  const { host, pathname } = new URL(`http://${text}/`);
  return pathname === '/' && [host, `${host}:80`].includes(text.toLowerCase());
}

/** Reads the settings and the anchors' files. Everything that is wrong is named, not only the first. */
export function readPkiConfig(flags: Flags, variables: Flags): PkiConfigRead {
  const { problems, read } = settingsReader(flags, variables);
  const sources: Record<TrustAnchorSet, AnchorSource> = {
    public: { files: read(settings.anchorsPublic), pins: read(settings.anchorsPublicPins) },
    government: { files: read(settings.anchorsGovernment), pins: read(settings.anchorsGovernmentPins) },
  };
  const rest = {
    revocationHosts: read(settings.revocationHosts),
    revocation: {
      public: { mode: read(settings.revocationPublic) },
      government: { mode: read(settings.revocationGovernment) },
    },
    revocationListMib: read(settings.revocationListMib),
    threads: read(settings.verifierThreads),
    queue: read(settings.verifierQueue),
  };
  if (problems.length > 0) return { ok: false, problems };
  try {
    const issuers = read(settings.issuers).flatMap((file) => issuersIn(file, problems));
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, config: { anchors: loadTrustAnchors(sources), issuers, ...rest } };
  } catch (error) {
    if (!(error instanceof AnchorsError)) throw error;
    const names = { public: 'anchorsPublic', government: 'anchorsGovernment' };
    return {
      ok: false,
      problems: error.problems.map(({ set, given: what, vi, en }) => ({
        setting: flags[names[set]] === undefined ? variableOf(names[set]) : flagOf(names[set]),
        given: what,
        vi,
        en,
      })),
    };
  }
}

function issuersIn(file: string, problems: ConfigProblem[]): readonly Uint8Array[] {
  try {
    return readCertificateFile(readFileSync(file));
  } catch (error) {
    const { message } = error as Error;
    problems.push({
      setting: flagOf('issuers'),
      given: file,
      vi: `không đọc được (${message})`,
      en: `cannot be read (${message})`,
    });
    return [];
  }
}

/** A verifier as configured, on threads of its own; close it at the end. */
export const openPkiVerifier = ({
  anchors,
  issuers,
  revocationHosts,
  revocation,
  revocationListMib,
  threads,
  queue,
}: PkiConfig): PkiSignatureVerifier =>
  new PkiSignatureVerifier({
    anchors,
    intermediates: issuers,
    transport: new HttpRevocationTransport({ hosts: revocationHosts, maxCrlBytes: revocationListMib << 20 }),
    maxListBytes: revocationListMib << 20,
    revocation,
    pool: { threads, queue },
  });
