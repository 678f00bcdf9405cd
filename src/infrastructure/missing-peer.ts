import { readFileSync } from 'node:fs';

interface Manifest {
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** `dinhdanh sign` calls the token's library through koffi; the others are a server's. */
const peersOf: Readonly<Record<string, readonly string[]>> = { sign: ['koffi'] };
const noServers = ['fast-check', 'koffi'];
/** Clients of servers that a store may be on; asked for only where one is missed. */
const storeClients = ['@eventstore/db-client', 'ioredis', 'pg'];

/**
 * Turns Node's "cannot find package" into what to install. Nest and its companions are optional peers (an embedding
 * team brings its own), so a command that needs them is loaded by `import()`, and what that throws is asked here first.
 * @returns undefined when the error is something else.
 */
export function explainMissingPeer(error: unknown, command: string): string | undefined {
  const missing = missingPackage(error);
  const own = peersOf[command];
  const isWanted = (name: string): boolean =>
    own?.includes(name) ?? (storeClients.includes(name) ? name === missing : !noServers.includes(name));
  const peers = readPeers().filter(([name]) => isWanted(name));
  if (missing === undefined || !peers.some(([name]) => name === missing)) return undefined;
  return [
    `\`dinhdanh ${command}\` needs packages that are installed beside dinhdanh; ${missing} is missing. Install what it needs with`,
    `  npm install ${peers.map(([name, range]) => `${name}@"${range}"`).join(' ')}`,
  ].join('\n');
}

function missingPackage(error: unknown): string | undefined {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (code !== 'ERR_MODULE_NOT_FOUND' || typeof message !== 'string') return undefined;
  return /^Cannot find package '((?:@[^/']+\/)?[^/']+)/.exec(message)?.[1];
}

function readPeers(): readonly (readonly [name: string, range: string])[] {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return Object.entries((JSON.parse(text) as Manifest).peerDependencies);
}
