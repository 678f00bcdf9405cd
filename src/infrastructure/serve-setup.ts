import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { readConfig, type ServeConfig } from './config.js';
import { type CounterpartiesConfig, readCounterparties } from './counterparties-config.js';
import type { ConfigProblem, Flags } from './settings.js';
import { readStoresConfig, serversOf, type StoresConfig, type StoresConfigRead } from './stores-config.js';

/** Everything that `dinhdanh serve` was told. */
export interface ServeSetup {
  readonly config: ServeConfig;
  readonly stores: StoresConfig;
  readonly counterparties: CounterpartiesConfig;
}

export type SetupRead =
  | { readonly ok: true; readonly setup: ServeSetup }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const fileVariable = 'DINHDANH_CONFIG';

/**
 * Reads all settings: flags, then variables, then lines `NAME=value` of the file that `DINHDANH_CONFIG` names, then defaults.
 * Everything that is wrong is named, not only the first.
 */
export function readSetup(flags: Flags, environment: Flags): SetupRead {
  const file = fileSettings(environment[fileVariable]);
  const variables = { ...file.settings, ...environment };
  const config = readConfig(flags, variables);
  const stores = readStoresConfig(flags, variables);
  const counterparties = readCounterparties(variables);
  if (file.problem === undefined && config.ok && stores.ok && counterparties.ok)
    return {
      ok: true,
      setup: { config: config.config, stores: stores.config, counterparties: counterparties.config },
    };
  const problems = [
    ...(file.problem === undefined ? [] : [file.problem]),
    ...[config, stores, counterparties].flatMap((read) => (read.ok ? [] : read.problems)),
  ];
  // `data` is read for the files of the sandbox and for those of stores.
  const known = new Set<string>();
  return { ok: false, problems: problems.filter(({ setting, en }) => isNew(known, `${setting} ${en}`)) };
}

/** Where everything is kept, for commands that do not serve; read as for serving. */
export function readStores(flags: Flags, environment: Flags): StoresConfigRead {
  const file = fileSettings(environment[fileVariable]);
  if (file.problem !== undefined) return { ok: false, problems: [file.problem] };
  return readStoresConfig(flags, { ...file.settings, ...environment });
}

/** Whether everything lies in one directory, as without any configuration. */
export const isEmbedded = ({ stores, keyring, masterKey, ...rest }: StoresConfig): boolean =>
  keyring === undefined &&
  masterKey.kind === 'keyring' &&
  serversOf({ stores, ...rest }).length === 0 &&
  Object.values(stores).every((store) => store === 'sqlite' || store === 'none') &&
  stores.leases === 'none';

function fileSettings(path: string | undefined): { readonly settings: Flags; readonly problem?: ConfigProblem } {
  if (path === undefined) return { settings: {} };
  try {
    return { settings: parseEnv(readFileSync(path, 'utf8')) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      settings: {},
      problem: {
        setting: fileVariable,
        given: path,
        vi: `không đọc được (${code ?? 'lỗi'})`,
        en: `cannot be read (${code ?? 'error'})`,
      },
    };
  }
}

function isNew(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
