import { join } from 'node:path';
import type { ReadinessCheck } from '../adapters/http/http-settings.js';
import { allowedRedirects } from '../adapters/http/sandbox/allowed-redirects.js';
import { createServer, portOf } from '../adapters/nest/index.js';
import type { PoolOptions } from '../adapters/pki/verifier-options.js';
import { statusPath } from '../adapters/http/sandbox/sandbox-pki.controller.js';
import type { Log } from '../adapters/pino/log.js';
import type { ServeConfig } from './config.js';
import type { OpenedCounterparties } from './counterparties.js';
import { openEmbedded } from './embedded.js';
import type { OpenedProduction } from './production.js';
import { readStaffToken } from './sandbox-staff.js';
import { storageChecks } from './readiness.js';
import { makeSandboxCore, openSandbox, type SandboxCoreOptions } from './sandbox-core.js';
import { openSandboxDoor } from './sandbox-door.js';
import { startPeers } from './sandbox-peers.js';
import type { OpenedStorage } from './storage.js';
import { termsText, termsTitle } from './terms/sandbox-terms.js';

export interface Service {
  readonly url: string;
  /** Set when the default port was taken: the one that was. */
  readonly insteadOfPort: number | undefined;
  /** Answers the requests under way, stops the core, closes the stores. */
  close(): Promise<void>;
}

export interface ServeParts {
  readonly log: Log;
  /** In place of the embedded stores in `config.data`; closed with the service. */
  readonly opened?: OpenedStorage | OpenedProduction;
  /** Where messages lie that several processes read; with stores of one's own, in memory unless named. */
  readonly inboxFile?: string;
  /** Threads that verify signatures; the calling one when left out. */
  readonly verifierPool?: PoolOptions;
  /** What `/health/ready` asks, where that is more than the stores. */
  readonly checks?: Readonly<Record<string, ReadinessCheck>>;
  /** Real ones, in place of the sandbox's; closed with the service. */
  readonly counterparties?: OpenedCounterparties;
  readonly background?: SandboxCoreOptions['background'];
}

/** The REST API over the embedded stores and the sandbox. */
export async function startService(
  config: ServeConfig,
  { log, opened: given, inboxFile: givenInbox, verifierPool, checks, counterparties, background }: ServeParts,
): Promise<Service> {
  const opened = given ?? openEmbedded({ directory: config.data });
  const open: (() => unknown)[] = [() => opened.close()];
  if (counterparties !== undefined) open.push(() => counterparties.close());
  const close = async (): Promise<void> => {
    for (const one of open.splice(0).reverse()) await one();
  };
  const inboxFile = givenInbox ?? (given === undefined ? join(config.data, 'sandbox-inbox.jsonl') : undefined);
  let port = config.port.number;
  const ownUrl = (): string => `http://${urlHost(config.host)}:${port}`;
  const baseUrl = (): string => config.publicUrl ?? ownUrl();
  try {
    const options = {
      ...config,
      opened,
      baseUrl,
      statusUrl: () => `${ownUrl()}${statusPath}`,
      ...(verifierPool !== undefined && { verifierPool }),
      ...(inboxFile !== undefined && { inboxFile }),
    };
    const sandbox = openSandbox(options);
    open.push(() => sandbox.signatureVerifier.close());
    const peers = await startPeers({
      sandbox,
      clock: opened.storage.clock,
      baseUrl,
      noticesUrl: () => (isThisMachine(ownUrl()) ? `${ownUrl()}/v1/notices/smart-ca` : undefined),
    });
    open.push(() => peers.close());
    const { core } = makeSandboxCore({
      ...options,
      sandbox,
      signing: { ...peers, ...counterparties?.ports },
      ...(background !== undefined && { background }),
      onError: (error) => log.failure('background work failed', error),
    });
    const app = await createServer({
      module: {
        core,
        http: {
          terms: { title: termsTitle, text: termsText },
          checks: checks ?? storageChecks(opened.storage),
          staff: readStaffToken,
          remoteSigningNotices: peers.remoteSigningNotices,
          sandbox: openSandboxDoor(sandbox, {
            mayRedirectTo: allowedRedirects(config.redirectUris, baseUrl),
            hands: peers.hands,
          }),
          onError: (error, correlationId) => log.failure('request failed', error, { correlationId }),
        },
      },
      trustProxy: config.trustProxy,
      onRequest: (line) => log.info('request', { ...line }),
    });
    open.push(() => app.close());
    const insteadOfPort = await listen(app, config);
    port = portOf(app);
    return { url: baseUrl(), insteadOfPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type App = Awaited<ReturnType<typeof createServer>>;

/** Steps aside to a free port only where nobody asked for this one. */
async function listen(app: App, { host, port }: ServeConfig): Promise<number | undefined> {
  try {
    await app.listen(port.number, host);
    return undefined;
  } catch (error) {
    if (port.given || (error as { readonly code?: unknown }).code !== 'EADDRINUSE') throw error;
    await app.listen(0, host);
    return port.number;
  }
}

/** The sandbox's services tell nobody else. */
const isThisMachine = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

const urlHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};
