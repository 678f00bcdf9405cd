import { readFileSync } from 'node:fs';
import { captchaOff } from '../adapters/crypto/captcha-off.js';
import { makeSandbox, type Sandbox } from '../adapters/sandbox/index.js';
import type { PoolOptions } from '../adapters/pki/verifier-options.js';
import { createDinhDanh, type DinhDanh } from '../application/composition/create.js';
import { sandboxPolicy } from '../application/policy/sandbox-policy.js';
import type { OpenedStorage } from './storage.js';
import { termsDigest, termsEdition } from './terms/sandbox-terms.js';

export interface SandboxCoreOptions {
  readonly opened: OpenedStorage;
  readonly captcha: 'on' | 'off';
  readonly seed?: string;
  readonly people?: number;
  readonly peopleCsv?: string | undefined;
  readonly organisationsCsv?: string | undefined;
  /** Shared by every process on the same data. */
  readonly inboxFile?: string;
  /** Where this deployment is reached; a function, because a port may be learned late. */
  readonly baseUrl: () => string;
  /** Where the sandbox's authorities answer OCSP over HTTP; in this process when left out. */
  readonly statusUrl?: () => string;
  /** Threads that verify signatures; the calling one when left out. */
  readonly verifierPool?: PoolOptions;
  readonly onError: (error: unknown) => void;
}

export interface SandboxCore {
  readonly core: DinhDanh;
  readonly sandbox: Sandbox;
}

/** A core whose counterparties are all made up, over a storage that is not. */
export function makeSandboxCore(options: SandboxCoreOptions): SandboxCore {
  const { opened, captcha, seed, people, peopleCsv, organisationsCsv, inboxFile, baseUrl, statusUrl, onError } =
    options;
  const { storage } = opened;
  const { verifierPool } = options;
  const sandbox = makeSandbox({
    clock: storage.clock,
    baseUrl,
    ...(seed !== undefined && { seed }),
    ...(people !== undefined && { size: people }),
    ...(peopleCsv !== undefined && { csv: readFileSync(peopleCsv, 'utf8') }),
    ...(organisationsCsv !== undefined && { organisationsCsv: readFileSync(organisationsCsv, 'utf8') }),
    ...(inboxFile !== undefined && { inboxFile }),
    ...(statusUrl !== undefined && { statusUrl }),
    ...(verifierPool !== undefined && { verifierPool }),
  });
  const core = createDinhDanh(
    { ...storage, ...sandbox, captcha: captcha === 'on' ? opened.captcha() : captchaOff },
    {
      policy: sandboxPolicy(),
      terms: { edition: termsEdition, digest: termsDigest },
      activationLink: () => `${baseUrl()}/activate?token={token}`,
      asker: 'dinhdanh-sandbox',
      onError,
    },
  );
  return { core, sandbox };
}
