import { availableParallelism } from 'node:os';
import { type ExitCode, exitCodes, type Terminal } from '../adapters/cli/terminal.js';
import { makeLog } from '../adapters/pino/log.js';
import type { ServeConfig } from './config.js';
import { startService } from './serve.js';

/** One processor stays for everything but signatures. */
const verifierPool = { threads: Math.max(1, Math.min(4, availableParallelism() - 1)), queue: 1_000 };

/** How long requests under way may take once the process was told to end. */
const patienceMs = 10_000;

/** Serves until SIGTERM or SIGINT; a second signal ends at once. */
export async function serveUntilTold(config: ServeConfig, terminal: Terminal): Promise<ExitCode> {
  const log = makeLog(config.logLevel, { write: (line) => terminal.err(line) });
  const told = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  const service = await startService(config, { log, verifierPool }).catch((error: unknown) => {
    const problem = startProblem(error, config);
    if (problem === undefined) throw error;
    terminal.err(`${problem}\n`);
    return undefined;
  });
  if (service === undefined) return exitCodes.usage;
  const { url, insteadOfPort } = service;
  if (insteadOfPort !== undefined)
    terminal.err(`Cổng ${insteadOfPort} đang bận, dùng cổng khác. / Port ${insteadOfPort} is taken, using another.\n`);
  if (config.captcha === 'off') log.warn('captcha is off');
  log.info('serving', { url, sandbox: true });
  terminal.out(
    [
      `Định Danh (sandbox) đang phục vụ tại / is serving at ${url}`,
      `  API            ${url}/docs`,
      `  Hộp thư/inbox  ${url}/sandbox/inbox`,
      `  Người/people   ${url}/sandbox/people`,
      `  Dữ liệu/data   ${config.data}`,
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

/** What a person can set right, in words; nothing: the error is ours. */
function startProblem(error: unknown, { host, port, data }: ServeConfig): string | undefined {
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
  }
  return name === 'SandboxCsvError' ? `CSV: ${String(message)}` : undefined;
}
