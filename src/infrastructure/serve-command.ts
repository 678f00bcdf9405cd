import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type ExitCode, exitCodes, type Terminal } from '../adapters/cli/terminal.js';
import { type Log, makeLog } from '../adapters/pino/log.js';
import { seconds } from '../domain/kernel/instant.js';
import type { ServeConfig } from './config.js';
import { openCounterparties } from './counterparties.js';
import { openEmbedded } from './embedded.js';
import type { OpenedProduction } from './production.js';
import { StoresUnusable } from './production-servers.js';
import { type Service, startService } from './serve.js';
import { isEmbedded, type ServeSetup } from './serve-setup.js';
import { storePorts } from './store-choices.js';
import type { StoresConfig } from './stores-config.js';

/** One processor stays for everything but signatures. */
const verifierPool = { threads: Math.max(1, Math.min(4, availableParallelism() - 1)), queue: 1_000 };

/** How long requests under way may take once the process was told to end. */
const patienceMs = 10_000;

/** Logins of an account that a read model in Redis keeps; older pages are read from the account's streams. */
const loginsKept = 200;

/** Serves until SIGTERM or SIGINT; a second signal ends at once. */
export async function serveUntilTold(setup: ServeSetup, terminal: Terminal): Promise<ExitCode> {
  const { config, stores } = setup;
  const log = makeLog(config.logLevel, { write: (line) => terminal.err(line) });
  const told = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  let ending: ExitCode = exitCodes.usage;
  const service = await start(setup, log).catch((error: unknown) => {
    const problem = startProblem(error, config);
    if (problem === undefined) throw error;
    terminal.err(`${problem.text}\n`);
    ending = problem.code;
    return undefined;
  });
  if (service === undefined) return ending;
  const { url, insteadOfPort } = service;
  if (insteadOfPort !== undefined)
    terminal.err(`Cổng ${insteadOfPort} đang bận, dùng cổng khác. / Port ${insteadOfPort} is taken, using another.\n`);
  if (config.captcha === 'off') log.warn('captcha is off');
  log.info('serving', { url, sandbox: true, instances: stores.instances, ...stores.stores });
  terminal.out(
    [
      `Định Danh (sandbox) đang phục vụ tại / is serving at ${url}`,
      `  API            ${url}/docs`,
      `  Hộp thư/inbox  ${url}/sandbox/inbox`,
      `  Người/people   ${url}/sandbox/people`,
      ...placesOf(setup),
      '',
    ].join('\n'),
  );
  const signal = await told;
  log.info('shutting down', { signal });
  const late = setTimeout(() => {
    log.warn('requests did not end in time');
    process.exit(exitCodes.failed);
  }, patienceMs);
  process.once('SIGTERM', () => process.exit(exitCodes.failed));
  process.once('SIGINT', () => process.exit(exitCodes.failed));
  await service.close();
  clearTimeout(late);
  log.info('stopped');
  return exitCodes.done;
}

/** The service over the stores of the configuration; what was opened is closed when it cannot start. */
async function start({ config, stores, counterparties }: ServeSetup, log: Log): Promise<Service> {
  const production = isEmbedded(stores) ? undefined : await open(stores, log);
  const opened = production ?? openEmbedded({ directory: config.data });
  try {
    return await startService(config, {
      log,
      verifierPool,
      opened,
      inboxFile: inboxOf(config),
      ...(production !== undefined && { checks: production.checks }),
      counterparties: openCounterparties(counterparties, {
        storage: opened.storage,
        masterKey: production?.masterKey,
      }),
      background: {
        leaseTerm: seconds(stores.leaseSeconds),
        ...(stores.stores.readModels === 'redis' && { loginsKept }),
        onTurn: (work, isOurs) => log.info(isOurs ? 'took work over' : 'gave work up', { work }),
      },
    });
  } catch (error) {
    if (production === undefined) opened.close();
    else await production.close();
    throw error;
  }
}

async function open(stores: StoresConfig, log: Log): Promise<OpenedProduction> {
  const { openProduction } = await import('./production.js');
  return openProduction({ config: stores, onTrouble: (reason) => log.warn('a store has trouble', { reason }) });
}

/** Messages of the sandbox; several processes on one machine may share the directory. */
function inboxOf({ data }: ServeSetup['config']): string {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  return join(data, 'sandbox-inbox.jsonl');
}

/** Where data lie, and who is real. Servers are named, their addresses are not. */
function placesOf({ config, stores, counterparties }: ServeSetup): readonly string[] {
  if (isEmbedded(stores) && Object.keys(counterparties).length === 0) return [`  Dữ liệu/data   ${config.data}`];
  const real = [
    ...(counterparties.pki === undefined ? [] : ['chứng thư số/certificates']),
    ...(counterparties.mssp === undefined ? [] : ['SIM PKI']),
    ...(counterparties.smartCa === undefined ? [] : ['SmartCA']),
  ];
  return [
    ...storePorts.map((port) => `  ${port.padEnd(14)} ${stores.stores[port]}`),
    `  Đối tác thật / real counterparties: ${real.join(', ') || 'không có / none'}.`,
    '  Mọi đối tác khác là sandbox; hệ thống thật phải nhúng lõi và tự đưa vào. / Every other one is the sandbox’s: a real',
    '  service embeds the core and brings its own (docs/guides/production.md).',
  ];
}

/** What a person can set right, in words; nothing: the error is ours. */
function startProblem(error: unknown, config: ServeConfig): StartProblem | undefined {
  const text = startText(error, config);
  if (text === undefined) return undefined;
  const passes = error instanceof StoresUnusable && error.passes;
  return { text, code: passes ? exitCodes.unavailable : exitCodes.usage };
}

interface StartProblem {
  readonly text: string;
  readonly code: ExitCode;
}

function startText(error: unknown, { host, port, data }: ServeConfig): string | undefined {
  const { code, name, message } = error as {
    readonly code?: unknown;
    readonly name?: unknown;
    readonly message?: unknown;
  };
  switch (code) {
    case 'EADDRINUSE':
      return `Cổng ${port.number} đang bận. / Port ${port.number} is taken.`;
    case 'EACCES':
    case 'EPERM':
      return `Không có quyền dùng cổng ${port.number} hoặc thư mục ${data}. / Not allowed to use port ${port.number} or directory ${data}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `Máy này không có địa chỉ ${host}. / This machine does not have the address ${host}.`;
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return `Không mở được tệp hoặc thư mục. / A file or directory cannot be opened: ${String(message)}`;
    case 'storesUnusable':
      return `Không dùng được kho dữ liệu / stores cannot be used:\n${String(message).replace(/^/gm, '  ')}`;
    case 'pepperMismatch':
    case 'masterKeyMismatch':
    case 'vaultTransit.misconfigured':
    case 'postgres.misconfigured':
      return String(message);
  }
  return name === 'SandboxCsvError' ? `CSV: ${String(message)}` : undefined;
}
