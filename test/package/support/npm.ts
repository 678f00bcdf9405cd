import { spawnSync } from 'node:child_process';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a folder, to its end. */
export function run(folder: string, program: string, parameters: readonly string[], seconds = 120): Ran {
  const { status, stdout, stderr, error } = spawnSync(program, parameters, {
    cwd: folder,
    encoding: 'utf8',
    env: outsideNpmScripts(),
    timeout: seconds * 1_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr: error === undefined ? stderr : `${stderr}\n${error.message}` };
}

export const runNode = (folder: string, ...parameters: readonly string[]): Ran =>
  run(folder, process.execPath, parameters);

export function runNpm(folder: string, ...parameters: readonly string[]): Ran {
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js') ? runNode(folder, npm, ...parameters) : run(folder, 'npm', parameters);
}

/** The environment without what `npm test` adds: it would tell an inner npm that this repository is its project. */
function outsideNpmScripts(): NodeJS.ProcessEnv {
  const kept = ['npm_config_cache', 'npm_config_registry', 'npm_config_userconfig'];
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => (!name.toLowerCase().startsWith('npm_') || kept.includes(name)) && name !== 'NODE_OPTIONS',
    ),
  );
}

/** Why no registry answers from here, or undefined when one does. */
export function noRegistry(folder: string): string | undefined {
  const ran = runNpm(
    folder,
    'view',
    'rxjs',
    'version',
    '--prefer-online',
    '--fetch-retries=0',
    '--fetch-timeout=20000',
  );
  if (ran.status === 0) return undefined;
  return /^npm error code (\S+)/m.exec(ran.stderr)?.[1] ?? `npm ended with ${ran.status}`;
}
