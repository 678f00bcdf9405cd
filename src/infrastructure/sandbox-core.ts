import { readFileSync } from 'node:fs';
import { captchaOff } from '../adapters/crypto/captcha-off.js';
import { makeSandbox, type Sandbox } from '../adapters/sandbox/index.js';
import type { PoolOptions } from '../adapters/pki/verifier-options.js';
import { createDinhDanh, type DinhDanh, type DinhDanhOptions } from '../application/composition/create.js';
import type { Ports } from '../application/composition/ports.js';
import { sandboxPolicy } from '../application/policy/sandbox-policy.js';
import type { OpenedStorage } from './storage.js';
import { termsDigest, termsEdition } from './terms/sandbox-terms.js';

export interface SandboxOptions {
  readonly opened: Pick<OpenedStorage, 'storage' | 'captcha'>;
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
}

export interface SandboxCoreOptions extends SandboxOptions {
  readonly captcha: 'on' | 'off';
  readonly onError: (error: unknown) => void;
  /** In place of one of its own. */
  readonly sandbox?: Sandbox;
  /** In place of the sandbox's, which answer in this process. */
  readonly signing?: Partial<Pick<Ports, 'signatureVerifier' | 'mobileSignatureService' | 'remoteSigningService'>>;
  /** Of the core, where it shares its stores. */
  readonly background?: Pick<DinhDanhOptions, 'leaseTerm' | 'loginsKept' | 'onTurn'>;
}

export interface SandboxCore {
  readonly core: DinhDanh;
  readonly sandbox: Sandbox;
}

/** Every counterparty, made up. */
export function openSandbox(options: SandboxOptions): Sandbox {
  const { opened, seed, people, peopleCsv, organisationsCsv, inboxFile, baseUrl, statusUrl, verifierPool } = options;
  return makeSandbox({
    clock: opened.storage.clock,
    baseUrl,
    ...(seed !== undefined && { seed }),
    ...(people !== undefined && { size: people }),
    ...(peopleCsv !== undefined && { csv: readFileSync(peopleCsv, 'utf8') }),
    ...(organisationsCsv !== undefined && { organisationsCsv: readFileSync(organisationsCsv, 'utf8') }),
    ...(inboxFile !== undefined && { inboxFile }),
    ...(statusUrl !== undefined && { statusUrl }),
    ...(verifierPool !== undefined && { verifierPool }),
  });
}

/** A core whose counterparties are all made up, over a storage that is not. */
export function makeSandboxCore(options: SandboxCoreOptions): SandboxCore {
  const { opened, captcha, baseUrl, onError, sandbox = openSandbox(options), signing = {}, background = {} } = options;
  const core = createDinhDanh(
    { ...opened.storage, ...sandbox, ...signing, captcha: captcha === 'on' ? opened.captcha() : captchaOff },
    {
      policy: sandboxPolicy(),
      terms: { edition: termsEdition, digest: termsDigest },
      activationLink: () => `${baseUrl()}/activate?token={token}`,
      asker: 'dinhdanh-sandbox',
      onError,
      ...background,
    },
  );
  return { core, sandbox };
}
